"""Watched folders: their page in the preferences, and what the window shows of them."""
