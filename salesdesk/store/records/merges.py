"""Merging in the database: what records that are the same say field by field, and moving everything to the one that
goes on. Which values it gets is decided elsewhere (``domain.merging``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from peewee import fn

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import FieldSpec, Merge, RecordKind, Use, declared
from salesdesk.domain.money import Money
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Compiled, Query, Slot, Statement, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.campaigns import CampaignMember
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.records.contact_parts import emails_of, phones_of
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.records.custom_fields import CustomFieldRepository
from salesdesk.store.records.deal_roles import DealRoleWriter
from salesdesk.store.records.merged_rounds import move_round_members
from salesdesk.store.records.names import RecordNames
from salesdesk.store.records.opt_outs import OptOutWriter
from salesdesk.store.records.owners import OwnerRepository, SourceRepository
from salesdesk.store.records.parts import rows_of
from salesdesk.store.records.relations import RelationWriter
from salesdesk.store.records.tags import TagRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

CUSTOM_PREFIX = "custom."
"""What the number of a custom field wears as a field of a merge."""

_FUNNEL = ("audience", "sent", "opened", "clicked", "replied", "met")
_BY_RULES = {
    "campaign_member": "of two memberships in one campaign the one that came further counts",
    "contact_company": "people work at a company once, and the primary company of a person goes on",
    "activity_participant": "a person takes part once",
    "call_round_member": "somebody is called once in a round",
    "deal_role": "a person is the same in a deal once",
    "relation": "nobody is related to oneself, and two are related once in one way",
}
"""References to a merged record that do more than follow it, by their table, with the reason; every other one just follows."""


@dataclass(frozen=True, slots=True)
class Mergeable:
    """A record as it is offered for a merge: its name and its values by field (``domain.merging``)."""

    name: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """What the record that goes on becomes: ``sources`` says by field which record gives the value, ``united`` are values
    put together of several."""

    sources: Mapping[str, int]
    united: Mapping[str, object]


class MergeRepository:
    """Reads records that are to be merged, and merges them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def records(self, kind: RecordKind, ids: Sequence[int]) -> list[Mergeable]:
        """The records in the order of ``ids``; one that is gone or in the trash is refused."""
        table = entity_of(kind).table
        found = {row.id: row._asdict() for row in self._database.select(_of_ids(self._database, table), ids)}
        known = [i for i in ids if i in found and found[i]["deleted_at"] is None]
        if missing := [i for i in ids if i not in known]:
            raise DomainError("merges.gone", what=phrase(f"kinds.{table}"), number=missing[0])
        fields = declared().of(kind)
        names = {
            "owner": OwnerRepository(self._database).names(),
            "lead_source": SourceRepository(self._database).names(),
        }
        links = self._links(kind, list(found.values()))
        details = self._details(table, ids)
        values = CustomFieldRepository(self._database).values(table, ids)
        records = []
        for number in ids:
            row = found[number]
            record = {spec.key: _shown(spec, use, row) for spec, use in fields.merged}
            for field, named in (names | links).items():
                if field in fields:
                    record[field] = named.get(row[fields.columns(field)[0]])
            record |= {field: told.get(number, ()) for field, told in details.items()}
            record |= {f"{CUSTOM_PREFIX}{f}": v.text for f, v in values.get(number, {}).items()}
            records.append(Mergeable(row[entity_of(kind).name], record))
        return records

    def _links(
        self, kind: RecordKind, rows: Sequence[Mapping[str, Any]]
    ) -> dict[str, Mapping[int | None, str | None]]:
        """The names of the records that fields refer to, by field."""
        names = RecordNames(self._database)
        found: dict[str, Mapping[int | None, str | None]] = {}
        targets = {link.column: link.target for link in schema.tables()[entity_of(kind).table].references}
        for spec, _ in declared().of(kind).merged:
            (column, *_) = spec.columns(kind)
            target = targets.get(column, "")
            if target in entities():
                numbers = {row[column] for row in rows} - {None}
                found[spec.key] = {number: names.of(EntityKind(target), number) for number in numbers}
        return found

    def counts(self, kind: RecordKind, ids: Sequence[int]) -> tuple[int, int]:
        """How many deals and how many entries of the timeline records have, those in the trash left out."""
        target = entity_of(kind).table
        naming = {link.table for link in schema.links_to(target)}
        deals, activities = (
            int(self._database.single(_linked(self._database, table, target), ids)) if table in naming else 0
            for table in ("deal", "activity")
        )
        return deals, activities

    @writes
    def merge(
        self, uow: UnitOfWork, kind: RecordKind, kept: int, losers: Sequence[int], merged: MergedRecord
    ) -> None:
        """Move all of the losers to the record that goes on, give it its values, put the losers into the trash."""
        table = entity_of(kind).table
        ids = [kept, *losers]
        rows = {row.id: row._asdict() for row in self._database.select(_of_ids(self._database, table), ids)}
        _Move(uow, table, kept, losers).run()
        values: dict[str, Any] = {}
        for spec, _ in declared().of(kind).merged:
            field, columns = spec.key, spec.columns(kind)
            if field in merged.united:
                values[columns[0]] = merged.united[field]
            elif field in merged.sources:
                values |= {column: rows[merged.sources[field]][column] for column in columns}
        del values["updated_at"]
        self._give_custom(uow, table, kept, merged)
        if table == "contact":
            _fill_name_parts(values, list(rows.values()))
            values |= ContactWriter(uow).refresh_primary([kept])[kept]
        uow.update(table, kept, {**values, "updated_at": uow.at})
        uow.update_many(table, {loser: {"deleted_at": uow.at} for loser in losers})
        if table == "contact":
            OptOutWriter(uow).follow([kept])

    def _details(self, table: str, ids: Sequence[int]) -> dict[str, dict[int, tuple[str, ...]]]:
        """What hangs on the records, as it is shown: field -> record -> texts."""
        found: dict[str, dict[int, tuple[str, ...]]] = {}
        if schema.part_between(table, "tag") is not None:
            tags = TagRepository(self._database)
            found["tags"] = {number: tags.of(table, number) for number in ids}
        if table == "company":
            return {"people": self._grouped(_staff, ids), **found}
        if table != "contact":
            return found
        emails, phones = emails_of(self._database, ids), phones_of(self._database, ids)
        return {
            "emails": {number: tuple(e.address for e in entries) for number, entries in emails.items()},
            "phones": {number: tuple(p.number for p in entries) for number, entries in phones.items()},
            "companies": self._grouped(_employers, ids),
            **found,
        }

    def _grouped(self, statement: Statement, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        found: dict[int, list[str]] = {}
        for row in self._database.select(statement, ids=ids):
            found.setdefault(row.owner, []).append(row.text)
        return {number: tuple(texts) for number, texts in found.items()}

    def _give_custom(self, uow: UnitOfWork, table: str, kept: int, merged: MergedRecord) -> None:
        """Custom values that several records have: the chosen one is copied onto that of the one that goes on."""
        chosen = {
            int(field.removeprefix(CUSTOM_PREFIX)): source
            for field, source in merged.sources.items()
            if field.startswith(CUSTOM_PREFIX) and source != kept
        }
        custom = CustomFieldRepository(self._database)
        values = custom.values(table, sorted({kept, *chosen.values()}), sorted(chosen))
        for field, source in chosen.items():
            # what only the source had is not its own any more: it was moved
            if field in values.get(kept, {}) and field in values.get(source, {}):
                custom.set_values(uow, table, field, {kept: values[source][field]})


class _Move:
    """Moves the relations of ``losers`` to ``survivor``, all of one table."""

    def __init__(self, uow: UnitOfWork, table: str, survivor: int, losers: Sequence[int]) -> None:
        self._uow, self._table, self._survivor, self._losers = uow, table, survivor, list(losers)
        self._database = uow.database

    def run(self) -> None:
        parts = schema.parts_of(self._table)
        for part in sorted((part for part in parts if part.part_key), key=_links_records):
            self._move_parts(part)
        for link in _followers(self._table):
            self._move_links(link)
        move_round_members(self._uow, self._table, self._survivor, self._losers)
        if self._table == "contact":
            self._move_memberships()
            self._move_participants()
            RelationWriter(self._uow).move(self._losers, self._survivor)
            DealRoleWriter(self._uow).move(self._losers, self._survivor)
        elif self._table == "company":
            self._move_employees()

    def _move_links(self, reference: schema.Reference) -> None:
        table, column = reference.table, reference.column
        rows = self._database.column(rows_of(self._database, table, column), self._losers)
        self._uow.update_many(table, {row: {column: self._survivor} for row in rows})

    def _move_parts(self, part: schema.Table) -> None:
        """A part the survivor has already stays where it is."""
        assert part.owner is not None
        owner = part.owner.column
        keyed = _keyed(self._database, part)
        there = {tuple(row)[1:] for row in self._database.select(keyed, [self._survivor])}
        place = len(there)
        changes: dict[int, dict[str, Any]] = {}
        for row in self._database.select(keyed, self._losers):
            key = tuple(row)[1:]
            if key in there:
                continue
            there.add(key)
            changes[row.id] = {owner: self._survivor}
            if part.is_ordered:
                changes[row.id]["position"] = place
            elif part.marks_primary:
                changes[row.id]["is_primary"] = not place
            place += 1
        self._uow.update_many(part.name, changes)

    def _move_memberships(self) -> None:
        """Of two memberships in one campaign the one that came further counts."""
        mine = {
            row.campaign_id: (row.id, row.status)
            for row in self._database.select(_memberships, contacts=[self._survivor])
        }
        changes: dict[int, dict[str, Any]] = {}
        for row in self._database.select(_memberships, contacts=self._losers):
            if row.campaign_id not in mine:
                changes[row.id] = {"contact_id": self._survivor}
                mine[row.campaign_id] = (row.id, row.status)
            elif _reached(row.status) > _reached(mine[row.campaign_id][1]):
                known = mine[row.campaign_id][0]
                mine[row.campaign_id] = (known, row.status)
                further = {"status": row.status, "responded_at": row.responded_at}
                changes[known] = {**changes.get(known, {}), **further}
        self._uow.update_many("campaign_member", changes)

    def _move_participants(self) -> None:
        """Where several of the merged ones took part, the one that goes on takes part once."""
        table, link = "activity_participant", "contact_id"
        ids = self._database.column(rows_of(self._database, table, link), [self._survivor, *self._losers])
        taken = self._uow.rows(table, ids, ("activity_id", link))
        theirs = sorted(taken, key=lambda row: (taken[row][link] == self._survivor, -row))
        once = {taken[row]["activity_id"]: row for row in theirs}  # the survivor's own, else the oldest
        self._uow.update_many(table, {row: {link: self._survivor} for row in once.values()})

    def _move_employees(self) -> None:
        """People work at the surviving company once, even if they worked at several of the merged ones."""
        there = {
            row.contact_id: row.id for row in self._database.select(_staff_links, companies=[self._survivor])
        }
        changes: dict[int, dict[str, Any]] = {}
        primary: set[int] = set()
        for row in self._database.select(_staff_links, companies=self._losers):
            if row.contact_id not in there:
                there[row.contact_id] = row.id
                changes[row.id] = {"company_id": self._survivor}
            elif row.is_primary:
                primary.add(row.contact_id)
        self._uow.update_many("contact_company", changes)
        # whoever had a merged company as the primary one has the survivor now
        self._uow.update_many(
            "contact_company", {there[contact]: {"is_primary": True} for contact in sorted(primary)}
        )


def _shown(spec: FieldSpec, use: Use, row: Mapping[str, Any]) -> object:
    """A value as it is compared and offered."""
    value, currency = row[spec.columns(use.kind)[0]], spec.currency(use.kind)
    if use.merge in (Merge.EARLIEST, Merge.LATEST) and value:
        text = str(value)  # a bare day where no time of the day is known
        if len(text) == 10:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    if use.merge is Merge.REFUSAL:
        return True if value else None
    return Money(value, row[currency] or "") if currency and value is not None else value


def _fill_name_parts(values: dict[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """A title or suffix that the chosen spelling lacks comes from another record with the same surname."""
    for part in ("honorific", "suffix"):
        if "last_name" in values and not values.get(part):
            same = (row[part] for row in rows if row[part] and row["last_name"] == values["last_name"])
            values[part] = next(same, None)


def _reached(status: str) -> int:
    return _FUNNEL.index(status) if status in _FUNNEL else len(_FUNNEL)


def _of_ids(database: Database, table: str) -> Compiled:
    """Statement: whole records of the list."""

    def build() -> Query:
        model = model_of(table)
        return model.select().where(one_of(model.id, Slot(0)))

    return database.shaped(("whole", table), build)


def _links_records(part: schema.Table) -> bool:
    """Whether a part names another record besides its owner; it goes on after those that do not."""
    records = {spec.table for spec in entities().values()}
    return any(reference.target in records for reference in part.references if reference != part.owner)


def _followers(table: str) -> list[schema.Reference]:
    """The references to records of a table that just follow a merge: those of records, those of events (parts of which
    no two are ever the same), and last those of records that may be merged themselves."""
    merged = {spec.table for spec in entities().values() if spec.merged}
    events = [part.owner for part in schema.parts_of(table) if part.owner is not None and not part.part_key]
    links = [link for link in schema.links_to(table) if link.table not in _BY_RULES]
    return sorted([*links, *events], key=lambda link: (link.table in merged, link in events))


def _keyed(database: Database, part: schema.Table) -> Compiled:
    """Statement: ids and keys of the parts of some owners, in their order."""
    assert part.owner is not None
    owner = part.owner.column

    def build() -> Query:
        model = model_of(part.name)
        order = (column_of(part.name, "position"), model.id) if part.is_ordered else (model.id,)
        found = model.select(model.id, *(column_of(part.name, key) for key in part.part_key))
        return found.where(one_of(column_of(part.name, owner), Slot(0))).order_by(*order)

    return database.shaped(("keyed", part.name), build)


def _linked(database: Database, table: str, kind: str) -> Compiled:
    """Statement: how many rows outside the trash name one of some contacts or companies."""

    def build() -> Query:
        model = model_of(table)
        named = one_of(column_of(table, f"{kind}_id"), Slot(0))
        return model.select(fn.COUNT(model.id)).where(named, column_of(table, "deleted_at").is_null())

    return database.shaped(("linked", table, kind), build)


@Statement
def _memberships(contacts: Slot) -> Query:
    return CampaignMember.select().where(one_of(CampaignMember.contact, contacts)).order_by(CampaignMember.id)


@Statement
def _staff_links(companies: Slot) -> Query:
    return (
        ContactCompany.select()
        .where(one_of(ContactCompany.company, companies))
        .order_by(ContactCompany.is_primary.desc(), ContactCompany.id)
    )


@Statement
def _employers(ids: Slot) -> Query:
    """Names of the companies contacts work at, those in the trash as well."""
    return (
        ContactCompany.select(ContactCompany.contact.alias("owner"), Company.name.alias("text"))
        .join(Company, on=(Company.id == ContactCompany.company))
        .where(one_of(ContactCompany.contact, ids))
        .order_by(ContactCompany.is_primary.desc(), ContactCompany.id)
    )


@Statement
def _staff(ids: Slot) -> Query:
    """Names of the people of companies, those in the trash as well."""
    return (
        ContactCompany.select(ContactCompany.company.alias("owner"), Contact.full_name.alias("text"))
        .join(Contact, on=(Contact.id == ContactCompany.contact))
        .where(one_of(ContactCompany.company, ids))
        .order_by(Contact.id)
    )
