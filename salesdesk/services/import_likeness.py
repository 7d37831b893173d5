"""Rows that no exact key knows but that are likely somebody already there, in the file or in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, RowRef
from salesdesk.domain.matching.records import Grade, MatchRecord, match_record_from_fields
from salesdesk.domain.progress import Work
from salesdesk.services.duplicates import search
from salesdesk.services.import_basis import ImportBasis
from salesdesk.services.import_drafts import SheetDrafts
from salesdesk.services.import_people import People, PersonKeys
from salesdesk.services.import_plan import Likeness
from salesdesk.store.duplicates import DuplicateRepository
from salesdesk.store.store import Store

MOST_ROWS = 5_000  # more new rows than this are compared by keys only: the duplicate review finds the rest
MOST_RECORDS = 20_000  # and so are rows that go into a larger file


def find_likenesses(
    store: Store,
    sheets: Sequence[SheetDrafts],
    keys: Mapping[int, PersonKeys],
    basis: ImportBasis,
    decisions: ImportDecisions,
    work: Work,
) -> dict[RowRef, Likeness]:
    """The best likeness of each contact row without an exact match. Bounded: see ``MOST_ROWS``."""
    rows = _without_match(sheets, keys, basis, decisions)
    if not rows or len(rows) > MOST_ROWS:
        return {}
    by_place = {sheet.place: sheet for sheet in sheets}
    repository = DuplicateRepository(store.database)
    known: list[MatchRecord] = []
    if store.database.value("SELECT count(*) FROM contact WHERE deleted_at IS NULL") <= MOST_RECORDS:
        known = repository.records(RecordKind.CONTACTS)
    # Refs of rows come after those of records, so that of a pair the record is told first.
    start = 1 + max((record.ref for record in known), default=0)
    records = known + [
        match_record_from_fields(start + n, RecordKind.CONTACTS, _texts(by_place[place], row)) for n, (place, row) in enumerate(rows)
    ]
    names = {record.ref: record.name for record in records}
    found: dict[RowRef, Likeness] = {}
    for pair in search(records, work, only=range(start, start + len(rows))):
        if pair.grade is Grade.POSSIBLE:
            continue
        first, second = sorted((pair.a, pair.b))
        row = rows[second - start]
        if row in found:
            continue
        reasons = tuple(reason.code for reason in pair.reasons if reason.weight > 0)
        record, other = (first, None) if first < start else (None, rows[first - start])
        found[row] = Likeness(record, other, names[first], pair.score, pair.grade, reasons)
    return found


def _without_match(
    sheets: Sequence[SheetDrafts], keys: Mapping[int, PersonKeys], basis: ImportBasis, decisions: ImportDecisions
) -> list[RowRef]:
    names = {i: known.values["name_key"] for i, known in basis.contacts.items()}
    people = People(basis.contact_keys, decisions.match_keys, names)
    rows: list[RowRef] = []
    for sheet in sheets:
        if not sheet.used or sheet.kind is not RecordKind.CONTACTS:
            continue
        of_sheet = keys[sheet.place]
        for row in range(len(sheet.rows)):
            if row in sheet.blocked or not (of_sheet.names[row] or of_sheet.emails[row] or of_sheet.phones[row]):
                continue
            if people.find(of_sheet, row) is None:
                rows.append((sheet.place, row))
                people.add(of_sheet, row, -len(rows))
                if len(rows) > MOST_ROWS:
                    return rows
    return rows


def _texts(sheet: SheetDrafts, row: int) -> dict[str, str]:
    values = sheet.rows[row]
    return {field: value for field, position in sheet.fields.items() if isinstance(value := values[position], str)}
