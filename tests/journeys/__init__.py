"""Ways through a working day, each from the first key to the last in the whole window."""
