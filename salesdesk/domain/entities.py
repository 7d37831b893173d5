"""Every kind of record there is, declared once.

Its parts, owner and links stand in the models' own ``Meta`` and foreign keys, its fields in ``domain.fields``; what is said
here is the rest: what it is called and by what, where it is shown, who works with it, and what can be done with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page about an entity: its key, title (English source text) and icon; ``made_by`` is the class that is one, as
    "module:Class". ``in_rail``: it stands in the bar at the left; else ``parent`` is the page there that stays marked.
    """

    key: str
    title: str
    icon: str
    made_by: str
    parent: str = ""

    @property
    def in_rail(self) -> bool:
        """Whether it stands in the bar at the left."""
        return not self.parent


@dataclass(frozen=True, slots=True)
class EntitySpec:
    """One kind of record; its ``kind`` is the name of its table.

    ``one`` and ``many`` are English source texts of what it is called, ``icon`` its picture. ``name`` is the column it is
    called by, ``key`` the same folded, ``unnamed`` a column that stands in for an empty name. ``records`` is what sheets,
    lists and exports about it are called and ``name_field`` the field with its name there, None and "" without any.

    ``trash``: it is put into the trash when deleted; ``custom``: a person can give it fields of their own;
    ``searched``: it is found by words; ``merged``: two can be made one; ``imported``: rows of a file become one;
    ``newest_first``: its list begins with the latest by this field, for nobody knows what it is called; "": by name.

    ``found_as`` is what several of them are called where they were searched, if not ``many``; ``counted`` the words
    beside a number, for one and for more. ``beside`` says what a search shows beside the name: columns (of a link its
    name), of each group the first that is filled. ``parts`` are what the rows of its part tables are called. ``sheets``
    are words in the name of a sheet about it, besides those of ``resources/mapping/fields.tsv``.

    ``pages`` are its pages; ``page`` is the one that shows the list, ``record_page`` the one of one record.
    ``repository`` reads it, ``writer`` writes it, ``service`` is what a person does with it, each as "module:Class", "" where
    the list alone will do, rows of files become it by rules of their own, or nothing is changed many at once.
    """

    kind: EntityKind
    one: str
    many: str
    icon: str
    name: str
    key: str = ""
    unnamed: str = ""
    records: RecordKind | None = None
    name_field: str = ""
    page: str = ""
    record_page: str = ""
    trash: bool = False
    custom: bool = False
    searched: bool = False
    merged: bool = False
    imported: bool = False
    newest_first: str = ""
    found_as: str = ""
    counted: tuple[str, str] = ("", "")
    beside: tuple[tuple[str, ...], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    pages: tuple[PageSpec, ...] = ()
    repository: str = ""
    writer: str = ""
    service: str = ""

    @property
    def table(self) -> str:
        """Its table."""
        return self.kind.value

    @property
    def heading(self) -> str:
        """What stands above several of them."""
        return self.found_as or self.many

    @property
    def has_list(self) -> bool:
        """Whether there is a list of it."""
        return bool(self.name_field)

    @property
    def words(self) -> tuple[str, str]:
        """What it is called beside a number: one, and more."""
        return self.counted if self.counted[0] else (self.one.lower(), self.many.lower())


_E, _R, _P = EntityKind, RecordKind, PageSpec
_PAGES = "salesdesk.ui.pages"
_BUILT_IN = (
    EntitySpec(
        _E.CONTACT, "Contact", "Contacts", "user", "full_name", "name_key", "", _R.CONTACTS, "full_name", "contacts",
        "contact", trash=True, custom=True, searched=True, merged=True, imported=True, found_as="People",
        counted=("person", "people"), beside=(("company_id", "email", "phone"),),
        parts=(("contact_email", "e-mail addresses"), ("contact_phone", "phone numbers"), ("contact_tag", "tags"),
               ("contact_company", "jobs"), ("contact_value", "own fields"), ("lifecycle_event", "lifecycle moves")),
        pages=(_P("contacts", "Contacts", "users", f"{_PAGES}.contacts.page:ContactsPage"),
               _P("contact", "Contact", "user", f"{_PAGES}.contacts.contact_page:ContactPage", "contacts")),
        repository="salesdesk.store.records.contacts:ContactRepository",
        service="salesdesk.services.contacts:ContactService",
    ),
    EntitySpec(
        _E.COMPANY, "Company", "Companies", "building-2", "name", "name_key", "", _R.COMPANIES, "company", "companies",
        "company", trash=True, custom=True, searched=True, merged=True, imported=True,
        beside=(("city", "domain", "industry"),),
        parts=(("company_tag", "tags"), ("company_value", "own fields")),
        pages=(_P("companies", "Companies", "building-2", f"{_PAGES}.companies.page:CompaniesPage"),
               _P("company", "Company", "building-2", f"{_PAGES}.companies.company_page:CompanyPage", "companies")),
        repository="salesdesk.store.records.companies:CompanyRepository",
        service="salesdesk.services.companies:CompanyService",
    ),
    EntitySpec(
        _E.DEAL, "Deal", "Deals", "columns-3", "title", "title_key", "", _R.DEALS, "deal_title", "deals", "deal",
        trash=True, custom=True, searched=True, imported=True, beside=(("stage_id",), ("company_id",)),
        parts=(("deal_value", "own fields"), ("deal_role", "people with a role"), ("stage_event", "stage moves")),
        pages=(_P("pipeline", "Pipeline", "columns-3", f"{_PAGES}.deals.page:PipelinePage"),
               _P("deals", "Deals", "list", f"{_PAGES}.deals.list_page:DealsPage", "pipeline"),
               _P("deal", "Deal", "columns-3", f"{_PAGES}.deals.deal_page:DealPage", "pipeline"),
               _P("forecast", "Forecast", "calendar-clock", f"{_PAGES}.forecast.page:ForecastPage", "pipeline")),
        repository="salesdesk.store.records.deals:DealRepository",
        service="salesdesk.services.deals:DealService",
    ),
    EntitySpec(
        _E.CAMPAIGN, "Campaign", "Campaigns", "megaphone", "name", "name_key", page="campaigns",
        record_page="campaign", trash=True, searched=True,
        parts=(("campaign_member", "members"),),
        pages=(_P("campaigns", "Campaigns", "megaphone", f"{_PAGES}.campaigns.page:CampaignsPage"),
               _P("campaign", "Campaign", "megaphone", f"{_PAGES}.campaigns.campaign_page:CampaignPage", "campaigns")),
    ),
    EntitySpec(
        _E.CALL_ROUND, "Call round", "Call rounds", "phone-call", "name", "name_key", "", RecordKind.CALL_ROUNDS, "round_name",
        "call_rounds", "call_round", trash=True, searched=True, newest_first="created_at", counted=("round", "rounds"),
        beside=(("origin",),), parts=(("call_round_member", "people of call rounds"),),
        pages=(_P("call_rounds", "Call rounds", "phone-call", f"{_PAGES}.call_rounds.page:CallRoundsPage"),
               _P("call_round", "Call round", "phone-call", f"{_PAGES}.call_rounds.round_page:CallRoundPage", "call_rounds")),
        repository="salesdesk.store.records.call_rounds:CallRoundRepository",
        writer="salesdesk.store.records.call_rounds:CallRoundWriter",
        service="salesdesk.services.call_rounds:CallRoundService",
    ),
    EntitySpec(
        _E.SEQUENCE, "Sequence", "Sequences", "list-checks", "name", "name_key", "", RecordKind.SEQUENCES, "sequence_name",
        "sequences", "sequence", trash=True, searched=True, beside=(("about",),),
        parts=(("sequence_step", "steps of sequences"), ("sequence_run", "starts of sequences")),
        pages=(_P("sequences", "Sequences", "list-checks", f"{_PAGES}.sequences.page:SequencesPage"),
               _P("sequence", "Sequence", "list-checks", f"{_PAGES}.sequences.sequence_page:SequencePage", "sequences")),
        repository="salesdesk.store.records.sequences:SequenceRepository",
        writer="salesdesk.store.records.sequences:SequenceWriter",
        service="salesdesk.services.sequences:SequenceService",
    ),
    EntitySpec(
        _E.MEETING, "Meeting", "Meetings", "presentation", "name", "name_key", "", RecordKind.MEETINGS, "meeting_name",
        "meetings", "meeting", trash=True, searched=True, newest_first="held_on", beside=(("held_on",), ("contact_id", "company_id")),
        parts=(("meeting_note", "notes"), ("meeting_topic", "topics")),
        pages=(_P("meetings", "Meetings", "presentation", f"{_PAGES}.meetings.page:MeetingsPage", "reports"),
               _P("meeting", "Meeting", "presentation", f"{_PAGES}.meetings.meeting_page:MeetingPage", "reports")),
        repository="salesdesk.store.records.meetings:MeetingRepository",
        writer="salesdesk.store.records.meetings:MeetingWriter",
        service="salesdesk.services.meetings.service:MeetingService",
    ),
    EntitySpec(
        _E.ACTIVITY, "Activity", "Activities", "circle-check", "subject", unnamed="kind", records=_R.ACTIVITIES,
        name_field="subject", page="activities", trash=True, searched=True, imported=True, newest_first="created_at", found_as="History",
        beside=(("contact_id", "company_id", "deal_id", "campaign_id"),),
        parts=(("activity_participant", "participants"),),
        pages=(_P("activities", "Activities", "circle-check", f"{_PAGES}.activities.rows_page:ActivityRowsPage", "reports"),),
    ),
)  # fmt: skip
"""In the order in which they are told apart in lists of several kinds, and stand in the bar at the left."""


_IMPORTED_BY_RULES = frozenset({_R.CONTACTS, _R.COMPANIES, _R.DEALS, _R.ACTIVITIES})
"""What rows become people, companies, deals and entries of the timeline is more than their fields: people are told apart by
addresses and numbers, companies come with the people who name them, deals go through stages, and an entry is read out of
whatever columns there are."""


class Entities(Mapping[EntityKind, EntitySpec]):
    """Declarations by kind, in order. It never changes, and is equal to itself alone: what is derived from it can be
    kept beside it."""

    def __init__(self, specs: Iterable[EntitySpec]) -> None:
        self._specs = {spec.kind: spec for spec in specs}
        self._records = {spec.records: spec for spec in self._specs.values() if spec.records is not None}

    def __getitem__(self, kind: EntityKind) -> EntitySpec:
        return self._specs[kind]

    def __iter__(self) -> Iterator[EntityKind]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def of_records(self, records: RecordKind) -> EntitySpec | None:
        """The entity that sheets, lists and exports of this kind are about, None without one."""
        return self._records.get(records)

    @property
    def further(self) -> tuple[EntitySpec, ...]:
        """Those that do not stand in the table of this module."""
        return tuple(spec for spec in self._specs.values() if spec not in _BUILT_IN)

    @property
    def lists(self) -> tuple[RecordKind, ...]:
        """The kinds of record that have a list."""
        return tuple(
            spec.records for spec in self._specs.values() if spec.records is not None and spec.has_list
        )

    @property
    def searched(self) -> tuple[EntityKind, ...]:
        """Those that are found by words."""
        return tuple(kind for kind, spec in self._specs.items() if spec.searched)

    @property
    def sheets(self) -> tuple[RecordKind, ...]:
        """The kinds of record a sheet of a file can be about: those that are imported, and orders and products, which are
        no records of their own."""
        own = (spec.records for spec in self._specs.values() if spec.imported and spec.records is not None)
        return tuple(dict.fromkeys((*own, RecordKind.ORDERS, RecordKind.PRODUCTS)))

    @property
    def plain(self) -> tuple[RecordKind, ...]:
        """The kinds of sheets whose rows become records by their declaration alone, without rules of the import's own."""
        return tuple(kind for kind in self.sheets if kind in self._records and kind not in _IMPORTED_BY_RULES)


class _Current:
    """Whatever is declared when it is asked."""

    def __init__(self, entities: Entities) -> None:
        self.entities = entities


_current = _Current(Entities(_BUILT_IN))


def entities() -> Entities:
    """Everything that is declared now. Ask when it is needed, and keep nothing of it at import."""
    return _current.entities


def declare_entities(specs: Iterable[EntitySpec]) -> None:
    """Declare further entities for as long as the process lives, as a reader of files does with those of the program
    that started it. A kind that is there already is declared anew."""
    added = {spec.kind: spec for spec in specs}
    known = (spec for kind, spec in entities().items() if kind not in added)
    _current.entities = Entities([*known, *added.values()])


@contextmanager
def entities_too(*specs: EntitySpec) -> Iterator[Entities]:
    """``declare_entities`` for a while. Open no file with other declarations than it was made with."""
    before = entities()
    declare_entities(specs)
    try:
        yield entities()
    finally:
        _current.entities = before


def entity_of(records: RecordKind) -> EntitySpec:
    """The entity a list of this kind is of. Raises ``KeyError`` when nothing of it is kept."""
    found = entities().of_records(records)
    if found is None:
        raise KeyError(records)
    return found


def records_of(kind: EntityKind) -> RecordKind | None:
    """What sheets and lists of an entity are called, None when there are none."""
    spec = entities().get(kind)
    return None if spec is None else spec.records
