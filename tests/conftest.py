"""Fixtures for all tests: the stores and the proxy of the laboratory."""

from lab.benches import bench, open_bench
from lab.rclone import rclone
from lab.seaweed import bucket, proxied, proxy, seaweed

__all__ = ["bench", "bucket", "open_bench", "proxied", "proxy", "rclone", "seaweed"]
