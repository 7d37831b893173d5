"""The password of a connection that is made past peewee."""

from __future__ import annotations

from typing import Any


def set_key(connection: Any, password: str) -> None:
    """Give a new connection its password; none opens a plain file."""
    if password:
        connection.execute("PRAGMA key = '{}'".format(password.replace("'", "''")))
