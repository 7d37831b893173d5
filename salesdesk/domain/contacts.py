"""A person with everything known about them, and what a new or changed one looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from salesdesk.domain.changes import UNCHANGED, Unchanged
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.value_classes import dataclass

EMAIL_LABELS = ("work", "home", "other")
PHONE_LABELS = ("work", "mobile", "home", "fax", "other")
MOBILE, FAX = "mobile", "fax"


@dataclass(frozen=True, slots=True)
class EmailEntry:
    """One address; ``label`` is one of ``EMAIL_LABELS``. The one at position 0 is primary. ``id`` 0: not stored."""

    address: str
    label: str = "work"
    id: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """One number, E.164 where it could be read, else as typed; ``digits`` is its key for search and matching."""

    number: str
    digits: str
    label: str = "work"
    extension: str | None = None
    id: int = 0
    position: int = 0


def stored_phone(text: str, label: str = "work") -> PhoneEntry:
    """A number as it is stored ("+4930123" or "+4930123;ext=12") with its key."""
    from salesdesk.domain.cleaning.phones import digits_key  # loads the numbering plans

    number, _, extension = text.partition(";ext=")
    plain = number[:1] == "+" and number[1:].isdigit()
    return PhoneEntry(number, number[1:] if plain else digits_key(number), label, extension or None)


def whole_number(phone: PhoneEntry) -> str:
    """A number with its extension in one text, see ``stored_phone``."""
    return f"{phone.number};ext={phone.extension}" if phone.extension else phone.number


def primary_place(labels: Iterable[str]) -> int | None:
    """Which of a person's numbers, given by their labels in order, is the primary one: the first that is no fax, for
    nobody is called by fax. None without such a number. Everything that shows, stores or sorts by one number goes
    by this."""
    return next((place for place, label in enumerate(labels) if label != FAX), None)


def primary_phone(phones: Sequence[PhoneEntry]) -> PhoneEntry | None:
    """The number a person is called by, see ``primary_place``."""
    place = primary_place(phone.label for phone in phones)
    return None if place is None else phones[place]


@dataclass(frozen=True, slots=True)
class Employment:
    """A company the person works at. ``company`` is its name; one employment is primary."""

    company_id: int
    company: str
    role: str | None = None
    is_primary: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class LifecycleChange:
    """When a contact entered a lifecycle stage (codes; the first has no former stage)."""

    from_stage: str | None
    to_stage: str
    at: str
    actor: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A whole record. ``values`` holds the single-valued fields by field name (``first_name``, ``city``,
    ``birthday``, ``do_not_email`` …), stored form; owner and source by name with ids beside. ``custom`` is by key
    of the custom field, without prefix. ``deleted_at`` is set while it lies in the trash."""

    id: int
    version: int
    full_name: str
    values: Mapping[str, Any]
    emails: tuple[EmailEntry, ...]
    phones: tuple[PhoneEntry, ...]
    companies: tuple[Employment, ...]
    tags: tuple[str, ...]
    custom: Mapping[str, CustomValue]
    lifecycle_stage: str
    lifecycle: tuple[LifecycleChange, ...]
    owner: str | None
    owner_id: int | None
    source: str | None
    source_id: int | None
    do_not_email: bool
    do_not_call: bool
    created_at: str
    updated_at: str
    last_contacted_at: str | None
    deleted_at: str | None

    @property
    def email(self) -> str | None:
        """The primary address."""
        return self.emails[0].address if self.emails else None

    @property
    def phone(self) -> str | None:
        """The primary number."""
        primary = primary_phone(self.phones)
        return primary.number if primary else None

    @property
    def company(self) -> Employment | None:
        """The primary employment."""
        return next((link for link in self.companies if link.is_primary), None)


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A new contact, cleaned. ``values`` are by plain field (``domain.fields``), amounts `Money`; the first e-mail and company are the
    primary ones, and the first phone that is no fax. Owner, source and companies are ids; ``tags`` names, made on
    demand."""

    full_name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    emails: tuple[EmailEntry, ...] = ()
    phones: tuple[PhoneEntry, ...] = ()
    companies: tuple[Employment, ...] = ()
    tags: tuple[str, ...] = ()
    custom: tuple[CustomValue, ...] = ()
    lifecycle_stage: str = DEFAULT
    owner_id: int | None = None
    source_id: int | None = None
    do_not_email: bool = False
    do_not_call: bool = False


NewEmail = tuple[str, str]
"""Address and label."""
NewPhone = tuple[str, str, str | None, str]
"""Number, its digits, extension, label."""
NewMove = tuple[int, str | None, str, str]
"""Place of the contact, the lifecycle stage before, the one it entered, the moment."""


@dataclass(frozen=True, slots=True)
class NewContacts:
    """Contacts to be created, column by column: place n of every column is about contact n. For many at once, where an
    object for each would cost as much as writing it.

    ``values`` are rows of values of ``fields``, the plain ones of ``domain.fields``, amounts `Money`. ``name_keys`` are the folded
    names where they are known already, "" where not. A contact without a name is called by its e-mail or number.
    ``roles`` says what each does at its company (None: what its job title says). ``created`` are moments (None: now),
    ``touched`` those of the last change (without it: now).
    ``moves`` is the way through the lifecycle of all of them; without it each begins in its stage when it is created.
    ``imported`` is the import they come from.
    """

    names: Sequence[str]
    fields: Sequence[str]
    values: Sequence[Sequence[Any]]
    emails: Sequence[Sequence[NewEmail]]
    phones: Sequence[Sequence[NewPhone]]
    companies: Sequence[int | None]
    stages: Sequence[str]
    owners: Sequence[int | None]
    sources: Sequence[int | None]
    do_not_email: Sequence[bool]
    do_not_call: Sequence[bool]
    created: Sequence[str | None]
    name_keys: Sequence[str] = ()
    roles: Sequence[str | None] | None = None
    moves: Sequence[NewMove] | None = None
    touched: Sequence[str] | None = None
    imported: int | None = None


@dataclass(frozen=True, slots=True)
class ContactChange:
    """What is to become of one contact; what is not given stays. ``values`` are by field as in ``ContactDraft``,
    None empties one. ``lifecycle`` are the stages it enters, one after the other. ``emails``, ``phones`` and
    ``companies`` are all it shall have, in this order: entries with an id are kept and changed, the others are new.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    full_name: str | None = None
    owner_id: int | Unchanged | None = UNCHANGED
    source_id: int | Unchanged | None = UNCHANGED
    do_not_email: bool | None = None
    do_not_call: bool | None = None
    lifecycle: tuple[str, ...] = ()
    emails: Sequence[EmailEntry] | None = None
    phones: Sequence[PhoneEntry] | None = None
    companies: Sequence[Employment] | None = None


NAME_PARTS = ("honorific", "first_name", "middle_name", "last_name", "suffix")


def joined_name(values: Mapping[str, Any]) -> str:
    """The full name put together from its parts in the order of its script, without title; "" when no part is filled."""
    from salesdesk.domain.cleaning.names import join_name  # tables of names: not needed to show a list

    first, middle, last, suffix = (values.get(part) or "" for part in NAME_PARTS[1:])
    return join_name(first=first, middle=middle, last=last, suffix=suffix)


def renewed_name(full: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The full name of somebody whose name parts were ``before`` and are ``after``.

    A name that is its parts, or has none, is put together anew; in one that somebody wrote another way, as in "Yamada Misaki" or
    "Anna Berg-Lind of Uppsala", the words that changed are exchanged, or else it is put together too. A part that only
    fills a blank changes nothing in such a name.
    """
    parts = NAME_PARTS[1:]
    different = [part for part in parts if (before.get(part) or "") != (after.get(part) or "")]
    if not different:
        return full
    if " ".join(full.split()).casefold() == joined_name(before).casefold():
        return joined_name(after) or full
    renewed = full
    for part in different:
        old, new = before.get(part) or "", after.get(part) or ""
        if not old:
            continue
        plainly = new.replace("\\", r"\\")
        words, count = re.subn(rf"(?<!\w){re.escape(old)}(?!\w)", plainly, renewed)
        if count != 1:
            return joined_name(after) or full
        renewed = " ".join(words.split())
    return renewed or full


def split_name(text: str) -> tuple[str, dict[str, str | None]]:
    """(full name, columns of its parts) of a name typed as a whole. The title is a part and not in the full name;
    parts are None where the order of the words is not sure."""
    from salesdesk.domain.cleaning.names import parse_name

    name = parse_name(text)
    parts: dict[str, str | None] = {
        "honorific": name.honorific or None,
        "first_name": name.first or None,
        "middle_name": name.middle or None,
        "last_name": name.last or None,
        "suffix": name.suffix or None,
    }
    if name.nickname:
        parts["nickname"] = name.nickname
    return name.full or text, parts
