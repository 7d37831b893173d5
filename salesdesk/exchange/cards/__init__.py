"""Contact cards in and out."""
