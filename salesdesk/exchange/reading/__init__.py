"""A foreign file understood, in a child process of its own."""
