"""Workbooks read."""
