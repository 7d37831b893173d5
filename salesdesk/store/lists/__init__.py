"""Lists of records: fields, filters and order as SQL, and the reader of ids and pages."""
