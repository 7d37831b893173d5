"""Words of the duplicate review."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.cleaning.countries import country_name
from salesdesk.domain.cleaning.phones import display_phone
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.lifecycle import TITLES
from salesdesk.domain.matching.records import Evidence, Grade
from salesdesk.domain.money import Money
from salesdesk.ui.value_texts import DASH, day_text, money_text
from salesdesk.ui.wording import worded

GRADE_TONES = {Grade.CERTAIN: "accent", Grade.LIKELY: "warn", Grade.POSSIBLE: ""}
_FIELDS = {
    "emails": "Emails",
    "phones": "Phones",
    "companies": "Companies",
    "tags": "Tags",
    "people": "People",
    "full_name": "Name",
    "company": "Name",
    "created_at": "Added",
}
_MOST_REASONS = 4
_BOTH_NAMES = frozenset({"same_first_name", "same_last_name"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("duplicates", text)


def reasons_text(reasons: tuple[Evidence, ...], most: int | None = _MOST_REASONS) -> str:
    """Why two records are taken for one, strongest first, ``most`` of the reasons (None: all)."""
    speaking = [reason for reason in reasons if reason.weight > 0]
    if {reason.code for reason in speaking} >= _BOTH_NAMES:
        first = next(place for place, reason in enumerate(speaking) if reason.code in _BOTH_NAMES)
        speaking[first] = Evidence("same_name", speaking[first].weight, field="name")
        speaking = [reason for reason in speaking if reason.code not in _BOTH_NAMES]
    return ", ".join(dict.fromkeys(worded(reason.told) for reason in speaking[:most]))


def whole_reasons_text(reasons: tuple[Evidence, ...]) -> str:
    """Everything that speaks for two records being one, and what speaks against it."""
    against = ", ".join(dict.fromkeys(worded(reason.told) for reason in reasons if reason.weight < 0))
    found = reasons_text(reasons, None)
    return _tr("{0}; but {1}").format(found, against) if against else found


def field_title(field: str) -> str:
    """The label of a field of a merge; custom fields are called what the person called them."""
    if field in _FIELDS:
        return _tr(_FIELDS[field])
    if field in FIELD:
        return _tr(FIELD[field].title)
    return field.removeprefix("custom.").replace("_", " ").capitalize()


def value_text(field: str, value: object) -> str:
    """A value of a merge as people read it."""
    if value is None or value == "" or value == ():
        return DASH
    if isinstance(value, (tuple, list, set, frozenset)):
        parts = [value_text(field, part) for part in value]
        return ", ".join(parts)
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    if isinstance(value, datetime):
        return day_text(value.date().isoformat())
    if isinstance(value, date):
        return day_text(value.isoformat())
    if field == "lifecycle_stage":
        return _tr(TITLES.get(str(value), str(value)))
    if isinstance(value, Money):
        return money_text(value.minor, value.currency)
    shape = FIELD[field].type if field in FIELD else FieldType.TEXT
    if field == "phones" or shape is FieldType.PHONE:
        return display_phone(str(value))
    if shape is FieldType.COUNTRY:
        return country_name(str(value)) or str(value)
    if shape is FieldType.DATE:
        return day_text(str(value))
    return str(value)
