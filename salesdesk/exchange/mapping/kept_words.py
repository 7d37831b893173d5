"""The table of header words as it was last taken apart, kept beside the compiled modules.

Taking it apart is most of what a reading child does before its first answer; what is kept is loaded in a twentieth of
the time. It is believed as compiled modules are: it lies in the program's own folder, where no child writes once it has
been asked for a file. Where that folder cannot be written, the table is taken apart every time.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import pickle
import sys
import unicodedata
from pathlib import Path

from salesdesk.paths import resource

TABLE = resource("mapping/fields.tsv")
_PACKAGE = Path(__file__).parents[2]
_MADE_BY = (_PACKAGE / "exchange/mapping/words.py", _PACKAGE / "domain/cleaning/text.py")
_DECLARED = _PACKAGE / "domain/fields"  # whose words are read with the table
_STAMP = hashlib.sha256().digest_size


def place() -> Path:
    """Where it is kept."""
    return Path(importlib.util.cache_from_source(str(_MADE_BY[0]))).with_suffix(".words")


def is_missing() -> bool:
    """Whether ``keep`` would help those to come: nothing is kept, or what it was made of has changed since."""
    try:
        sources = (TABLE, *_MADE_BY, *_DECLARED.glob("*.py"))
        return place().stat().st_mtime < max(file.stat().st_mtime for file in sources)
    except FileNotFoundError:
        return not sys.dont_write_bytecode
    except OSError:
        return False


def load(table: bytes) -> object | None:
    """What is kept of this table and made by the present code, or None."""
    with contextlib.suppress(Exception):  # half a file, or one of another version, is none
        content = place().read_bytes()
        if content[:_STAMP] == _stamp(table):
            loaded: object = pickle.loads(content[_STAMP:])
            return loaded
    return None


def keep(table: bytes, thing: object) -> None:
    """Keep it where that is possible; another process sees all of it or nothing."""
    part = place().with_name(f"{place().name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        try:
            part.write_bytes(_stamp(table) + pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL))
            part.replace(place())
        finally:
            part.unlink(missing_ok=True)


def _stamp(table: bytes) -> bytes:
    """What tells whether the same would come out again: the table, and the code that takes it apart.

    Raises OSError where that code is no file, as in a frozen program.
    """
    parts = (table, *(file.read_bytes() for file in _MADE_BY), unicodedata.unidata_version.encode())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()
