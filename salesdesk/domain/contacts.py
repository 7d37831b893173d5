"""A person with everything known about them, and what a new or changed one looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from salesdesk.domain.custom_fields import CustomValue

EMAIL_LABELS = ("work", "home", "other")
PHONE_LABELS = ("work", "mobile", "home", "fax", "other")


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
        return self.phones[0].number if self.phones else None

    @property
    def company(self) -> Employment | None:
        """The primary employment."""
        return next((link for link in self.companies if link.is_primary), None)


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A new contact, cleaned. ``values`` are columns of the contact itself by name; the first e-mail, phone and
    company are the primary ones. Owner, source and companies are ids; ``tags`` names, made on demand."""

    full_name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    emails: tuple[EmailEntry, ...] = ()
    phones: tuple[PhoneEntry, ...] = ()
    companies: tuple[Employment, ...] = ()
    tags: tuple[str, ...] = ()
    custom: tuple[CustomValue, ...] = ()


NAME_PARTS = ("honorific", "first_name", "middle_name", "last_name", "suffix")


def joined_name(values: Mapping[str, Any]) -> str:
    """The full name put together from its parts, Western order, without title; "" when no part is filled."""
    from salesdesk.domain.cleaning.names import join_name  # tables of names: not needed to show a list

    first, middle, last, suffix = (values.get(part) or "" for part in NAME_PARTS[1:])
    return join_name(first=first, middle=middle, last=last, suffix=suffix)


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
