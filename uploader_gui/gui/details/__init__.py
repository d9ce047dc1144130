"""The details of the selected job: part map, speed, log, facts."""
