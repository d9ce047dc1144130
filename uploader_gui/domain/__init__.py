"""What an upload is: values and rules, no I/O, standard library only."""
