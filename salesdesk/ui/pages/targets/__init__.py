"""The page of targets: a grid of what is to be reached beside what was."""
