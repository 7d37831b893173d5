"""Reports that a person builds: rows of a list put together, measured and drawn."""
