"""A contact card as fields of ours, and which of its properties hold one field as it is."""

from __future__ import annotations

import re
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
OWN_UID = OWN_PREFIX + "UID"
"""Whose card it is where the card came with a UID of another program, by which that one knows it again."""


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
    have no field (further numbers, second addresses, own properties); ``mark`` is that of an export of ours; ``firm`` says
    that it is the card of a company."""

    values: Mapping[str, str]
    extra: tuple[tuple[str, str], ...] = ()
    mark: CardMark | None = None
    firm: bool = False


LABELLED = (*EMAILS, "phone", "phone_2", "phone_3", "mobile", "fax", "street")
"""Fields whose property may say in a type or a label which of several it is."""
USUAL_TYPES = ("home", "pager", "isdn", "car", "work")
"""Types that are kept beside a number or an address; of work is what has none, unless others beside it are at home."""
KEPT_AS_THEY_ARE = {
    name.capitalize(): name
    for name in "ROLE TZ GEO GENDER LANG ANNIVERSARY IMPP RELATED SORT-STRING CALURI FBURL EXPERTISE HOBBY INTEREST".split()
}
"""Properties of other programs that have no field, by the label under which a contact keeps them; a card written of the
contact has them again."""
OWN_NAME = OWN_PREFIX + "NAME"
"""The parameter of a name whose parts nobody recorded: a card must have some."""
_FURTHER = re.compile(r"(Email|Phone|Fax|Address|Website) (\d+)(?: \(([^()]+)\))?")
_FURTHER_AS = {"Email": "EMAIL", "Phone": "TEL", "Fax": "TEL", "Address": "ADR", "Website": "URL"}


def label_of(key: str) -> str:
    """The name under which a contact keeps what its card said of a number or address: at home, a pager, "Holiday flat"."""
    return f"{FIELD[key].title} (label)"


def further_label(what: str, number: int, label: str = "") -> str:
    """The name of a fourth address, a third number and so on, with what its card said of it."""
    return f"{what} {number}" + (f" ({label})" if label else "")


def property_of(label: str) -> tuple[str, str] | None:
    """The property a ``further_label`` was made of, and what the card said of it; None of any other name."""
    found = _FURTHER.fullmatch(label)
    if found is None:
        return None
    return _FURTHER_AS[found[1]], found[3] or ("fax" if found[1] == "Fax" else "")


def plain_properties() -> dict[str, str]:
    """The properties that hold the text of one field, with its key."""
    return {spec.card: key for key, spec in FIELD.items() if spec.card and spec.card not in _WRITTEN}
