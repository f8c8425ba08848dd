"""thg.toml, discovery, the run from project folder to balance, run record, locking and atomic writing."""
