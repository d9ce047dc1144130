"""The preferences and the limit in the status bar."""
