"""From files to activity tables: guard, cell reader, row reader, tidy CSV reader. Never writes a file."""
