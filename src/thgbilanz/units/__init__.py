"""German numbers, the closed list of unit spellings and conversions. The only package that knows pint."""
