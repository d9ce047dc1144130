"""Reports of what was uploaded: as CSV and JSON for programs, as HTML for people and their printers."""
