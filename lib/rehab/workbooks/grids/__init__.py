"""A sheet as the reader sees it: cells with their shown values, numbers, units, days; whatever the file."""
