"""Deleted records, until they are restored."""
