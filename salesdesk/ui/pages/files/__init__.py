"""Files kept with a record: the card that shows them, and what is dropped on a record."""
