"""Putting another file in the place of a database, so that no moment leaves neither."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from salesdesk.errors import StoreBusy, StoreDamaged, StoreError
from salesdesk.store.database import Database
from salesdesk.store.driver_errors import translated
from salesdesk.store.guard import in_use


def check_copy(path: Path, password: str = "") -> None:
    """Refuse a file that is no sound SalesDesk database of a version this program knows."""
    database = Database(path, password=password, read_only=True)
    try:
        database.refuse_newer()
        faults = database.rows("PRAGMA integrity_check(1)")
        if faults != [("ok",)]:
            raise StoreDamaged(
                "Damaged file", f"{path.name} is damaged and cannot be restored. Choose another backup."
            )
    finally:
        database.close()


def put_in_place(path: Path, copy: Path, aside: Path, password: str = "") -> bool:
    """Put a copy of ``copy`` at ``path``; what was there is saved at ``aside`` first. Returns whether there was
    anything. Refuses when another program has the file open."""
    existed = path.exists()
    if existed:
        _close_for_all(path, password)
        with translated(aside):
            shutil.copy2(path, aside)
    part = path.with_name(path.name + ".part")
    with translated(path):
        try:
            shutil.copyfile(copy, part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        for rest in ("-wal", "-shm"):  # of the former file; they would be applied to the new one
            path.with_name(path.name + rest).unlink(missing_ok=True)
    return existed


def _close_for_all(path: Path, password: str) -> None:
    """Fold the write-ahead log into the file; that succeeds only while nobody else has it open. A file so damaged
    that it does not open is nobody's."""
    try:
        database = Database(path, password=password, busy_seconds=0.5)
    except StoreBusy:
        raise
    except StoreError:
        return
    try:
        pass
    finally:
        database.close()
    if in_use(path):
        raise StoreBusy(
            "File in use",
            f"{path.name} is open in another window or program. Close it there, then restore again.",
        )
