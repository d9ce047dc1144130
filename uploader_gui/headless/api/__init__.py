"""The HTTP API: the same verbs and events as everywhere else, for scripts and for other starts of the program."""
