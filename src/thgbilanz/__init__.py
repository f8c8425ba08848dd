"""Greenhouse gas accounting for municipalities: from cells in spreadsheets to balances one can defend."""

__version__ = "0.1.0"
