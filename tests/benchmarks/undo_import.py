"""Undo of an import that created many contacts and updated a tenth as many, beside the import itself."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from salesdesk.store.store import Store
from tests.benchmarks.import_workbook import processor_time
from tests.benchmarks.own_command import own_command
from tests.benchmarks.people import TITLES, leads
from tests.benchmarks.process import Run
from tests.benchmarks.result import Result, Settings

_KNOWN_COLUMNS = 3
"""First name, last name and e-mail are known before; the import brings the rest."""


def measure(settings: Settings) -> list[Result]:
    created, updated = settings.rows, settings.rows // 10
    known, everything = lists(created, updated, settings.cache)
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "own.salesdesk"
        _import(database, known)
        before = _state(database)
        done = _import(database, everything)
        counts = json.loads(done.output[done.output.index("{") :])["counts"]
        # A few invented people are so alike that they are taken for one.
        assert counts["new"] + counts["duplicates"] == created, counts
        assert counts["new"] > 0.99 * created, counts
        assert counts["changed"] == updated, counts
        undone = own_command(database, "undo", "--json")
        assert _state(database) == before
    name = f"undo of {created:,} created, {updated:,} updated"
    return [
        Result(name, undone.seconds, "s", "the import itself, from CSV", done.seconds, "≤ 0.3 ×"),
        processor_time(undone, "the same", done),
        Result("  peak memory", undone.peak_megabytes, "MB", "the same", done.peak_megabytes),
    ]


def lists(created: int, updated: int, folder: Path) -> tuple[Path, Path]:
    """Two CSV files: the first ``updated`` people with little about them, and these and ``created`` others whole."""
    known = folder / f"known-{updated}.csv"
    everything = folder / f"everything-{created + updated}.csv"
    folder.mkdir(parents=True, exist_ok=True)
    if not known.exists():
        few = (row[:_KNOWN_COLUMNS] for row in islice(leads(created + updated), updated))
        _write(known, TITLES[:_KNOWN_COLUMNS], few)
    if not everything.exists():
        _write(everything, TITLES, leads(created + updated))
    return known, everything


def _write(file: Path, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    unfinished = file.with_suffix(f".{os.getpid()}")
    with unfinished.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(titles)
        writer.writerows(rows)
    unfinished.replace(file)


def _import(database: Path, file: Path) -> Run:
    return own_command(database, "import", str(file), "--country", "DE", "--json")


def _state(database: Path) -> list[object]:
    """What the undo has to bring back: every person with their parts."""
    store = Store(database)
    rows = store.database.rows(
        "SELECT id, full_name, email, phone, job_title, city, company_id, updated_at FROM contact "
        "WHERE deleted_at IS NULL ORDER BY id"
    )
    counts = [
        store.database.value(f"SELECT count(*) FROM {table}")
        for table in (
            "contact",
            "company",
            "contact_email",
            "contact_phone",
            "contact_company",
            "contact_tag",
        )
    ]
    store.close()
    return [rows, counts]
