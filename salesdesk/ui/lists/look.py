"""How the lists look by default: which columns, how wide, in which words and tones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.columns import default_columns
from salesdesk.domain.entities import EntitySpec, entity_of
from salesdesk.domain.fields import FIELD, RecordKind, declared
from salesdesk.domain.lifecycle import TITLES
from salesdesk.value_classes import dataclass

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
    """One kind of list. What it is called and where it is shown says its entity; ``shown`` are the columns of a new file
    in order, ``widths`` pixels at 100 % where the column's own width is not used; ``quick`` the fields that have a filter
    chip of their own."""

    declared: EntitySpec
    shown: tuple[str, ...]
    quick: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)

    @property
    def kind(self) -> RecordKind:
        """The kind of its rows."""
        assert self.declared.records is not None
        return self.declared.records

    @property
    def entity(self) -> EntityKind:
        """What its rows are."""
        return self.declared.kind

    def came_to(self, chosen: Sequence[int], result: object) -> int:
        """How many of the ``chosen`` rows a change came to: some may have had the value already."""
        touched = result.touched(self.entity) if isinstance(result, ChangeSet) else frozenset[int]()
        return len(touched.intersection(chosen)) or len(chosen)

    @property
    def page(self) -> str:
        """The key of the list's page."""
        return self.declared.page

    @property
    def record_page(self) -> str:
        """The key of a record's page."""
        return self.declared.record_page

    @property
    def title(self) -> str:
        """The heading, English source text like all its words."""
        return self.declared.many

    @property
    def many(self) -> str:
        """What several of them are called beside a number."""
        return self.declared.words[1]

    @property
    def icon(self) -> str:
        """The picture of its page."""
        own = (page.icon for page in self.declared.pages if page.key == self.page)
        return next(own, self.declared.icon)

    def has(self, field: str) -> bool:
        """Whether a person can fill a field of its rows."""
        return field in declared().of(self.kind).typed

    def counted(self, number: int, text: str) -> str:
        """A number as text with its word: "48,120 people"."""
        return f"{text} {_tr(self.declared.words[0] if number == 1 else self.many)}"


def look_of(
    kind: RecordKind,
    shown: tuple[str, ...] = (),
    quick: tuple[str, ...] = (),
    widths: Mapping[str, int] | None = None,
) -> ListLook:
    """The look of the list of a declared entity; without ``shown`` the columns that its fields say."""
    return ListLook(entity_of(kind), shown or default_columns(kind), quick, widths or {})


CONTACTS = look_of(
    RecordKind.CONTACTS,
    ("full_name", "company", "email", "phone", "lifecycle_stage", "job_title", "lead_source"),
    ("lifecycle_stage", "owner", "lead_source", "tags", "last_contacted_at"),
    {
        # The first four fill the list of a window of 1440 beside the details, and show what they hold in full.
        "full_name": 174,
        "company": 200,
        "email": 308,
        "phone": 156,
        "lifecycle_stage": 108,
        "job_title": 150,
        "lead_source": 96,
    },
)
COMPANIES = look_of(
    RecordKind.COMPANIES,
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

DEALS = look_of(
    RecordKind.DEALS,
    (
        "deal_title",
        "company",
        "full_name",
        "stage",
        "deal_value",
        "expected_close",
        "owner",
        "lead_source",
        "closed_at",
    ),
    ("stage", "owner", "lead_source", "expected_close", "closed_at"),
    {
        "deal_title": 200,
        "company": 150,
        "full_name": 130,
        "stage": 110,
        "deal_value": 104,
        "expected_close": 110,
    },
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("lists", text)


def field_title(key: str, title: str = "") -> str:
    """What a field is called in lists; ``title`` for fields that are not in the table of all fields."""
    usual = FIELD[key].title if key in FIELD else key
    own = title if title not in ("", usual) else ""
    return _tr(own or _TITLES.get(key) or usual)


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
