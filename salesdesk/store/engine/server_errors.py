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
    return StoreBusy(
        "Database in use",
        f"Somebody else is writing to {address.name}. Wait until it has finished, then try again.",
    )


def lost(address: ServerAddress) -> ConnectionLost:
    """The sentence about a connection that broke."""
    return ConnectionLost(
        "Connection lost",
        f"The connection to {address.host} was lost, so what was being done was not saved. Try again once the server can "
        "be reached.",
    )


def not_connected(error: psycopg.Error, address: ServerAddress) -> StoreError:
    """Why no connection could be made. Only the text tells, in the language of the server where that has another one,
    so what is not recognised is quoted."""
    text = " ".join(str(error).split())
    low = text.lower()
    if "no password supplied" in low:
        return WrongKey(
            "Password needed",
            f"{address.host} wants a password for {address.user}. Keep it in the environment variable PGPASSWORD or in "
            "the file ~/.pgpass.",
        )
    if "password authentication failed" in low:
        return WrongKey(
            "Wrong password",
            f"The password is not that of {address.user} on {address.host}. Correct it in the environment variable "
            "PGPASSWORD or in the file ~/.pgpass.",
        )
    if f'database "{address.name}" does not exist' in text:
        return StoreReadOnly(
            "No such database",
            f"There is no database {address.name} on {address.host}. Create it there (createdb {address.name}), or name "
            "another one.",
        )
    if "permission denied for database" in low or "no pg_hba.conf entry" in low or "does not exist" in low:
        return StoreReadOnly(
            "No permission",
            f"{address.user} may not open {address.name} on {address.host}. Ask whoever looks after the server.",
        )
    if "too many clients" in low or "remaining connection slots" in low or "too many connections" in low:
        return StoreBusy("Server at its limit", f"{address.host} takes no more connections. Try again later.")
    if "starting up" in low or "shutting down" in low or "recovery" in low:
        return ConnectionLost("Server not ready", f"{address.host} is not ready yet. Try again in a moment.")
    return ConnectionLost(
        "Server not reached",
        f"No connection to {address.host}, port {address.port}. Check the address, and that the server runs and can be "
        "reached from here.",
    )


def sentence_for(error: psycopg.Error, address: ServerAddress) -> SalesDeskError | None:
    """The error of ours for one of the driver, None when it is our own bug."""
    state = error.sqlstate or ""
    if state in _BUSY:
        return busy(address)
    if state.startswith("08") or state in _LOST or (not state and _is_broken(error)):
        return lost(address)
    if state == "53100":
        return DiskFull(
            "Disk full",
            f"The disk of {address.host} is full, so {address.name} could not be written. Free some space there; nothing "
            "saved before is lost.",
        )
    if state == "53300":
        return StoreBusy("Server at its limit", f"{address.host} takes no more connections. Try again later.")
    if state.startswith(("53", "58")):
        return DiskFault(
            "Server fault",
            f"{address.host} reported a fault of its system while {address.name} was read or written. Ask whoever looks "
            "after the server.",
        )
    if state in ("42501", "25006"):
        return StoreReadOnly(
            "No permission",
            f"{address.user} may not do that in {address.name}. Ask whoever looks after the server.",
        )
    if state.startswith("XX00") and state != "XX000":
        return StoreDamaged(
            "Damaged database",
            f"{address.name} on {address.host} is damaged. Ask whoever looks after the server to restore it.",
        )
    if state in ("22021", "22P05") or (not state and "NUL" in str(error)):
        return InputError(
            "Broken characters", "A text holds broken characters that cannot be kept. Type it again."
        )
    if state == "22003":
        return InputError(
            "Number too large",
            f"A number is larger than the database can keep. Use one up to {2**63 - 1:,}.",
        )
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
        raise InputError(
            "Broken characters", "A text holds broken characters that cannot be kept. Type it again."
        ) from error


def _unforeseen(error: psycopg.Error, address: ServerAddress) -> StoreError:
    """The net below everything that is checked before: nobody is shown the driver's words, and we are told of our bug
    (an error in the log fails a test)."""
    _LOGGER.error("The database refused a statement", exc_info=error)
    if error.sqlstate == "23505":
        return StoreError(
            "Exists already", "Something of that name or number exists already. Choose another one."
        )
    if error.sqlstate == "23503":
        return StoreError(
            "No such record",
            "A record this refers to does not exist any more, so nothing was changed. Open the record again and repeat the change.",
        )
    return StoreError(
        "Not possible",
        f"{address.name} could not be read or changed as expected, and nothing was changed. Try again; if it happens again, "
        "run “salesdesk check” on the database.",
    )


def written(number: int) -> bytes:
    """A whole number as it is sent. One that no column holds is refused before, as a file does it: a server would end
    the transaction."""
    if not -_BEYOND <= number < _BEYOND:
        raise psycopg.errors.NumericValueOutOfRange(f"{number} has more than 64 bits")
    return str(number).encode()
