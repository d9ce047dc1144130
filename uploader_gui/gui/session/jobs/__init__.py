"""The listed jobs: brought into the window, changed by what the user does, read for the details."""
