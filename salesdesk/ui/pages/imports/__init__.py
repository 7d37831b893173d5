"""The import wizard: file, columns, review, done."""
