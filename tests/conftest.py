"""Fixtures for all tests: the stores and the proxy of the laboratory."""

from lab.rclone import rclone
from lab.seaweed import bucket, proxied, proxy, seaweed

__all__ = ["bucket", "proxied", "proxy", "rclone", "seaweed"]
