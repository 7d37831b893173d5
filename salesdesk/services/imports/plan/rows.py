"""Rows that add to an earlier row of the same person: joined before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesdesk.domain.birthdays import completes
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.imports import RowRef
from salesdesk.domain.matching.one_address import ADDRESS, is_other_address
from salesdesk.domain.matching.telephones import is_misread
from salesdesk.domain.notes import with_note
from salesdesk.domain.opt_outs import WAYS
from salesdesk.services.imports.changes import custom_text
from salesdesk.services.imports.plan.drafts import EMAIL_FIELDS, PHONE_FIELDS, Row, SheetDrafts, phone_digits

_NAMES = frozenset({"full_name", "first_name", "middle_name", "last_name"})  # kept as a spelling
_LISTED = frozenset({"company", "owner", "lead_source"})

Given = tuple[tuple[str, str], ...]
"""What a row says that is not taken: headers with their texts."""


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """The first row with its blanks filled, and the details its columns have no room for: (field, value). ``left`` is what
    each further row says otherwise."""

    row: Row
    emails: tuple[tuple[str, str], ...]
    phones: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    left: tuple[tuple[RowRef, Given], ...] = ()


def joined(sheets: Mapping[int, SheetDrafts], first: RowRef, others: Sequence[RowRef]) -> JoinedRow:
    """The first row with what the others add: blanks filled in their order, further e-mails, phones, tags and notes."""
    return _Joining(sheets, first).with_rows(others)


def completed(sheet: SheetDrafts, first: Row, other: Row) -> Row:
    """The row of a company with its blanks filled from a further row of the same sheet, but no address from two of them."""
    elsewhere = is_other_address(_address(sheet, first), _address(sheet, other))
    kept = {sheet.fields[field] for field in ADDRESS if field in sheet.fields} if elsewhere else set()
    return tuple(
        [
            there if place in kept or there not in (None, ()) else told
            for place, (there, told) in enumerate(zip(first, other, strict=True))
        ]
    )


def said_otherwise(
    sheets: Mapping[int, SheetDrafts], first: RowRef, other: RowRef, known: Row | None = None
) -> Given:
    """What a further row of a company says that its first row does not (``known``: as others have completed it)."""
    row, sheet, own = other[1], sheets[other[0]], sheets[first[0]]
    if known is not None:
        own, first = replace(own, rows=[known]), (first[0], 0)
    told = []
    for field in sheet.fields:
        value = sheet.value(row, field)
        if value not in (None, ()) and field != "company" and not _is_same(own.value(first[1], field), value):
            told.append((sheet.called(field), _text(sheet.native(row, field))))
    there = {column.title: own.rows[first[1]][column.position] for column in own.custom}
    for column in sheet.custom:
        value = sheet.rows[row][column.position]
        if value is not None and not _is_same(there.get(column.title), value):
            told.append((column.title, _text(value)))
    return tuple(told)


class _Joining:
    def __init__(self, sheets: Mapping[int, SheetDrafts], first: RowRef) -> None:
        self._sheets, self._place = sheets, first[0]
        own = self._own = sheets[first[0]]
        self._values = list(own.rows[first[1]])
        self._seen = {v.lower() for f in EMAIL_FIELDS if (v := own.value(first[1], f))}
        self._digits = {phone_digits(v) for f in PHONE_FIELDS if (v := own.value(first[1], f))}
        self._tagged = {tag.casefold() for tag in own.value(first[1], "tags") or ()}
        self._emails: list[tuple[str, str]] = []
        self._phones: list[tuple[str, str]] = []
        self._tags: list[str] = []

    def with_rows(self, others: Sequence[RowRef]) -> JoinedRow:
        left = [(ref, given) for ref in others if (given := tuple(self._add(self._sheets[ref[0]], ref[1])))]
        return JoinedRow(
            tuple(self._values), tuple(self._emails), tuple(self._phones), tuple(self._tags), tuple(left)
        )

    def _add(self, sheet: SheetDrafts, row: int) -> list[tuple[str, str]]:
        """Take what a row adds. Returns what it says that is not taken."""
        left: list[tuple[str, str]] = []
        elsewhere = is_other_address(_address(self._own, self._values), _address(sheet, sheet.rows[row]))
        for field in sheet.fields:
            value = sheet.value(row, field)
            if value is None:
                continue
            if elsewhere and field in ADDRESS:
                if not self._says(field, value):
                    left.append((sheet.called(field), _text(value)))
            elif field in EMAIL_FIELDS:
                if value.lower() not in self._seen:
                    self._seen.add(value.lower())
                    self._emails.append((field, value))
            elif field in PHONE_FIELDS:
                self._add_phone(sheet, field, value)
            elif field == "tags":
                new = [tag for tag in value if tag.casefold() not in self._tagged]
                self._tagged.update(tag.casefold() for tag in new)
                self._tags += new
            elif not self._takes(field, value) and _is_of_person(field):
                left.append((sheet.called(field), _text(value)))
        for column in sheet.custom:
            value = sheet.rows[row][column.position]
            if value is None:
                continue
            same = sheet.place == self._place
            if same and self._values[column.position] is None:
                self._values[column.position] = value
            elif not same or not _is_same(self._values[column.position], value):
                left.append((column.title, _text(value)))
        return left

    def _says(self, field: str, value: Any) -> bool:
        """Whether the joined row says the same."""
        position = self._own.fields.get(field)
        return position is not None and _is_same(self._values[position], value)

    def _takes(self, field: str, value: Any) -> bool:
        """Whether the joined row says it now."""
        position = self._own.fields.get(field)
        if position is None:
            return False
        known = self._values[position]
        if known is None or (field in WAYS and value):  # a refusal in any of the rows holds
            self._values[position] = value
        elif field == "notes":
            self._values[position] = with_note(known, value)
        elif field == "birthday" and completes(value, known):
            self._values[position] = value
        elif field == "birthday" and completes(known, value):
            return True
        else:
            return _is_same(known, value)
        return True

    def _add_phone(self, sheet: SheetDrafts, field: str, value: str) -> None:
        digits = phone_digits(value)
        if digits not in self._digits and not is_misread(digits, self._digits, sheet.country):
            self._digits.add(digits)
            self._phones.append((field, value))


def _address(sheet: SheetDrafts, row: Sequence[Any]) -> dict[str, Any]:
    return {field: row[sheet.fields[field]] for field in ADDRESS if field in sheet.fields}


def _is_of_person(field: str) -> bool:
    """Whether a field says something of the person and not of the deal or the entry beside it."""
    people = {name for name, _, _ in declared().of(RecordKind.CONTACTS).imports} | _LISTED
    return field in people and field not in _NAMES


def _is_same(known: Any, value: Any) -> bool:
    return bool(known == value or fold_key(_text(known)) == fold_key(_text(value)))


def _text(value: Any) -> str:
    """A value as the file says it: 39 and not 39.0, and of 3900 cents 39.00 EUR."""
    return ", ".join(value) if isinstance(value, tuple) else custom_text(value)
