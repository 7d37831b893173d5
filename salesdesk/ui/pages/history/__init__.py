"""What was done in this file, and taking any of it back."""
