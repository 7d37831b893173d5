"""Errors of the system that nobody foresaw at the place where they happened: the last net before a person."""

from __future__ import annotations

from pathlib import Path

from salesdesk.errors import SalesDeskError
from salesdesk.store.engine.driver_errors import is_loop, sentence_for


def world_fault(error: BaseException) -> SalesDeskError | None:
    """The sentence for an error of the world (a disk, a folder, a name), None for a mistake of ours."""
    if is_loop(error):
        return sentence_for(error, Path(str(error).partition("'")[2].rpartition("'")[0]))
    if not isinstance(error, OSError):
        return None
    return sentence_for(error, Path(error.filename if isinstance(error.filename, str) else "the file"))
