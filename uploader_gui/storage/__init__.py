"""What survives a restart: jobs, parts, recordings, settings and secrets."""
