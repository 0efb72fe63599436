"""What was not understood, and what the suite is told of it."""
