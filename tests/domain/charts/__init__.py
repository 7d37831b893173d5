"""Charts as shapes."""
