"""How the lists look by default: which columns, how wide, in which words and tones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import FIELD, RecordKind
from salesdesk.domain.lifecycle import TITLES

STAGE_TONES = {
    "marketing_qualified": "accent",
    "sales_qualified": "info",
    "opportunity": "info",
    "customer": "good",
    "evangelist": "good",
}
_SHORT_STAGES = {"marketing_qualified": "MQL", "sales_qualified": "SQL"}
_TITLES = {"lifecycle_stage": "Stage", "full_name": "Name", "lead_source": "Source"}


@dataclass(frozen=True, slots=True)
class ListLook:
    """One kind of list. ``shown`` are the columns of a new file in order, ``widths`` pixels at 100 % where the
    column's own width is not used; ``quick`` the fields that have a filter chip of their own; ``page`` and
    ``record_page`` the keys of the list's and the record's page; the words are English source texts."""

    kind: RecordKind
    entity: EntityKind
    page: str
    record_page: str
    title: str
    one: str
    many: str
    icon: str
    shown: tuple[str, ...]
    quick: tuple[str, ...]
    widths: Mapping[str, int] = field(default_factory=dict)

    def counted(self, number: int, text: str) -> str:
        """A number as text with its word: "48,120 people"."""
        return f"{text} {_tr(self.one if number == 1 else self.many)}"


CONTACTS = ListLook(
    RecordKind.CONTACTS,
    EntityKind.CONTACT,
    "contacts",
    "contact",
    "Contacts",
    "person",
    "people",
    "users",
    ("full_name", "company", "job_title", "email", "lifecycle_stage", "lead_source"),
    ("lifecycle_stage", "owner", "lead_source", "tags", "last_contacted_at"),
    {
        "full_name": 154,
        "company": 140,
        "job_title": 112,
        "email": 170,
        "lifecycle_stage": 108,
        "lead_source": 96,
    },
)
COMPANIES = ListLook(
    RecordKind.COMPANIES,
    EntityKind.COMPANY,
    "companies",
    "company",
    "Companies",
    "company",
    "companies",
    "building-2",
    ("company", "industry", "city", "contacts", "open_deals", "lifecycle_stage", "owner"),
    ("lifecycle_stage", "owner", "lead_source", "tags", "last_contacted_at"),
    {
        "company": 180,
        "industry": 118,
        "city": 104,
        "contacts": 78,
        "open_deals": 88,
        "lifecycle_stage": 104,
        "owner": 100,
    },
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("lists", text)


def field_title(key: str, title: str = "") -> str:
    """What a field is called in lists; ``title`` for fields that are not in the table of all fields."""
    own = _TITLES.get(key) or title or (FIELD[key].title if key in FIELD else key)
    return _tr(own)


def stage_text(code: object) -> str:
    """A lifecycle stage as a chip says it: short."""
    text = str(code or "")
    return _tr(_SHORT_STAGES.get(text) or TITLES.get(text, text))


def stage_title(code: object) -> str:
    """A lifecycle stage in full."""
    return _tr(TITLES.get(str(code or ""), str(code or "")))


def stage_tone(code: object) -> str:
    """The tone of a lifecycle stage's chip."""
    return STAGE_TONES.get(str(code or ""), "")
