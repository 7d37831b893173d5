"""What an import will do, computed from cleaned rows, the file they go into and the person's decisions."""
