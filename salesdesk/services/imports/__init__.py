"""Imports: a file understood, planned, decided upon, carried out and taken back."""
