"""Search over everything while typing."""
