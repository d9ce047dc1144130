"""When something may be sent: the timetable kept by the clock on the wall, and jobs that start at a time."""
