"""What is known of a store and of what lies in it: its traits and failures, objects' terms, progress found, kept parts."""
