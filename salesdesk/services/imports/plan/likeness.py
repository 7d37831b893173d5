"""Rows that no exact key knows but that are likely somebody already there, in the file or in the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, RowRef
from salesdesk.domain.matching.index import MatchIndex
from salesdesk.domain.matching.records import (
    Evidence,
    Grade,
    MatchPair,
    MatchRecord,
    match_record_from_fields,
)
from salesdesk.domain.progress import Work
from salesdesk.services.duplicates.likeness import LikenessService
from salesdesk.services.duplicates.review import search
from salesdesk.services.imports.plan.basis import ImportBasis
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.services.imports.plan.people import People
from salesdesk.services.imports.plan.persons import Persons
from salesdesk.services.imports.plan.sameness import same_contact, same_person
from salesdesk.services.imports.plan.work import Likeness
from salesdesk.store.records.duplicates import DuplicateRepository
from salesdesk.store.store import Store

_TELLING = frozenset(
    {
        *("same_email", "similar_email", "same_phone", "same_local_phone", "same_fax", "same_local_fax"),
        *("same_birthday", "similar_birthday", "same_company", "similar_company"),
        *("same_address", "similar_address", "same_website", "same_identifier"),
    }
)
"""Reasons that say more than a name and a place."""
_NAMING_PEOPLE = (RecordKind.DEALS, RecordKind.ORDERS, RecordKind.ACTIVITIES)
MOST_ROWS = 3_000  # more new rows than this are compared by keys only: the duplicate review finds the rest
MOST_RECORDS = 50_000  # in larger files each row's candidates are looked up


def find_likenesses(
    store: Store,
    sheets: Sequence[SheetDrafts],
    basis: ImportBasis,
    decisions: ImportDecisions,
    work: Work,
) -> dict[RowRef, Likeness]:
    """The best likeness of each row whose person is not known for certain, where the person wants to know. Bounded: see
    ``MOST_ROWS``."""
    rows = _without_match(sheets, basis, decisions) if decisions.find_likely else []
    if not rows or len(rows) > MOST_ROWS:
        return {}
    by_place = {sheet.place: sheet for sheet in sheets}
    records = [
        match_record_from_fields(-n, RecordKind.CONTACTS, _texts(by_place[place], row))
        for n, (place, row) in enumerate(rows, 1)
    ]
    found = _among_records(store, rows, records, work)
    _among_rows(rows, records, found, work)
    return found


def _among_records(
    store: Store, rows: Sequence[RowRef], records: Sequence[MatchRecord], work: Work
) -> dict[RowRef, Likeness]:
    """The likeliest contact of each row."""
    found: dict[RowRef, Likeness] = {}
    count = store.contacts.count()
    if not count:
        return found
    best = _by_index(store) if count <= MOST_RECORDS else LikenessService(store.database).best
    for n, (row, record) in enumerate(zip(rows, records, strict=True)):
        if not n % 100:
            work.check()
            work.report(n, len(rows), "match")
        likeliest = best(record)
        if likeliest is not None and _worth_asking(likeliest[0]):
            pair, name = likeliest
            other = pair.b if pair.a == record.ref else pair.a
            found[row] = Likeness(other, None, name, pair.score, pair.grade, _reasons(pair))
    return found


def _by_index(store: Store) -> Callable[[MatchRecord], tuple[MatchPair, str] | None]:
    """Asks an index of every contact, which is worth building for a file that is not large."""
    known = DuplicateRepository(store.database).records(RecordKind.CONTACTS)
    names = {record.ref: record.name for record in known}
    index = MatchIndex(known)

    def best(record: MatchRecord) -> tuple[MatchPair, str] | None:
        for pair in index.candidates(record, limit=1):
            return pair, names[pair.b if pair.a == record.ref else pair.a]
        return None

    return best


def _among_rows(
    rows: Sequence[RowRef], records: Sequence[MatchRecord], found: dict[RowRef, Likeness], work: Work
) -> None:
    """For rows like no contact, the likeliest earlier row."""
    for pair in search(records, work):
        first, second = sorted((-pair.a - 1, -pair.b - 1))
        row = rows[second]
        if _worth_asking(pair) and row not in found and rows[first] not in found:
            name = records[first].name
            found[row] = Likeness(None, rows[first], name, pair.score, pair.grade, _reasons(pair))


def _worth_asking(pair: MatchPair) -> bool:
    """Whether more than a name and a place speaks for it: in one trade list many share those."""
    if pair.grade is Grade.POSSIBLE:
        return False
    return any(reason.weight > 0 and reason.code in _TELLING for reason in pair.reasons)


def _reasons(pair: MatchPair) -> tuple[Evidence, ...]:
    return tuple(reason for reason in pair.reasons if reason.weight > 0)


def _without_match(
    sheets: Sequence[SheetDrafts],
    basis: ImportBasis,
    decisions: ImportDecisions,
) -> list[RowRef]:
    names = {i: known.folded_name for i, known in basis.contacts.items()}
    rows: list[RowRef] = []
    by_place = {sheet.place: sheet for sheet in sheets}
    persons = Persons(basis.contacts, lambda ref: (by_place[rows[-ref - 1][0]], rows[-ref - 1][1]))
    people = People(basis.contact_keys, decisions.match_keys, names, persons)
    for kind in (RecordKind.CONTACTS, *_NAMING_PEOPLE):
        for sheet in sheets:
            if not sheet.used or sheet.kind is not kind:
                continue
            of_sheet = sheet.keys
            for row in range(len(sheet.rows)):
                if (
                    row in sheet.blocked
                    or (sheet.place, row) in basis.imported
                    or not (of_sheet.names[row] or of_sheet.emails[row] or of_sheet.phones[row])
                    or (kind in _NAMING_PEOPLE and (sheet.place, row) in basis.own.rows)
                ):
                    continue
                if not _is_known(basis, people, sheet, row):
                    rows.append((sheet.place, row))
                    people.add(sheet, row, -len(rows))
                    if len(rows) > MOST_ROWS:
                        return rows
    return rows


def _is_known(basis: ImportBasis, people: People, sheet: SheetDrafts, row: int) -> bool:
    """Whether a contact of the file or an earlier row is for certain the person that a row is or names."""
    found = people.find(sheet, row)
    if found is not None and found.sure:
        return True
    if sheet.kind is RecordKind.CONTACTS:
        return same_contact(basis, sheet, sheet.keys, row) is not None
    return people.named_alone(sheet, row) is not None or bool(same_person(basis, sheet, sheet.keys, row))


def _texts(sheet: SheetDrafts, row: int) -> dict[str, str]:
    values = sheet.rows[row]
    return {
        field: value for field, position in sheet.fields.items() if isinstance(value := values[position], str)
    }
