"""What the columns of a sheet mean."""
