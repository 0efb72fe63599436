"""What a page is made of, and its numbers put into words: calculations, reasons, shortfalls, definitions."""
