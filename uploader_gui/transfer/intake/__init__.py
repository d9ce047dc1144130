"""Paths become jobs."""
