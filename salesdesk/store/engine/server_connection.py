"""Connecting to a PostgreSQL server, with the password that was given or that is kept for it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import psycopg

from salesdesk.errors import WrongKey
from salesdesk.store.engine import server_errors, server_types
from salesdesk.store.engine.server_address import ServerAddress

_CONNECTING: dict[str, Any] = {
    "connect_timeout": 10,
    "application_name": "SalesDesk",
    "client_encoding": "UTF8",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}


def connect(address: ServerAddress, password: str) -> psycopg.Connection:
    """A new connection. Without a ``password`` it comes from the environment (``PGPASSWORD``), from ``~/.pgpass`` or from
    the keyring of the system. Raises ``StoreError`` subclasses, each one sentence."""
    try:
        made = _connected(address, password)
    except psycopg.Error as error:
        problem = server_errors.not_connected(error, address)
        asked = isinstance(problem, WrongKey) and not password
        kept = _kept_password(address) if asked else ""
        if not kept:
            raise problem from error
        try:
            made = _connected(address, kept)
        except psycopg.Error as again:
            raise server_errors.not_connected(again, address) from again
    server_types.register(made)
    return made


def _connected(address: ServerAddress, password: str) -> psycopg.Connection:
    given: dict[str, Any] = {"password": password} if password else {}
    return psycopg.connect(
        host=address.host,
        port=address.port,
        user=address.user,
        dbname=address.name,
        autocommit=True,
        **_CONNECTING,
        **given,
    )


def _kept_password(address: ServerAddress) -> str:
    """The password in the keyring of the system, where there is one and it holds it."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        return ""
    try:
        return str(keyring.get_password("salesdesk", str(address)) or "")
    except Exception:  # a keyring that is locked or broken is as good as none
        return ""
