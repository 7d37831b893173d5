"""Meetings: their list, and one of them as it is held."""
