"""Importers of official factor workbooks: pure functions from cell rows and a mapping to rows of our tables."""
