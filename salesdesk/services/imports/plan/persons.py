"""The people of an import as the rules of certainty compare them: contacts of the file and rows, made ready when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching import certainty
from salesdesk.domain.matching.given_names import NameMatch
from salesdesk.domain.matching.profiles import Profile, ProfileMaker
from salesdesk.domain.matching.records import MatchRecord

if TYPE_CHECKING:
    from salesdesk.services.imports.plan.drafts import SheetDrafts
    from salesdesk.store.records.imports import KnownContact

_NAMES = ("first_name", "middle_name", "last_name", "suffix", "full_name", "nickname")
_TEXTS = (*_NAMES, "honorific", "birthday", "job_title", "external_id")
_FILLED = ("honorific", "suffix", "birthday")  # what tells people apart, whichever row of theirs says it
_ORDERED = ("first_name", "last_name")
_EMAILS = ("email", "email_2", "email_3")
_PHONES = ("phone", "mobile", "phone_2", "phone_3")

Place = tuple["SheetDrafts", int]


class Persons:
    """``known`` are contacts of the file; ``first_row`` gives the sheet and row that makes the new contact of a negative
    reference (``people.Found``)."""

    def __init__(self, known: Mapping[int, KnownContact], first_row: Callable[[int], Place]) -> None:
        self._known, self._first_row = known, first_row
        self._profile = ProfileMaker().profile
        self._made: dict[int, Profile] = {}
        self._more: dict[int, list[Place]] = {}
        self._spelt: dict[int, dict[str, Profile]] = {}
        self._filled: dict[tuple[int, str], str] = {}
        self._last: tuple[SheetDrafts, int, Profile] | None = None

    def joined(self, ref: int, drafts: SheetDrafts, row: int) -> None:
        """A further row is this person too: what it says counts from now on."""
        self._more.setdefault(ref, []).append((drafts, row))
        for field in _FILLED:
            value = drafts.value(row, field)
            if value and self.said(ref, field) is None:
                self._filled[ref, field] = value
        self._made.pop(ref, None)

    def fits(self, ref: int, drafts: SheetDrafts, row: int) -> bool:
        """Whether no row that was joined with a person before has another given name than this one: of "J Brown" John and
        Jane may each be meant, but not both."""
        there = self._more.get(ref)
        if not there:
            return True
        one = self.of_row(drafts, row)
        return all(
            certainty.name_matches(one, other)[0] >= NameMatch.MEET for other in self._called(ref, there)
        )

    def _called(self, ref: int, places: list[Place]) -> list[Profile]:
        """The people as whom the joined rows name a person, each spelling once."""
        known = self._spelt.setdefault(ref, {})
        for drafts, row in places:
            name = drafts.keys.names[row]
            if name and name not in known:
                known[name] = self._profile(_record_of_rows(0, ((drafts, row),)))
        return list(known.values())

    def of(self, ref: int) -> Profile:
        """The person of a reference."""
        made = self._made.get(ref)
        if made is None:
            rows = self._more.get(ref, ())
            if ref > 0:
                record = _record_of(ref, self._known[ref], rows)
            else:
                record = _record_of_rows(ref, (self._first_row(ref), *rows))
            filled = {field: value for field in _FILLED if (value := self._filled.get((ref, field)))}
            record = replace(record, **filled) if filled else record  # type: ignore[arg-type]
            made = self._made[ref] = self._profile(record)
        return made

    def of_row(self, drafts: SheetDrafts, row: int) -> Profile:
        """The person a row speaks of."""
        if self._last is None or self._last[0] is not drafts or self._last[1] != row:
            self._last = (drafts, row, self._profile(_record_of_rows(0, ((drafts, row),))))
        return self._last[2]

    def said(self, ref: int, field: str) -> str | None:
        """What a reference says in one field of text."""
        filled = self._filled.get((ref, field))
        if filled is not None:
            return filled
        if ref > 0:
            value = self._known[ref].values[field]
        else:
            drafts, row = self._first_row(ref)
            value = drafts.value(row, field)
        return value if isinstance(value, str) else None

    def written(self, ref: int) -> str:
        """The name of a reference as it is written."""
        if ref > 0:
            return self._known[ref].values["full_name"] or ""
        return written_name(*self._first_row(ref))

    def names_company(self, ref: int) -> bool:
        """Whether the row that makes a new contact names a company."""
        drafts, row = self._first_row(ref)
        return bool(drafts.keys.companies[row])

    def is_in(self, ref: int, drafts: SheetDrafts) -> bool:
        """Whether a reference stands for a row of the same sheet."""
        return ref < 0 and self._first_row(ref)[0] is drafts


def written_name(drafts: SheetDrafts, row: int) -> str:
    """The name of a row as it is written."""
    whole = drafts.value(row, "full_name")
    parts = (whole,) if whole else (drafts.value(row, name) for name in _ORDERED)
    return " ".join(part for part in parts if part)


def _record_of(ref: int, known: KnownContact, rows: tuple[Place, ...] | list[Place]) -> MatchRecord:
    emails, phones = set(known.emails), set(known.phones)
    for drafts, row in rows:
        emails.update(_some(drafts, row, _EMAILS))
        phones.update(_some(drafts, row, _PHONES))
    texts: Any = {name: known.values.get(name) or "" for name in _TEXTS}
    return MatchRecord(ref, emails=tuple(sorted(emails)), phones=tuple(sorted(phones)), **texts)


def _record_of_rows(ref: int, rows: tuple[Place, ...]) -> MatchRecord:
    drafts, row = rows[0]
    texts: Any = {name: value for name in _TEXTS if isinstance(value := drafts.value(row, name), str)}
    if drafts.kind is not RecordKind.CONTACTS:
        texts.pop("external_id", None)  # that of the deal or the order
        texts.pop("job_title", None)
    emails = dict.fromkeys(value for place in rows for value in _some(*place, _EMAILS))
    phones = dict.fromkeys(value for place in rows for value in _some(*place, _PHONES))
    named = all(texts.get(name) for name in _ORDERED)
    ordered = named and all(drafts.has_column(name) for name in _ORDERED)
    return MatchRecord(ref, emails=tuple(emails), phones=tuple(phones), ordered=ordered, **texts)


def _some(drafts: SheetDrafts, row: int, fields: tuple[str, ...]) -> list[str]:
    return [value for field in fields if isinstance(value := drafts.value(row, field), str)]
