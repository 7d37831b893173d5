"""Exact match keys of an import: the person orders them, the first that finds a record decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.emails import mailbox_key
from salesdesk.domain.cleaning.phones import digits_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.records import MatchRecord

_Refs = dict[str, int | tuple[int, ...]]


class MatchKey(StrEnum):
    """By what a row finds its record. NAME_COMPANY is the name within the company, NAME the name alone (only
    sensible for organisations, or when a person asks for it)."""

    EXTERNAL_ID = "external_id"
    EMAIL = "email"
    PHONE = "phone"
    NAME_COMPANY = "name_company"
    NAME = "name"


DEFAULT_KEYS: tuple[MatchKey, ...] = (
    MatchKey.EXTERNAL_ID,
    MatchKey.EMAIL,
    MatchKey.PHONE,
    MatchKey.NAME_COMPANY,
)


class KeyRow(NamedTuple):
    """A record's compared values, normalised; "" and () mean none.

    ``external_id`` as ``fold_key`` makes it, ``emails`` as ``mailbox_key`` of the lower-case address, ``phones`` as
    ``digits_key``, ``name`` (of a person) as ``name_key``, ``company`` as ``company_key``.
    """

    ref: int
    external_id: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    name: str = ""
    company: str = ""


def name_key(first_name: str, last_name: str, full_name: str = "") -> str:
    """The key of a person's name: folded words in alphabetical order, so "Last, First" is the same."""
    text = f"{first_name} {last_name}".strip() or full_name
    return " ".join(sorted(fold_key(text).split()))


def key_row_of(record: MatchRecord) -> KeyRow:
    """The exact keys of a record."""
    person = record.kind is not RecordKind.COMPANIES
    return KeyRow(
        record.ref,
        fold_key(record.external_id),
        tuple([mailbox_key(email.strip().lower()) for email in record.emails if email]),
        tuple([key for key in map(digits_key, record.phones) if key]),
        name_key(record.first_name, record.last_name, record.full_name) if person else "",
        company_key(record.company) if record.company else "",
    )


class ExactKeys:
    """Dictionaries from key to records: a question costs about a microsecond.

    Persons and organisations need separate ``ExactKeys``. Memory: about 150 bytes a key.
    """

    def __init__(self, rows: Iterable[KeyRow] = ()) -> None:
        self._external: _Refs = {}
        self._email: _Refs = {}
        self._phone: _Refs = {}
        self._name: _Refs = {}
        self._name_company: dict[tuple[str, str], int | tuple[int, ...]] = {}
        self._name_of: dict[int, str] = {}
        for row in rows:
            self.add(row)

    def add(self, row: KeyRow) -> None:
        """Makes one more record known, for example the row before this one of the same file."""
        ref, external_id, emails, phones, name, company = row
        if external_id:
            _enter(self._external, external_id, ref)
        for email in emails:
            _enter(self._email, email, ref)
        for phone in phones:
            _enter(self._phone, phone, ref)
        called = name or company
        if called:
            _enter(self._name, called, ref)
            self._name_of[ref] = called
        if company:
            _enter(self._name_company, (name, company), ref)

    def find(self, row: KeyRow, keys: Sequence[MatchKey] = DEFAULT_KEYS) -> tuple[int, ...]:
        """Refs of the records found by the first key that finds any; () when none does.

        More than one ref means the key is not unique among the records: the person must choose. A phone may
        belong to a whole office, so it only finds records whose name shares a word with the row's name, or where one
        side has no name.
        """
        for key in keys:
            found = self._found(row, key)
            if found:
                return found
        return ()

    def _found(self, row: KeyRow, key: MatchKey) -> tuple[int, ...]:
        if key is MatchKey.EXTERNAL_ID:
            return _refs(self._external.get(row.external_id)) if row.external_id else ()
        if key is MatchKey.EMAIL:
            return _first(self._email, row.emails)
        if key is MatchKey.PHONE:
            return self._called_alike(_first(self._phone, row.phones), row)
        if key is MatchKey.NAME_COMPANY:
            return _refs(self._name_company.get((row.name, row.company))) if row.company else ()
        called = row.name or row.company
        return _refs(self._name.get(called)) if called else ()

    def _called_alike(self, refs: tuple[int, ...], row: KeyRow) -> tuple[int, ...]:
        called = row.name or row.company
        if not refs or not called:
            return refs
        words = frozenset(called.split())
        return tuple(
            ref
            for ref in refs
            if ref not in self._name_of or not words.isdisjoint(self._name_of[ref].split())
        )


def _first(by: _Refs, values: Iterable[str]) -> tuple[int, ...]:
    for value in values:
        found = by.get(value)
        if found is not None:
            return _refs(found)
    return ()


_Key = TypeVar("_Key")


def _enter(by: dict[_Key, int | tuple[int, ...]], value: _Key, ref: int) -> None:
    known = by.get(value)
    if known is None:
        by[value] = ref
    elif isinstance(known, int):
        if known != ref:
            by[value] = (known, ref)
    elif ref not in known:
        by[value] = (*known, ref)


def _refs(found: int | tuple[int, ...] | None) -> tuple[int, ...]:
    if found is None:
        return ()
    return (found,) if isinstance(found, int) else found
