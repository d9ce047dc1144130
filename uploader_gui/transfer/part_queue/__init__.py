"""Which part of which job comes next, and how many at once."""
