"""A contact card as fields of ours, and which of its properties hold one field as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesdesk.domain.fields import FIELD

EMAILS = ("email", "email_2", "email_3")
_WRITTEN = frozenset(
    "FN N ORG TITLE NICKNAME EMAIL TEL ADR URL X-SOCIALPROFILE BDAY CATEGORIES NOTE UID".split()
)
"""Properties with a form of their own; one of another name holds the text of its field as it is."""


OWN_PREFIX = "X-SALESDESK-"
"""What the names of our own properties begin with: fields of ours that cards have no property for, ``FIELD`` for those a
person made and ``EXPORT`` for the mark of the export."""
OWN_FIELD, OWN_EXPORT = OWN_PREFIX + "FIELD", OWN_PREFIX + "EXPORT"


def own_property(key: str) -> str:
    """The property of a field that cards have none for."""
    return OWN_PREFIX + key.upper().replace("_", "-")


def own_properties() -> dict[str, str]:
    """These properties, with the keys of their fields."""
    return {own_property(key): key for key, spec in FIELD.items() if not spec.card or key in _MARKED}


_MARKED = ("external_id",)
"""Fields whose own property is taken on a card of ours: the UID says which contact it is."""


@dataclass(frozen=True, slots=True)
class CardMark:
    """What tells whose card it is: ``uid`` of the contact in its database, and the mark of the export."""

    uid: str
    export: str


@dataclass(frozen=True, slots=True)
class Card:
    """One contact: ``values`` maps names of ``domain.fields`` to text, ``extra`` holds (label, text) pairs that
    have no field (further numbers, second addresses, own properties); ``mark`` is that of an export of ours."""

    values: Mapping[str, str]
    extra: tuple[tuple[str, str], ...] = ()
    mark: CardMark | None = None


def plain_properties() -> dict[str, str]:
    """The properties that hold the text of one field, with its key."""
    return {spec.card: key for key, spec in FIELD.items() if spec.card and spec.card not in _WRITTEN}
