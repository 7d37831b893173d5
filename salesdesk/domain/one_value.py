"""Columns that are one value together: what is written into one of them is read with the others, and may change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salesdesk.domain.contact_parts import EMAIL_KEYS, PHONE_KEYS
from salesdesk.domain.contacts import NAME_PARTS
from salesdesk.domain.fields import FieldType, RecordKind

ADDRESS = ("street", "street_2", "postal_code", "city", "region", "country")
NAMES = ("full_name", *NAME_PARTS)
AMOUNT = ("deal_value", "currency")
PLACE = ("stage", "pipeline")
ENDED = (*PLACE, "probability", "closed_at", "won_reason", "lost_reason", "competitor")
SPAN = ("at", "due_at", "end_at")
_GROUPS: Mapping[RecordKind, tuple[tuple[str, ...], ...]] = {
    RecordKind.CONTACTS: (NAMES, EMAIL_KEYS, PHONE_KEYS, ADDRESS),
    RecordKind.COMPANIES: (ADDRESS,),
    RecordKind.DEALS: (AMOUNT, PLACE),
    RecordKind.ACTIVITIES: (SPAN,),
}


@dataclass(frozen=True, slots=True)
class Following:
    """A field that becomes different because another one does: what it says now (``ours``) and would say (``theirs``)."""

    field: str
    title: str
    type: FieldType
    ours: Any
    theirs: Any


def beside(kind: RecordKind, key: str) -> tuple[str, ...]:
    """The fields that a value of one field is read with; what a deal that ends says of its end is read with its stage."""
    if kind is RecordKind.DEALS and key in ENDED:
        return tuple(one for one in (ENDED if key in PLACE else PLACE) if one != key)
    group = next((group for group in _GROUPS.get(kind, ()) if key in group), ())
    return tuple(one for one in group if one != key)
