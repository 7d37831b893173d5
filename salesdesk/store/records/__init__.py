"""One repository per kind of record: reading it whole, and writing it with its parts."""
