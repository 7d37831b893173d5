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


@dataclass(frozen=True, slots=True)
class Card:
    """One contact: ``values`` maps names of ``domain.fields`` to text, ``extra`` holds (label, text) pairs that
    have no field (further numbers, second addresses, own properties)."""

    values: Mapping[str, str]
    extra: tuple[tuple[str, str], ...] = ()


def plain_properties() -> dict[str, str]:
    """The properties that hold the text of one field, with its key."""
    return {spec.card: key for key, spec in FIELD.items() if spec.card and spec.card not in _WRITTEN}
