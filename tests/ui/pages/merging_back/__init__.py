"""The page of merging back."""
