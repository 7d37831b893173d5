"""One record on screen: its fields edited in place, its timeline, and what hangs on it."""
