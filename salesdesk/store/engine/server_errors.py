"""The one place where an error of the PostgreSQL driver becomes a sentence a person can act on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from salesdesk.errors import (
    ConnectionLost,
    DiskFault,
    DiskFull,
    InputError,
    SalesDeskError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    WrongKey,
)
from salesdesk.store.engine.server_address import ServerAddress

_LOGGER = logging.getLogger(__name__)

_BUSY = ("55P03", "57014", "40001", "40P01", "55006")
"""Lock not available, cancelled because it took too long, serialization failure, deadlock, object in use."""
_LOST = ("57P01", "57P02", "57P03", "57P05")
"""The server ends, crashed, begins, or ended an idle connection."""
_BEYOND = 2**63  # more than a column of whole numbers holds


def busy(address: ServerAddress) -> StoreBusy:
    """The sentence about another one who writes."""
    return StoreBusy("server.being_written", name=address.name)


def lost(address: ServerAddress) -> ConnectionLost:
    """The sentence about a connection that broke."""
    return ConnectionLost("server.connection_lost", host=address.host)


def not_connected(error: psycopg.Error, address: ServerAddress) -> StoreError:
    """Why no connection could be made. Only the text tells, in the language of the server where that has another one,
    so what is not recognised is quoted."""
    text = " ".join(str(error).split())
    low = text.lower()
    if "no password supplied" in low:
        return WrongKey("server.password_needed", host=address.host, user=address.user)
    if "password authentication failed" in low:
        return WrongKey("server.wrong_password", user=address.user, host=address.host)
    if f'database "{address.name}" does not exist' in text:
        return StoreReadOnly("server.no_such_database", name=address.name, host=address.host)
    if "permission denied for database" in low or "no pg_hba.conf entry" in low or "does not exist" in low:
        return StoreReadOnly("server.may_not_open", user=address.user, name=address.name, host=address.host)
    if "too many clients" in low or "remaining connection slots" in low or "too many connections" in low:
        return StoreBusy("server.at_its_limit", host=address.host)
    if "starting up" in low or "shutting down" in low or "recovery" in low:
        return ConnectionLost("server.not_ready", host=address.host)
    return ConnectionLost("server.not_reached", host=address.host, port=address.port)


def sentence_for(error: psycopg.Error, address: ServerAddress) -> SalesDeskError | None:
    """The error of ours for one of the driver, None when it is our own bug."""
    state = error.sqlstate or ""
    if state in _BUSY:
        return busy(address)
    if state.startswith("08") or state in _LOST or (not state and _is_broken(error)):
        return lost(address)
    if state == "53100":
        return DiskFull("server.disk_full", host=address.host, name=address.name)
    if state == "53300":
        return StoreBusy("server.at_its_limit", host=address.host)
    if state.startswith(("53", "58")):
        return DiskFault("server.fault", host=address.host, name=address.name)
    if state in ("42501", "25006"):
        return StoreReadOnly("server.may_not_do_that", user=address.user, name=address.name)
    if state.startswith("XX00") and state != "XX000":
        return StoreDamaged("server.damaged", name=address.name, host=address.host)
    if state in ("22021", "22P05") or (not state and "NUL" in str(error)):
        return InputError("driver.broken_characters")
    if state == "22003":
        return InputError("server.number_too_large", most=2**63 - 1)
    return None


def _is_broken(error: psycopg.Error) -> bool:
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)


@contextmanager
def translated(address: ServerAddress) -> Iterator[None]:
    """Turn errors of the driver raised inside into errors of ours; everything else passes unchanged."""
    try:
        yield
    except psycopg.Error as error:
        raise (sentence_for(error, address) or _unforeseen(error, address)) from error
    except UnicodeEncodeError as error:
        raise InputError("driver.broken_characters") from error


def _unforeseen(error: psycopg.Error, address: ServerAddress) -> StoreError:
    """The net below everything that is checked before: nobody is shown the driver's words, and we are told of our bug
    (an error in the log fails a test)."""
    _LOGGER.error("The database refused a statement", exc_info=error)
    if error.sqlstate == "23505":
        return StoreError("driver.exists")
    if error.sqlstate == "23503":
        return StoreError("driver.no_such_record")
    return StoreError("server.not_possible", name=address.name)


def written(number: int) -> bytes:
    """A whole number as it is sent. One that no column holds is refused before, as a file does it: a server would end
    the transaction."""
    if not -_BEYOND <= number < _BEYOND:
        raise psycopg.errors.NumericValueOutOfRange(f"{number} has more than 64 bits")
    return str(number).encode()
