"""Connections in the window: form, test, import, bucket browser, certificates."""
