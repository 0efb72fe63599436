"""What the public may see of a province's tables: small counts of people, and what would give them away, held back."""
