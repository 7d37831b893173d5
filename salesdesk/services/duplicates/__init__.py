"""Records that may be the same: found, reviewed, remembered."""
