"""Where things are on a sheet: tables found by their headings and labels."""
