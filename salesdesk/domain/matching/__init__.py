"""One matcher for imports, for the warning while typing and for the whole-database duplicate finder."""
