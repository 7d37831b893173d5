"""Calendar files (.ics) in and out."""
