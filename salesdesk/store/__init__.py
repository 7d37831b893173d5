"""The database: unit of work, journal, repositories, search and migrations."""
