"""Executed notebook → HTML: the sections of a brief, its figures and their sources, the page itself."""
