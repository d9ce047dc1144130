"""The rows of the table: which jobs and packages are shown, in which order, and where they can be moved to; no Qt."""
