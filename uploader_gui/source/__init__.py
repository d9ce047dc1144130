"""The file: ranges, fingerprint, scan, staged and received copies, media facts."""
