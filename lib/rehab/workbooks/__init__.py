"""Workbook → observations and problems; the blank form and workbooks filled from figures."""
