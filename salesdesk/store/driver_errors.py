"""The one place where a driver's error becomes a sentence a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from sqlcipher3 import dbapi2 as driver

from salesdesk.errors import DiskFull, StoreBusy, StoreDamaged, StoreError, StoreReadOnly


def sentence_for(error: BaseException, path: Path) -> StoreError | None:
    """The store error for a driver error, or None when it is our own bug.

    On a full disk peewee reports a failed rollback; what really happened is further back, so the whole chain
    of causes is looked at, oldest first.
    """
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    for cause in reversed(chain):
        if isinstance(cause, (driver.Error, peewee.DatabaseError, OSError)) and (
            found := _sentence(cause, path)
        ):
            return found
    return None


def _sentence(error: BaseException, path: Path) -> StoreError | None:
    text, name = str(error).lower(), path.name
    if isinstance(error, OSError) and not isinstance(error, (driver.Error, peewee.DatabaseError)):
        if error.errno == 28:
            return DiskFull(
                "Disk full",
                f"The disk is full, so {name} could not be written. Free some space and try again; nothing saved before is lost.",
            )
        return None
    if "disk is full" in text or "database or disk is full" in text:
        return DiskFull(
            "Disk full",
            f"The disk is full, so {name} could not be written. Free some space and try again; nothing saved before is lost.",
        )
    if "locked" in text or "busy" in text:
        return StoreBusy(
            "File in use",
            f"Another program is writing to {name}. Close it there or wait a moment, then try again.",
        )
    if "readonly" in text or "read-only" in text or "attempt to write a readonly" in text:
        return StoreReadOnly(
            "Read-only file",
            f"{name} or its folder cannot be written. Check its permissions or copy it to another folder.",
        )
    if "unable to open" in text:
        return StoreReadOnly(
            "Cannot open the file",
            f"{path} cannot be opened. Check that its folder exists and may be written.",
        )
    if "malformed" in text or "corrupt" in text or "not a database" in text or "disk i/o error" in text:
        return StoreDamaged(
            "Damaged file",
            f"{name} is damaged or is not a SalesDesk file. Open the latest backup from its folder instead.",
        )
    return None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn driver errors raised inside into store errors; everything else passes unchanged."""
    try:
        yield
    except StoreError:
        raise
    except (driver.Error, peewee.DatabaseError, OSError) as error:
        found = sentence_for(error, path)
        if found is None:
            raise
        raise found from error
