"""Every read of jobs, parts and recordings."""
