"""The steps of one import: file, columns, review, done."""
