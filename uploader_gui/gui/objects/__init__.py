"""What objects get beside their bytes: shown, and entered."""
