"""An organisation with everything known about it, and what a new one looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from salesdesk.domain.custom_fields import CustomValue
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


@dataclass(frozen=True, slots=True)
class CompanyDraft:
    """A new company, cleaned. ``values`` are columns of the company by name; ``tags`` names, made on demand."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    custom: tuple[CustomValue, ...] = ()
