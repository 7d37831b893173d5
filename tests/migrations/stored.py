"""The stored files of former schemas. They were written by the programs of their time, through its services, and are
never made anew. Each is packed, because an empty file of a hundred tables and indexes is half a megabyte of zeros.
"""

from __future__ import annotations

import lzma
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "migrations"


def stored_file(version: int, folder: Path, name: str = "old.salesdesk") -> Path:
    """An unpacked copy of the stored file of that schema version, in ``folder``."""
    path = folder / name
    path.write_bytes(lzma.decompress((FOLDER / f"version{version}.salesdesk.xz").read_bytes()))
    return path
