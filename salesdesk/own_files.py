"""Which files are SalesDesk's own, told without opening any of them.

A database that is open in this process must not be opened by anything but the database: closing it again drops the
locks that tell other programs it is in use. So whatever is handed to the program to be read passes here first.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from salesdesk.outputs import COMPANIONS, DATABASE_ENDING

_OF_OPEN_ONES = ("-wal", "-shm", "-guard")
_PART_ENDING = f"{DATABASE_ENDING}-part"


class Own(Enum):
    """What a file is to SalesDesk."""

    FOREIGN = "foreign"
    OPEN = "open"  # a database that is open here
    DATABASE = "database"  # another one, a backup also
    PART = "part"  # lies beside a database and belongs to it


def what_is(path: Path, open_files: Iterable[Path] = ()) -> Own:
    """What ``path`` is, by its name, where its links lead, and what lies beside it. ``open_files`` are the databases
    open in this process (or about to be): those are recognised under any name, hard links included."""
    real = Path(os.path.realpath(path))
    for database in open_files:
        if is_same(path, database):
            return Own.OPEN
        at = Path(os.path.realpath(database))
        if any(is_same(path, at.with_name(at.name + ending)) for ending in COMPANIONS):
            return Own.PART
    if os.path.isdir(real):
        return Own.FOREIGN
    for name in {path.name.casefold(), real.name.casefold()}:
        if name.endswith(DATABASE_ENDING):
            return Own.DATABASE
        if name.endswith((*(DATABASE_ENDING + ending for ending in COMPANIONS), _PART_ENDING)):
            return Own.PART
    for ending in _OF_OPEN_ONES:
        if real.name.endswith(ending) and os.path.isfile(real.with_name(real.name.removesuffix(ending))):
            return Own.PART
        if os.path.lexists(real.with_name(real.name + ending)):
            return Own.DATABASE  # somebody has it open, whatever it is called
    return Own.FOREIGN


def is_same(one: Path, other: Path) -> bool:
    """Whether both names lead to one file."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)
