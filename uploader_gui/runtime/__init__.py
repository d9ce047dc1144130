"""The composition root: settings, lock, log and keys make a ready engine."""
