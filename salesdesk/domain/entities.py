"""Every kind of record there is, declared once.

Its parts, owner and links stand in the models' own ``Meta`` and foreign keys, its fields in ``domain.fields``; what is said
here is the rest: what it is called and by what, where it is shown, and what can be done with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind


@dataclass(frozen=True, slots=True)
class EntitySpec:
    """One kind of record; its ``kind`` is the name of its table.

    ``one`` and ``many`` are English source texts of what it is called, ``icon`` its picture. ``name`` is the column it is
    called by, ``key`` the same folded. ``records`` is what sheets, lists and exports about it are called and
    ``name_field`` the field with its name there, None and "" without any. ``page`` shows the list, ``record_page`` one
    record. ``trash``: it is put into the trash when deleted; ``custom``: a person can give it fields of their own;
    ``searched``: it is found by words; ``merged``: two can be made one; ``imported``: rows of a file become one. ``found_as`` is what
    several of them are called where they were searched, if not ``many``.
    """

    kind: EntityKind
    one: str
    many: str
    icon: str
    name: str
    key: str = ""
    records: RecordKind | None = None
    name_field: str = ""
    page: str = ""
    record_page: str = ""
    trash: bool = False
    custom: bool = False
    searched: bool = False
    merged: bool = False
    imported: bool = False
    found_as: str = ""

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


_E, _R = EntityKind, RecordKind
_BUILT_IN = (
    EntitySpec(
        _E.CONTACT, "Contact", "Contacts", "user", "full_name", "name_key", _R.CONTACTS, "full_name", "contacts",
        "contact", trash=True, custom=True, searched=True, merged=True, imported=True, found_as="People",
    ),
    EntitySpec(
        _E.COMPANY, "Company", "Companies", "building-2", "name", "name_key", _R.COMPANIES, "company", "companies",
        "company", trash=True, custom=True, searched=True, merged=True, imported=True,
    ),
    EntitySpec(
        _E.DEAL, "Deal", "Deals", "columns-3", "title", "title_key", _R.DEALS, "deal_title", "deals", "pipeline",
        trash=True, custom=True, searched=True, imported=True,
    ),
    EntitySpec(
        _E.CAMPAIGN, "Campaign", "Campaigns", "megaphone", "name", "name_key", page="campaigns",
        record_page="campaign", trash=True,
    ),
    EntitySpec(
        _E.ACTIVITY, "Activity", "Activities", "circle-check", "subject", records=_R.ACTIVITIES, name_field="subject",
        page="activities", trash=True, imported=True,
    ),
)  # fmt: skip
"""In the order in which they are told apart in lists of several kinds."""


class Entities(Mapping[EntityKind, EntitySpec]):
    """Declarations by kind, in order."""

    def __init__(self, specs: tuple[EntitySpec, ...]) -> None:
        self._specs = {spec.kind: spec for spec in specs}
        self._records = {spec.records: spec for spec in specs if spec.records is not None}

    def __getitem__(self, kind: EntityKind) -> EntitySpec:
        return self._specs[kind]

    def __iter__(self) -> Iterator[EntityKind]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)

    def of_records(self, records: RecordKind) -> EntitySpec | None:
        """The entity that sheets, lists and exports of this kind are about, None without one."""
        return self._records.get(records)


_ENTITIES = Entities(_BUILT_IN)


def entities() -> Entities:
    """Everything that is declared."""
    return _ENTITIES


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
