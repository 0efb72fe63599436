"""Figures drawn from tidy frames, each with a text alternative and its numbers as a table."""
