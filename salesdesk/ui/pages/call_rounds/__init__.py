"""Call rounds: the list of them, and one that is worked."""
