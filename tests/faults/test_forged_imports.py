"""Forged files through the command line: each is read or refused in one sentence, at a bounded cost, and nothing is
written."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

from salesdesk.store.store import Store
from tests.builders import add_many
from tests.exchange.forged_files import forge
from tests.faults import figures, operations
from tests.faults.conftest import Share

_DRIVER_WORDS = re.compile(
    r"traceback|unexpected|errno|exception|zipfile|openpyxl|lxml|calamine|<class", re.IGNORECASE
)
_PLAIN = "First name,Last name,Email\n" + "".join(f"Ida{n},Lund{n},i{n}@example.com\n" for n in range(60))
_TIMES, _PER_MEGABYTE = (
    10,
    10,
)  # what a forged file may cost, in plain small files: in any case, and by its size


def spent() -> float:
    """CPU seconds of this process and of its children that ended."""
    if sys.platform == "win32":
        return time.process_time()
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def test_forged_files_are_read_or_refused(
    store: Store, tmp_path: Path, forged_share: Share, request: pytest.FixtureRequest
) -> None:
    add_many(store, 50, companies=5)
    records = store.database.dump()
    store.close()
    (tmp_path / "plain.csv").write_text(_PLAIN, encoding="utf-8")
    database = ("--database", str(store.path))
    yardstick = 0.0
    for _ in range(2):  # the first one loads what importing needs
        begun = spent()
        assert operations.spoken((*database, "import", str(tmp_path / "plain.csv"), "--plan"))[0] == 0
        yardstick = spent() - begun
    folder = tmp_path / "forged"
    wrong, read, last = [], 0, forged_share.first + forged_share.count
    for number, path in enumerate(forge(folder, last, seed=7)):
        if number < forged_share.first:
            path.unlink()
            continue
        begun, there = spent(), sorted(tmp_path.rglob("*"))
        code, said = operations.spoken((*database, "import", str(path), "--plan"))
        cost = (spent() - begun) / yardstick
        share = _TIMES + _PER_MEGABYTE * path.stat().st_size / 1e6
        read += code == 0
        if code not in (0, 1) or (code == 1 and (said.count("\n") != 1 or not said.endswith(".\n"))):
            wrong.append(f"{path.name}: exit {code}, it says {said[:300]!r}")
        if _DRIVER_WORDS.search(said):
            wrong.append(f"{path.name}: speaks like a driver: {said[:300]!r}")
        if cost > share:
            wrong.append(
                f"{path.name} ({path.stat().st_size:,} bytes) cost {cost:.1f} plain files, not {share:.1f}"
            )
        if new := {str(thing) for thing in sorted(tmp_path.rglob("*")) if thing not in there}:
            wrong.append(f"{path.name}: wrote {new}")
        path.unlink()
    figures.record(
        request, forged_files=forged_share.count, of_them_read=read, of_them_refused=forged_share.count - read
    )
    assert not wrong, "\n".join(wrong)
    again = Store(store.path)
    try:
        assert again.database.dump() == records
    finally:
        again.close()
