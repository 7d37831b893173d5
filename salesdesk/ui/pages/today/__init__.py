"""The page of the day: what is due, who waits, and how the month stands."""
