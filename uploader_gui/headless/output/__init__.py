"""What is printed: lines, bars, JSON."""
