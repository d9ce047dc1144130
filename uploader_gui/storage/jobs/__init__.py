"""Jobs, parts and recordings in the database."""
