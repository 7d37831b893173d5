"""Open deals by the month they should be closed in."""
