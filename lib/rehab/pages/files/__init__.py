"""What leaves with a page: its tables as CSV and as an Excel file."""
