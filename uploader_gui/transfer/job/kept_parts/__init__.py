"""Parts that are kept as objects of their own: whether, how the store joins them, and those nobody wants any more."""
