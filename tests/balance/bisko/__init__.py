"""Rules of BISKO, every one with hand-computed values and its source."""
