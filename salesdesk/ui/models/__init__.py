"""Item models: ids in order, rows as painted."""
