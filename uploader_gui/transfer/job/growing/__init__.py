"""A file that is sent while it is written: followed as it grows, until its end is found."""
