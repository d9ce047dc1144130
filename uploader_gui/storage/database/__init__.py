"""The SQLite database: opening, schema, writing, backups."""
