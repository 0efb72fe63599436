"""Which provinces the tests of this folder have workbooks of."""

CODES = ("01", "04", "40", "48", "79", "92")
BLANK, BROKEN = "06", "08"
