"""Warm kernels: each notebook gets a real kernel of its own, forked from a process that has imported everything."""
