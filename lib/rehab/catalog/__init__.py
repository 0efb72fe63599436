"""What is counted and aimed at: provinces, lines, indicators, texts, as data files with typed loaders."""
