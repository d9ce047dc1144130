"""What is done when a package has ended: who listens is told, a command is run, a webhook is called."""
