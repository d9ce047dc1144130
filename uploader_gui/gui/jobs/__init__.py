"""The table of jobs: model, columns, delegate, sorting."""
