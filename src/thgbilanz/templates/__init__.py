"""One definition table per template: it makes the workbook, the reader's checks and the handbook page."""
