"""Proposals for mapping files: what titles and figures of a foreign table suggest. Never used to read data."""
