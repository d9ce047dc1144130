"""What each address of the API does, and what its body says."""
