"""The tables on disk: written once, by reading, and read by the rest."""
