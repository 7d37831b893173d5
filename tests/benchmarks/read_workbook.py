"""Reads every cell of a workbook, or makes the plan of merging it back: ``python -m tests.benchmarks.read_workbook WHAT FILE
[DATABASE]``."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from salesdesk.exchange.reading.session import ReaderSession


def read(path: Path) -> int:
    with ReaderSession() as session:
        session.open(path)
        return sum(len(rows) for sheet in session.sheets for rows in session.cells(sheet.name))


def plan(path: Path, database: Path) -> int:
    from salesdesk.services.services import build_services
    from salesdesk.store.store import Store

    with closing(Store(database)) as store:
        return build_services(store).merging_back.plan(path).counts.rows


def main(words: list[str]) -> int:
    what, path, *database = words
    rows = read(Path(path)) if what == "read" else plan(Path(path), Path(*database))
    print(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
