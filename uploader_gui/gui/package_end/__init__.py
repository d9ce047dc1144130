"""The end of a package in the window: the line that tells of it, and what was done because of it."""
