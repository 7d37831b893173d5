"""Two processes edit the same records of one file or database, and no edit is lost: each counts the same numbers up, writes fields
of its own, and types into one that both want."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from salesdesk.domain.conflicts import EditConflict, Seen
from salesdesk.errors import StoreBusy
from salesdesk.services.services import build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.faults import figures
from tests.faults.killing import Child, Report

EDITS = 500
"""How many edits each process makes."""


class Counted(NamedTuple):
    """A kind of record that both edit: where it lies, the field that is counted up, the field of each writer that only
    this one writes, and the one that both write into."""

    table: str
    counted: str
    own: tuple[str, str]
    shared: str


KINDS = (
    Counted("contact", "external_id", ("city", "job_title"), "notes"),
    Counted("deal", "title", ("lost_reason", "competitor"), "notes"),
    Counted("campaign", "name", ("starts_on", "ends_on"), "notes"),
)
WRITERS = ("Anna", "Bert")
Record = tuple[int, int]
"""The place of its kind in ``KINDS``, and its id."""
Written = list[list[Any]]
"""Place of the kind, id, field, the value it was made of, the value written."""


class Desk:
    """Where one process reads and writes the fields of any kind of record."""

    def __init__(self, store: Store) -> None:
        self._store, self._services = store, build_services(store)

    def shown(self, record: Record, key: str) -> Any:
        """The field as it stands there."""
        kind, number = record
        if KINDS[kind].table == "contact":
            return self._store.contacts.page([number], [key])[number][key]
        deals, campaigns = self._store.deals, self._store.campaigns
        return getattr(deals.get(number) if KINDS[kind].table == "deal" else campaigns.get(number), key)

    def write(self, record: Record, key: str, value: str, seen: Seen) -> None:
        """Write the field, made from what was ``seen``."""
        kind, number = record
        values: Any = {key: value}
        if KINDS[kind].table == "contact":
            self._services.contacts.update(number, values, seen=seen)
        elif KINDS[kind].table == "deal":
            self._services.deals.change(number, seen=seen, **values)
        else:
            self._services.campaigns.change(number, seen=seen, **values)


def write(
    report: Report, folder: Path, place: Path | ServerAddress, who: int, records: tuple[Record, ...]
) -> None:
    """Edit the records; what was written stands in a file of ``folder``."""
    actor = WRITERS[who]
    report.begin(folder)
    store = Store(place, actor=actor)
    desk, draw, written = Desk(store), random.Random(who), Written()

    def typed(record: Record, key: str, value: Callable[[Any], str]) -> None:
        """Make ``value`` of what is shown and write it; asked, the person looks again and makes it of that."""
        base = desk.shown(record, key)
        while True:
            try:
                desk.write(record, key, value(base), Seen.of(record[1], {key: base}))
            except EditConflict as conflict:
                [field] = conflict.clashes[0].fields
                assert field.base == base
                base = field.theirs
            except StoreBusy:
                continue
            else:
                written.append([*record, key, base, value(base)])
                return

    for number in range(EDITS):
        record = draw.choice(records)
        kind = KINDS[record[0]]
        match number % 3:
            case 0:
                # with the name: two that count up to one number would have typed the same value, which is no conflict
                typed(record, kind.counted, lambda base: f"{_number(base) + 1} {actor}")
            case 1:
                typed(record, kind.own[who], partial(_own, kind, who, number))
            case _:
                typed(
                    record, kind.shared, lambda base, number=number: f"{base or ''} {actor}{number}".strip()
                )
    store.close()
    (folder / f"{actor}.json").write_text(json.dumps(written), encoding="utf-8")
    report.acknowledge()


def _own(kind: Counted, who: int, number: int, _base: object) -> str:
    """A value of a writer's own field, another one each time."""
    if kind.table != "campaign":
        return f"{WRITERS[who]} {number}"
    return str(date(2026 + who, 1, 1) + timedelta(days=number % 300))


def test_two_processes_edit_the_same_records_and_nothing_is_lost(
    request: pytest.FixtureRequest, store: Store, tmp_path: Path
) -> None:
    figures.record(request, edits_of_two_processes=2 * EDITS)
    records = _records(store)
    children = [Child(tmp_path, write, tmp_path, store.place, who, records) for who in range(len(WRITERS))]
    assert [child.end().count for child in children] == [1, 1]
    written = [
        entry
        for actor in WRITERS
        for entry in json.loads((tmp_path / f"{actor}.json").read_text(encoding="utf-8"))
    ]
    assert len(written) == 2 * EDITS
    desk, lost = Desk(store), []
    for record in records:
        kind, mine = KINDS[record[0]], [entry[2:] for entry in written if tuple(entry[:2]) == record]
        if _number(desk.shown(record, kind.counted)) != sum(key == kind.counted for key, _, _ in mine):
            lost.append((record, "counted"))
        for own in kind.own:
            words = [value for key, _, value in mine if key == own]
            if words and desk.shown(record, own) != words[-1]:
                lost.append((record, "the last word"))
        noted = [value.split()[-1] for key, _, value in mine if key == kind.shared]
        if sorted((desk.shown(record, kind.shared) or "").split()) != sorted(noted):
            lost.append((record, "noted"))
    assert lost == []
    history = [
        [*record, change.column, change.before, change.after]
        for record in records
        for change in store.journal.field_history(KINDS[record[0]].table, record[1], limit=10 * EDITS)
    ]
    # each edit stands in the history, made of exactly what its writer had seen
    assert _sorted(history) == _sorted(written)
    assert store.database.check() == []


def _records(store: Store) -> tuple[Record, ...]:
    """A few of each kind, so that both are at the same one all the time."""
    services, stage = build_services(store), store.pipelines.all()[0].stages[0].id
    return (
        *((0, add_contact(store, f"Person {number}")) for number in range(2)),
        *((1, services.deals.create("0", stage)[0]) for _ in range(2)),
        (2, services.campaigns.create("0")[0]),
    )


def _number(text: str | None) -> int:
    return int(text.split()[0]) if text else 0


def _sorted(written: list[list[Any]]) -> list[list[Any]]:
    return sorted(written, key=lambda entry: [str(part) for part in entry])
