"""What was sent, as it is told afterwards."""
