"""Text tables read."""
