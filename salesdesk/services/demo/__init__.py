"""Believable data for a demonstration."""
