"""What was dropped, shown before it is uploaded."""
