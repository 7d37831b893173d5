"""The stored files of former schemas. They were written by the programs of their time, through its services, and are
never made anew. Each is packed, because an empty file of a hundred tables and indexes is half a megabyte of zeros.
"""

from __future__ import annotations

import lzma
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "migrations"


STORED = {"version1": 1, "version2": 2, "version2.faxes": 2, "version2.later": 2}
"""The stored files by name, with the version of the schema of each."""


def stored_file(stored: int | str, folder: Path, name: str = "old.salesdesk") -> Path:
    """An unpacked copy, in ``folder``, of a stored file: of the first of a schema version, or of one of ``STORED``."""
    path = folder / name
    chosen = stored if isinstance(stored, str) else f"version{stored}"
    path.write_bytes(lzma.decompress((FOLDER / f"{chosen}.salesdesk.xz").read_bytes()))
    return path
