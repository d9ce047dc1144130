"""Uploader: big files into an S3 store over a link that drops."""

__version__ = "0.2.0"
