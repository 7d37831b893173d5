"""A complete copy of a database while it is in use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from salesdesk.store import opening
from salesdesk.store.driver_errors import translated
from salesdesk.store.keys import set_key


def write_copy(source: Any, password: str, target: Path) -> None:
    """Copy what the connection ``source`` sees; the copy has the same password and replaces ``target`` only when
    it is whole."""
    part = target.with_name(target.name + ".part")
    with translated(target):
        part.unlink(missing_ok=True)
        copy = driver.connect(str(part))
        try:
            set_key(copy, password)
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, readable from a read-only disk
            copy.close()
            opening.sync_file(part)
            os.replace(part, target)
        except BaseException:
            copy.close()
            part.unlink(missing_ok=True)
            raise
        opening.sync_folder(target.parent)
