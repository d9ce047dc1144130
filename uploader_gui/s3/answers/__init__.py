"""What the store answers: values, failures, hints of where it is, and whether it was the store at all."""
