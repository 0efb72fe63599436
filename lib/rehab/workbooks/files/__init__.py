"""Files of every kind a province sends → grids of cells; told by content, never by name."""
