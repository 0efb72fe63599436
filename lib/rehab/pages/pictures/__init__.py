"""The pictures of a page: their rows, and their figures in print."""
