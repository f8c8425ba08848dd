"""Sheets of ``bilanz.xlsx``: one file per sheet or family of sheets. The only part that knows XlsxWriter."""
