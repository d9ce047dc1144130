"""A run from its start to its exit code."""
