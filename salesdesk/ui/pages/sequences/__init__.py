"""Sequences: the list of them, and one with its steps and where it was started."""
