"""The embedded store, and the main job on it."""
