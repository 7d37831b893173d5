"""Laws of merging back, for any edits of both sides: with the workbook as it was written, and as LibreOffice saves it.

* What a colleague types into the workbook is as if it had been typed here, and nothing else changes.
* Merging twice is merging once.
* A merge undone is the identical dump.
* Edits of different cells by both sides commute.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.domain.fields import RecordKind, is_taken_back
from salesdesk.domain.merging_back import Side
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, Clock, new_store, services_of
from tests.services.merging_back.sheets import OFFICE, Sheet, edited, export, merged, resaved

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES
VALUES: dict[RecordKind, dict[str, list[Any]]] = {
    CONTACTS: {
        "full_name": ["Zoë Müller", "李 明"],
        "city": ["Wien", "São Paulo", None],
        "job_title": ["Buyer", None],
        "tags": ["vip", "a, b", None],
        "notes": ["One line", "Zwei\nZeilen", None],
        "phone": ["+49301234567", None],
        "email": ["new@one.example", None],
        "country": ["Austria", None],
        "do_not_call": ["Yes", "No"],
        "company": ["Neue AG", None],
        "owner": ["Somebody New", None],
        "lifecycle_stage": ["Customer", "Lead"],
    },
    COMPANIES: {
        "company": ["Ganz Neu GmbH"],
        "industry": ["Energy", None],
        "employees": [12, 4000, None],
        "tags": ["x", None],
        "phone": ["+49301112223", None],
        "lifecycle_stage": ["Customer"],
    },
    DEALS: {
        "deal_title": ["Another title"],
        "competitor": ["Ostwind", None],
        "probability": ["35 %", "80 %"],
        "lead_source": ["Fair", None],
        "notes": ["Words", None],
        "owner": ["Somebody New"],
    },
    ACTIVITIES: {"subject": ["Talked", "Wrote"], "body": ["Long\ntext", None], "place": ["Ulm", None]},
}
KINDS = tuple(VALUES)


@dataclass(frozen=True)
class Edit:
    """One value of one record: the place of the record in its list, the field, and which of the values."""

    place: int
    key: str
    which: int

    def value(self, kind: RecordKind) -> Any:
        values = VALUES[kind][self.key]
        return values[self.which % len(values)]


@dataclass(frozen=True)
class Story:
    """What both sides did; ``theirs`` and ``ours`` are of different cells."""

    kind: RecordKind
    theirs: tuple[Edit, ...]
    ours: tuple[Edit, ...]


@st.composite
def stories(draw: Callable[[Any], Any]) -> Story:
    kind = draw(st.sampled_from(KINDS))
    edits = st.builds(Edit, st.integers(0, 5), st.sampled_from(sorted(VALUES[kind])), st.integers(0, 3))
    found = draw(st.lists(edits, min_size=2, max_size=8, unique_by=lambda edit: (edit.place, edit.key)))
    half = draw(st.integers(1, len(found)))
    return Story(kind, tuple(found[:half]), tuple(found[half:]))


@pytest.fixture(scope="module")
def filled(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laws")
    store = new_store(template_file, folder, "filled.salesdesk")
    services_of(store).demo.fill(12, 7, CancelAfter())
    store.close()
    return folder / "filled.salesdesk"


@contextmanager
def opened(path: Path) -> Iterator[tuple[Store, Services]]:
    """A copy of a file, open for one example."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(path, Path(folder) / "mine.salesdesk")
        store = Store(Path(folder) / "mine.salesdesk", clock=Clock())
        try:
            yield store, services_of(store)
        finally:
            store.close()


def keys_of(store: Store, kind: RecordKind) -> list[str]:
    keys = [column.key for column in store.list_of(kind).columns() if is_taken_back(kind, column.key)]
    return [key for key in keys if key not in ("updated_at", "last_contacted_at")]


def shown(store: Store) -> dict[tuple[RecordKind, int], dict[str, Any]]:
    found = {}
    for kind in KINDS:
        reader = store.list_of(kind)
        for number, row in reader.page(sorted(reader.ids()), keys_of(store, kind)).items():
            found[kind, number] = {key: row[key] for key in keys_of(store, kind)}
    return found


def typed(store: Store, services: Services, kind: RecordKind, edits: tuple[Edit, ...]) -> None:
    """Type edits here."""
    ids = sorted(store.list_of(kind).ids())
    for edit in edits:
        record, value = ids[edit.place % len(ids)], edit.value(kind)
        if kind is ACTIVITIES:
            services.activities.change(record, **{edit.key: value})
        else:
            text = "" if value is None else value
            services.area_of(kind).update(record, {edit.key: text})


def write(store: Store, services: Services, story: Story, path: Path) -> Path:
    """The workbook with the colleague's edits."""
    kind = story.kind
    ids = sorted(store.list_of(kind).ids())
    export(services, kind, path, ids=ids, columns=keys_of(store, kind))
    titles = {column.key: column.title for column in store.list_of(kind).columns()}

    def change(sheet: Sheet) -> None:
        for edit in story.theirs:
            sheet.set(sheet.head + 1 + edit.place % len(ids), titles[edit.key], edit.value(kind))

    return edited(path, change)


def distinct(story: Story, records: int) -> Story:
    """The story with each cell edited once, for places may mean one record."""
    seen: set[tuple[int, str]] = set()
    kept: dict[str, list[Edit]] = {"theirs": [], "ours": []}
    for side in kept:
        for edit in getattr(story, side):
            cell = edit.place % records, edit.key
            if cell not in seen:
                seen.add(cell)
                kept[side].append(edit)
    return Story(story.kind, tuple(kept["theirs"]), tuple(kept["ours"]))


@dataclass(frozen=True)
class Written:
    """A story with the file that made the workbook, and the workbook as the colleague left it."""

    story: Story
    file: Path
    book: Path


def written(filled: Path, story: Story, folder: Path) -> Written:
    """Write the workbook; the file knows the export."""
    file = folder / "mine.salesdesk"
    shutil.copyfile(filled, file)
    store = Store(file, clock=Clock())
    try:
        services = services_of(store)
        told = distinct(story, len(store.list_of(story.kind).ids()))
        return Written(told, file, write(store, services, told, folder / f"{folder.name}.xlsx"))
    finally:
        store.close()


def hold(found: Written) -> None:
    """Hold the laws for one story."""
    story = found.story
    with opened(found.file) as (store, services):
        start = store.database.dump()
        plan, _ = merged(services, found.book)
        assert (plan.counts.conflicts, plan.problems, plan.new, plan.removed) == (0, (), (), ())
        once, there = store.database.dump(), shown(store)
        assert merged(services, found.book)[1].batch is None
        assert store.database.dump() == once
        typed(store, services, story.kind, story.ours)
        after = plain(shown(store))
        while services.commands.state().undo is not None and store.database.dump() != start:
            services.commands.undo()
        assert store.database.dump() == start
    with opened(found.file) as (store, services):
        typed(store, services, story.kind, story.theirs)
        assert plain(shown(store)) == plain(there)
    with opened(found.file) as (store, services):
        typed(store, services, story.kind, story.ours)
        merged(services, found.book, prefer=Side.THEIRS)
        assert plain(shown(store)) == after


def plain(found: dict[tuple[RecordKind, int], dict[str, Any]]) -> Any:
    return {
        place: {key: frozenset(value) if isinstance(value, tuple) else value for key, value in row.items()}
        for place, row in found.items()
    }


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(story=stories())
def test_as_it_was_written(filled: Path, story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hold(written(filled, story, Path(folder)))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: nothing was saved by it")
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_as_libreoffice_saves_it(filled: Path, suffix: str, tmp_path: Path) -> None:
    drawn: list[Story] = []

    @settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
    @given(story=stories())
    def draw(story: Story) -> None:
        drawn.append(story)

    draw()
    made = []
    for number, story in enumerate(drawn):
        folder = tmp_path / f"story{number}"
        folder.mkdir()
        made.append(written(filled, story, folder))
    for found, book in zip(made, resaved([one.book for one in made], suffix), strict=True):
        hold(replace(found, book=book))
