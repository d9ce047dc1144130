"""What is over: clearing it from the list, and finding it again long after."""
