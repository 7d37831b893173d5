"""Data files in and out: workbooks, text tables and contact cards."""
