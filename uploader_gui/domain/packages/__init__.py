"""What is added together: its name, its sums, its end."""
