"""Watched folders: what is in them, what changes in them, and which of their files nobody writes any more."""
