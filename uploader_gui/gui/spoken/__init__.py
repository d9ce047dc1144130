"""What a screen reader says by itself."""
