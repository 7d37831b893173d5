"""Carrying out a plan, one writer per kind of record."""
