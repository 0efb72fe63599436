"""Figures, marks and markup: what prints a value and says which cell it came from."""
