"""Giving a file another password, its first one, or none.

What is in it is written to a part beside it under the other password; that is read again and checked before it gets the
name of the file in one step. So no moment leaves neither, and a file that cannot be written anew stays as it was.
"""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from salesdesk.errors import StoreDamaged, WrongKey
from salesdesk.outputs import sync_file
from salesdesk.store.engine import guard, leftovers, opening, replacing, row_digests
from salesdesk.store.engine.driver_errors import translated
from salesdesk.store.engine.guard import Mark
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.unfinished import listed, part_beside, remove_part


def rekey(path: Path, before: str, after: str) -> None:
    """Give a file, which nobody may have open, the password ``after`` in the place of ``before``; "" is none.

    Raises ``WrongKey`` when ``before`` does not open it, ``StoreBusy`` when anybody has it open, and other ``StoreError``,
    after which the file is what it was.
    """
    real = Path(os.path.realpath(path))
    with translated(path):
        opening.refuse_special(path)
        part = part_beside(real)
        with listed(part):
            try:
                with guard.alone(real) as turn:
                    if replacing.locked_by_others(real):
                        raise replacing.open_elsewhere(real)
                    try:
                        _refuse_key(real, before)
                        replacing.fold_in(real, before)
                        _write(real, before, part, after)
                        _refuse_unsound(real, part, after)
                        os.chmod(part, stat.S_IMODE(real.stat().st_mode) | 0o600)
                        identity = leftovers.identity(part, after, "mode=ro")
                        if identity is not None:
                            turn.write_mark(Mark(*identity, folded=True))
                        replacing.exchange(real, part)
                    finally:
                        opening.clear_log(real)  # looking has left an empty one
            finally:
                remove_part(part)


def _refuse_key(real: Path, password: str) -> None:
    try:
        with closing(replacing.connect(real, password, "ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        raise WrongKey("opening.wrong_password", file=real.name) from error


def _write(real: Path, before: str, part: Path, after: str) -> None:
    replacing.private_file(part)
    with closing(replacing.connect(real, before, "rw")) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("ATTACH DATABASE ? AS other KEY ?", (part.resolve().as_uri(), after))
        connection.execute("SELECT sqlcipher_export('other')").fetchone()
        for said in ("user_version", "application_id"):
            (value,) = connection.execute(f"PRAGMA main.{said}").fetchone()
            connection.execute(f"PRAGMA other.{said} = {value}")


def _refuse_unsound(real: Path, part: Path, password: str) -> None:
    """Read all of the part again."""
    with closing(FileDatabase(part, password=password, read_only=True)) as database:
        faults = database.rows("PRAGMA integrity_check(1)")
        if faults != [("ok",)] or row_digests.damaged_table(database):
            raise StoreDamaged("passwords.not_sound", file=real.name)
    sync_file(part)
