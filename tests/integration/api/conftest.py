"""Fixtures for the tests of the API."""

from lab.processes.served import seaweed_bucket, served

__all__ = ["seaweed_bucket", "served"]
