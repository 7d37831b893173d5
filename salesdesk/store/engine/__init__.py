"""The database file itself: opening, transactions, copies, guards, schema versions. Words only an engine knows live here."""
