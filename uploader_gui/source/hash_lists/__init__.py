"""Media hash lists: the ASC's histories and the classic files, found, read and written."""
