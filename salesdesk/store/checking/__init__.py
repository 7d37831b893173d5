"""Looking for damage in an open file, and making again what can be made again from its records."""

from salesdesk.store.checking.run import check

__all__ = ["check"]
