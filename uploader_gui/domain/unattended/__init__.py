"""What is sent while nobody is there: watched folders, growing files, timetables, names by template."""
