"""Reusable parts every page is made of; they know roles and texts, never records."""
