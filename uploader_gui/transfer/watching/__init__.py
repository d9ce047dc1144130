"""Watched folders: their files become jobs, and are moved or deleted once they are proven to be in the store."""
