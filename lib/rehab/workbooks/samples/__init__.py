"""Made-up workbooks of the other 62 provinces, with the truth they were made from; no number in them is real."""
