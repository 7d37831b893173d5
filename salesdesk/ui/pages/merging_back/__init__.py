"""Merging an edited workbook back: what both sides changed, what becomes of each cell, and applying it."""
