"""Finished uploads looked at again: what the store says, what the file is, what is read back."""
