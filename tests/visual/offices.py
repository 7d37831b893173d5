"""Offices for scenes, filled once in a process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.gallery import Stage
from tests.ui.pages.office import Office, open_office

_FILLED: dict[Callable[[Office], object], tuple[bytes, object, datetime]] = {}


def filled_office(stage: Stage, prepare: Callable[[Office], object]) -> tuple[Office, object]:
    """An office as ``prepare`` fills it, and what that returned. It is filled once and copied from then on: filling costs
    more than all the rest of a picture."""
    if prepare not in _FILLED:
        with TemporaryDirectory() as folder:
            made = open_office(Path(folder), stage.theme)
            prepared = prepare(made)
            path, now = made.store.path, made.now
            made.close()
            _FILLED[prepare] = path.read_bytes(), prepared, now
    content, prepared, now = _FILLED[prepare]
    office = open_office(stage.folder, stage.theme, content)
    office.now = now
    return office, prepared
