"""What labels, headings, captions and their qualifiers mean."""
