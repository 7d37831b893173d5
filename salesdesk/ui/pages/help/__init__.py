"""The help page and its topics."""
