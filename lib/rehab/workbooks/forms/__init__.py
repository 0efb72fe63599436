"""Workbooks that are made: the blank form, a filled one, a province's own with every problem on its cell."""
