"""Balances computed from the journal alone: no Excel, no units, no factor files (architecture.md)."""
