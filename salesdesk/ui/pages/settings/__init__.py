"""Choices of this file and of this computer."""
