"""The product without a window: terminal progress and the embedded demo store."""
