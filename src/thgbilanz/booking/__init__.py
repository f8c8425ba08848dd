"""Activities and factors to postings and open items. Pure functions: no file, no clock."""
