"""Many provinces: find their workbooks, read and assess them, write the tables, run the notebooks."""
