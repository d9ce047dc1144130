"""Moving a file: what is sent, when, and what becomes of it."""
