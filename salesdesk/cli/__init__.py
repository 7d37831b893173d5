"""The command line: everything that needs no window. See ``main``."""

from salesdesk.cli.main import main

__all__ = ["main"]
