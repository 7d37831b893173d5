"""The people of an import as the rules of certainty compare them: contacts of the file and rows, made ready when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.profiles import Profile, ProfileMaker
from salesdesk.domain.matching.records import MatchRecord

if TYPE_CHECKING:
    from salesdesk.services.imports.plan.drafts import SheetDrafts
    from salesdesk.store.records.imports import KnownContact

_NAMES = ("first_name", "middle_name", "last_name", "suffix", "full_name", "nickname")
_TEXTS = (*_NAMES, "birthday", "job_title", "external_id")
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
        self._last: tuple[SheetDrafts, int, Profile] | None = None

    def joined(self, ref: int, drafts: SheetDrafts, row: int) -> None:
        """A further row is this person too: what it says counts from now on."""
        self._more.setdefault(ref, []).append((drafts, row))
        self._made.pop(ref, None)

    def of(self, ref: int) -> Profile:
        """The person of a reference."""
        made = self._made.get(ref)
        if made is None:
            rows = self._more.get(ref, ())
            if ref > 0:
                record = _record_of(ref, self._known[ref], rows)
            else:
                record = _record_of_rows(ref, (self._first_row(ref), *rows))
            made = self._made[ref] = self._profile(record)
        return made

    def of_row(self, drafts: SheetDrafts, row: int) -> Profile:
        """The person a row speaks of."""
        if self._last is None or self._last[0] is not drafts or self._last[1] != row:
            self._last = (drafts, row, self._profile(_record_of_rows(0, ((drafts, row),))))
        return self._last[2]

    def birthday(self, ref: int) -> str | None:
        """The birthday of a reference."""
        if ref > 0:
            birthday: str | None = self._known[ref].values["birthday"]
            return birthday
        drafts, row = self._first_row(ref)
        value = drafts.value(row, "birthday")
        return value if isinstance(value, str) else None

    def names_company(self, ref: int) -> bool:
        """Whether the row that makes a new contact names a company."""
        drafts, row = self._first_row(ref)
        return bool(drafts.keys.companies[row])

    def is_in(self, ref: int, drafts: SheetDrafts) -> bool:
        """Whether a reference stands for a row of the same sheet."""
        return ref < 0 and self._first_row(ref)[0] is drafts


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
    return MatchRecord(ref, emails=tuple(emails), phones=tuple(phones), **texts)


def _some(drafts: SheetDrafts, row: int, fields: tuple[str, ...]) -> list[str]:
    return [value for field in fields if isinstance(value := drafts.value(row, field), str)]
