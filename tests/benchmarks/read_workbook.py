"""Reads every cell of a workbook, makes the plan of merging it back, or applies that and undoes it: ``python -m
tests.benchmarks.read_workbook WHAT FILE [DATABASE]``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from salesdesk.exchange.reading.session import ReaderSession

_Made = TypeVar("_Made")


def read(path: Path) -> int:
    with ReaderSession() as session:
        session.open(path)
        return sum(len(rows) for sheet in session.sheets for rows in session.cells(sheet.name))


def plan(path: Path, database: Path) -> int:
    from salesdesk.services.services import build_services
    from salesdesk.store.store import Store

    with closing(Store(database)) as store:
        return build_services(store).merging_back.plan(path).counts.rows


def apply(path: Path, database: Path) -> dict[str, float]:
    """The processor seconds of each step, and how many cells were written."""
    from salesdesk.domain.merging_back import NO_CHOICES
    from salesdesk.services.services import build_services
    from salesdesk.store.store import Store

    spent: dict[str, float] = {}

    def timed(step: str, work: Callable[[], _Made]) -> _Made:
        before = _processor_seconds()
        made = work()
        spent[step] = _processor_seconds() - before
        return made

    with closing(Store(database)) as store:
        services = build_services(store)
        merging = services.merging_back
        planned = timed("plan", lambda: merging.plan(path))
        timed("renew", lambda: merging.renewed(planned))
        outcome, _ = timed("apply", lambda: merging.apply(planned, NO_CHOICES))
        timed("undo", services.commands.undo)
    return {**spent, "cells": outcome.cells}


def _processor_seconds() -> float:
    """What this process used, and its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main(words: list[str]) -> int:
    what, path, *database = words
    if what == "apply":
        print(json.dumps(apply(Path(path), Path(*database))))
    else:
        print(read(Path(path)) if what == "read" else plan(Path(path), Path(*database)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
