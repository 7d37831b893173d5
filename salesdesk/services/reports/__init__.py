"""Reports: their figures, and the files they are saved to."""
