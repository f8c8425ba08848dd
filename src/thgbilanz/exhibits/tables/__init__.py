"""Every table that exhibits show: pure functions from a report to table data."""
