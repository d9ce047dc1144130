"""What the window does: adds files, runs commands, reads details, notifies."""
