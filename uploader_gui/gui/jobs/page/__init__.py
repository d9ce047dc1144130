"""What stands around the table of jobs: its states, filter, order, and the columns to choose from."""
