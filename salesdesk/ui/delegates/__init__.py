"""Delegates paint cells from theme roles; they never query."""
