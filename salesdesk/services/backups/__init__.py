"""Backups: taking, keeping, finding and restoring them."""
