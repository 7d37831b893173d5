"""Records that may be the same as one at hand, found by the indexes of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.records import MatchRecord
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Compiled, Query, Slot, Statement
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.contacts import ContactEmail
from salesdesk.store.records.duplicates import DuplicateRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_FEW, _MORE = 40, 150
"""Records looked at for a question that is precise, and for one that allows for slips."""
_BEGINNING = 3  # letters of a name that slips seldom touch
_PHONE_END, _LEAST_DIGITS = 7, 6
_SAMPLE = 2_000


def _entity(kind: RecordKind) -> EntityKind:
    spec = entities().of_records(kind)
    if spec is None or not spec.merged:
        raise DomainError("duplicates.not_compared", kind=phrase(f"kinds.{kind.value}"))
    return spec.kind


class LikenessRepository:
    """Candidates for a comparison, a few hundred at most, whatever the size of the file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._records = DuplicateRepository(database)

    def count(self, kind: RecordKind) -> int:
        """How many records of a kind there are outside the trash."""
        return int(self._database.single(_counted(self._database, _entity(kind).value)))

    def sample(self, kind: RecordKind) -> list[MatchRecord]:
        """Records from all over the file, about 2,000 of them; all when there are not more."""
        last = int(self._database.single(_last(self._database, _entity(kind).value)) or 0)
        step = max(1, last // _SAMPLE)
        return self._records.records(kind, range(1, last + 1, step))

    def record(self, kind: RecordKind, number: int) -> MatchRecord | None:
        """One record as the matcher wants it; None when it is gone or in the trash."""
        return next(iter(self._records.records(kind, [number])), None)

    def near(self, record: MatchRecord) -> list[MatchRecord]:
        """Records that share an address, the end of a number, or words of a name with ``record``, slips allowed."""
        entity = _entity(record.kind)
        found: dict[int, None] = {}
        for email in record.emails:
            found.update(dict.fromkeys(self._by_email(record.kind, email)))
        for phone in (*record.phones, record.fax):
            if len(phone) >= _LEAST_DIGITS:
                found.update(dict.fromkeys(self._database.search.find(entity, phone[-_PHONE_END:], _FEW)))
        questions = _company_questions if record.kind is RecordKind.COMPANIES else _person_questions
        for words, limit in questions(record):
            found.update(dict.fromkeys(self._database.search.find(entity, words, limit)))
        return self._records.records(record.kind, found)

    def decided(self, kind: RecordKind) -> set[tuple[int, int]]:
        """Pairs (smaller id, greater id) a person said are not the same."""
        return self._records.decided(kind)

    def _by_email(self, kind: RecordKind, email: str) -> Iterator[int]:
        """The address itself, and the same person's part of it elsewhere."""
        key = email.lower()
        if kind is RecordKind.COMPANIES:
            yield from self._database.search.find(EntityKind.COMPANY, key, _FEW)
            return
        local = key.partition("@")[0]
        yield from self._database.column(
            _by_address, key=key, first=f"{local}@", end=f"{local}{chr(ord('@') + 1)}", limit=_FEW
        )


def _counted(database: Database, table: str) -> Compiled:
    """Statement: how many records of a table lie outside the trash."""

    def build() -> Query:
        model = model_of(table)
        return model.select(fn.COUNT(model.id)).where(column_of(table, "deleted_at").is_null())

    return database.shaped(("outside the trash", table), build)


def _last(database: Database, table: str) -> Compiled:
    """Statement: the greatest id of a table."""
    model = model_of(table)
    return database.shaped(("last", table), lambda: model.select(fn.MAX(model.id)))


@Statement
def _by_address(key: Slot, first: Slot, end: Slot, limit: Slot) -> Query:
    """Who has an address, and a few who have one that begins like it."""
    begins = (
        ContactEmail.select(ContactEmail.contact.alias("contact_id"))
        .where(ContactEmail.address_key >= first, ContactEmail.address_key < end)
        .limit(limit)
        .alias("begins")
    )
    same = ContactEmail.select(ContactEmail.contact).where(ContactEmail.address_key == key)
    return same | begins.select_from(begins.c.contact_id)


def _person_questions(record: MatchRecord) -> Iterator[tuple[str, int]]:
    parts = " ".join(part for part in (record.first_name, record.last_name) if part)
    words = fold_key(parts or record.full_name).split()
    firm = (fold_key(record.company).split() or [""])[0]
    if not words:
        return
    first, last = words[0], words[-1]
    if len(words) > 1:
        yield f"{first} {last}", _FEW
        yield f"{first[:_BEGINNING]} {last[:_BEGINNING]}", _MORE
        yield f"{last} {first[:1]}", _FEW
    for word in {first, last}:
        if len(word) > _BEGINNING:
            yield word, _FEW
            yield word[: _BEGINNING + 1], _MORE
        if firm:
            yield f"{word[:_BEGINNING]} {firm[:_BEGINNING]}", _FEW


def _company_questions(record: MatchRecord) -> Iterator[tuple[str, int]]:
    words = company_key(record.company).split() or fold_key(record.company).split()
    if not words:
        return
    if len(words) > 1:
        yield " ".join(words[:2]), _FEW
        yield f"{words[0][:_BEGINNING]} {words[1][:_BEGINNING]}", _MORE
    for word in words[:3]:
        if len(word) > _BEGINNING:
            yield word, _FEW
            yield word[: _BEGINNING + 1], _FEW
    if record.website:
        host = record.website.removeprefix("https://").removeprefix("http://").removeprefix("www.")
        yield host.partition("/")[0].partition(".")[0], _FEW
