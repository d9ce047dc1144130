"""What is done with files that were sent: their links, their folders, where they are now, sending them again."""
