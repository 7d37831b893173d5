"""Two processes edit the same records of one file or database, and no edit is lost: each counts the same numbers up, writes fields
of its own, and types into one that both want."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.conflicts import EditConflict, Seen
from salesdesk.errors import StoreBusy
from salesdesk.services.services import build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.faults import figures
from tests.faults.killing import Child, Report

USUAL, SLOW = 60, 500
WRITERS = (("Anna", "city"), ("Bert", "job_title"))
"""Who writes, and the field that is only theirs."""


@pytest.fixture
def edits(request: pytest.FixtureRequest) -> int:
    """How many edits each process makes."""
    count = SLOW if request.config.getoption("--slow") else USUAL
    figures.record(request, edits_of_two_processes=2 * count)
    return count


def write(
    report: Report,
    folder: Path,
    place: Path | ServerAddress,
    who: int,
    records: tuple[int, ...],
    edits: int,
) -> None:
    """Edit the records ``edits`` times; what was written stands in a file of ``folder``."""
    actor, own = WRITERS[who]
    report.begin(folder)
    store = Store(place, actor=actor)
    contacts, draw, written = build_services(store).contacts, random.Random(who), list[list[Any]]()

    def shown(contact: int, key: str) -> Any:
        return store.contacts.page([contact], [key])[contact][key]

    def typed(contact: int, key: str, value: Callable[[Any], str]) -> None:
        """Make ``value`` of what is shown and write it; asked, the person looks again and makes it of that."""
        base = shown(contact, key)
        while True:
            seen = Seen.of(contact, {key: base})
            try:
                contacts.edit(contact, key, value(base), seen=seen)
            except EditConflict as conflict:
                [field] = conflict.clashes[0].fields
                assert field.base == base
                base = field.theirs
            except StoreBusy:
                continue
            else:
                written.append([contact, key, base, value(base)])
                return

    for number in range(edits):
        contact = draw.choice(records)
        kind = number % 3
        if kind == 0:
            # with the name: two that count up to one number would have typed the same value, which is no conflict
            typed(contact, "external_id", lambda base: f"{_number(base) + 1} {actor}")
        elif kind == 1:
            typed(contact, own, lambda _base, number=number: f"{actor} {number}")
        else:
            typed(contact, "notes", lambda base, number=number: f"{base or ''} {actor}{number}".strip())
    store.close()
    (folder / f"{actor}.json").write_text(json.dumps(written), encoding="utf-8")
    report.acknowledge()


def test_two_processes_edit_the_same_records_and_nothing_is_lost(
    edits: int, store: Store, tmp_path: Path
) -> None:
    records = tuple(add_contact(store, f"Person {number}") for number in range(3))
    children = [
        Child(tmp_path, write, tmp_path, store.place, who, records, edits) for who in range(len(WRITERS))
    ]
    assert [child.end().count for child in children] == [1, 1]
    written = [
        entry
        for actor, _ in WRITERS
        for entry in json.loads((tmp_path / f"{actor}.json").read_text(encoding="utf-8"))
    ]
    assert len(written) == 2 * edits
    rows = store.contacts.page(records)
    counted = [entry for entry in written if entry[1] == "external_id"]
    assert sum(_number(rows[contact]["external_id"]) for contact in records) == len(counted)
    for contact in records:
        for actor, own in WRITERS:
            mine = [value for number, key, _, value in written if (number, key) == (contact, own)]
            assert rows[contact][own] == mine[-1], f"{actor}'s last word"
        noted = [
            value.split()[-1] for number, key, _, value in written if (number, key) == (contact, "notes")
        ]
        assert sorted(rows[contact]["notes"].split()) == sorted(noted)
    history = [
        [contact, change.column, change.before, change.after]
        for contact in records
        for change in store.journal.field_history("contact", contact, limit=10 * edits)
    ]
    # each edit stands in the history, made of exactly what its writer had seen
    assert _sorted(history) == _sorted(written)
    assert store.database.check() == []


def _number(text: str | None) -> int:
    return int(text.split()[0]) if text else 0


def _sorted(written: list[list[Any]]) -> list[list[Any]]:
    return sorted(written, key=lambda entry: [str(part) for part in entry])
