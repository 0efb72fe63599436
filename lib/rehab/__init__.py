"""Provincial workbooks on drug rehabilitation in, checkable briefs out."""

__version__ = "0.1.0"
