"""The database: unit of work, journal, repositories, search and migrations."""

import sys

# peewee loads every driver it finds when it is loaded itself. That of PostgreSQL takes longer than everything else of a
# start, and ``engine.postgresql``, which alone uses it, needs nothing of peewee for it.
if "psycopg" not in sys.modules:
    sys.modules["psycopg"] = None  # type: ignore[assignment]
    try:
        import peewee  # noqa: F401
    finally:
        del sys.modules["psycopg"]
