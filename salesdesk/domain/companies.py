"""An organisation with everything known about it, and what a new one looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from salesdesk.domain.changes import UNCHANGED, Unchanged
from salesdesk.domain.contacts import PhoneEntry
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class Person:
    """A contact who works at the company."""

    contact_id: int
    name: str
    role: str | None = None
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """A whole record. ``values`` holds the single-valued fields by field name (``industry``, ``city``, ``phone`` …),
    stored form; ``custom`` is by key of the custom field, without prefix."""

    id: int
    version: int
    name: str
    values: Mapping[str, Any]
    people: tuple[Person, ...]
    tags: tuple[str, ...]
    custom: Mapping[str, CustomValue]
    lifecycle_stage: str
    annual_revenue: Money | None
    owner: str | None
    owner_id: int | None
    source: str | None
    source_id: int | None
    created_at: str
    updated_at: str
    last_contacted_at: str | None
    deleted_at: str | None


OF_THEIR_OWN = frozenset({"fax", "annual_revenue", "last_contacted_at"})
"""The plain fields that drafts and changes name one by one."""


def plain_fields() -> tuple[str, ...]:
    """The other ones: the single-valued fields whose stored form is what was understood."""
    fields = declared().of(RecordKind.COMPANIES)
    return tuple(key for key in dict.fromkeys((*fields.plain, *fields.imported)) if key not in OF_THEIR_OWN)


@dataclass(frozen=True, slots=True)
class CompanyDraft:
    """A new company, cleaned. ``values`` are by field (``plain_fields``), amounts `Money`; ``tags`` names, made on demand. ``match_key``
    is that of the name (``match_key``) where it is known already. ``created_at`` and ``touched_at`` (the last change) None are now; ``imported`` is the import
    it comes from. ``site`` is a website told of people who work there, of which only the domain is kept."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    custom: tuple[CustomValue, ...] = ()
    phone: PhoneEntry | None = None
    fax: PhoneEntry | None = None
    annual_revenue: Money | None = None
    lifecycle_stage: str = DEFAULT
    owner_id: int | None = None
    source_id: int | None = None
    last_contacted_at: str | None = None
    created_at: str | None = None
    touched_at: str | None = None
    imported: int | None = None
    match_key: str = ""
    site: str | None = None


@dataclass(frozen=True, slots=True)
class CompanyChange:
    """What is to become of one company; what is not given stays, None empties. ``values`` as in ``CompanyDraft``."""

    values: Mapping[str, Any] = field(default_factory=dict)
    name: str | None = None
    phone: PhoneEntry | Unchanged | None = UNCHANGED
    fax: PhoneEntry | Unchanged | None = UNCHANGED
    annual_revenue: Money | Unchanged | None = UNCHANGED
    lifecycle_stage: str | None = None
    owner_id: int | Unchanged | None = UNCHANGED
    source_id: int | Unchanged | None = UNCHANGED
    last_contacted_at: str | Unchanged | None = UNCHANGED


def match_key(name: str) -> str:
    """What a company is known by: its folded name without the legal form, or what is left of one that is nothing
    else."""
    from salesdesk.domain.cleaning.companies import company_key  # tables of legal forms
    from salesdesk.domain.cleaning.text import fold_key

    return company_key(name) or fold_key(name) or name.lower()
