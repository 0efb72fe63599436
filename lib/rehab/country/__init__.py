"""All provinces of a collection side by side: who stands where, sums, gaps, what another definition would change."""
