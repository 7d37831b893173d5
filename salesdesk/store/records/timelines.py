"""What happened with a record: activities, stage moves of deals, lifecycle and field changes, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from salesdesk.domain.activities import Activity, TimelineEntry, TimelineKind
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import records_of
from salesdesk.domain.field_changes import changes_of_row
from salesdesk.domain.fields import declared
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.journal.told import phrase_of
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.contacts import LifecycleEvent
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry
from salesdesk.store.models.pipelines import Stage
from salesdesk.store.records.activities import ActivityRepository
from salesdesk.store.records.settings import SettingRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def _moves(limit: Slot) -> Query:
    """Moves of deals; ``before`` is None where the deal was made."""
    e, former, later = StageEvent, Stage.alias(), Stage.alias()
    return (
        e.select(e.at, Deal.title, former.name.alias("before"), later.name.alias("after"))
        .join(Deal, on=e.deal == Deal.id)
        .left_outer_join(former, on=e.from_stage == former.id)
        .join(later, on=e.to_stage == later.id)
        .order_by(e.at.desc())
        .limit(limit)
    )


@Statement
def _moves_of_contact(record: Slot, limit: Slot) -> Query:
    return _moves(limit).where(Deal.contact == record)


@Statement
def _moves_of_company(record: Slot, limit: Slot) -> Query:
    return _moves(limit).where(Deal.company == record)


@Statement
def _moves_of_deal(record: Slot, limit: Slot) -> Query:
    return _moves(limit).where(Deal.id == record)


@Statement
def _lifecycle(contact: Slot, limit: Slot) -> Query:
    e = LifecycleEvent
    return (
        e.select(e.at, e.from_stage, e.to_stage)
        .where(e.contact == contact)
        .order_by(e.at.desc())
        .limit(limit)
    )


@Statement
def _changes(table: Slot, record: Slot, limit: Slot) -> Query:
    e, b = ChangeEntry, ChangeBatch
    return (
        e.select(b.id, b.at, b.text, b.told, e.before, e.after)
        .join(b, on=e.batch == b.id)
        .where(e.table == table, e.row == record, e.before.is_null(False), e.after.is_null(False))
        .order_by(e.id.desc())
        .limit(limit)
    )


def _currency_column(kind: EntityKind) -> str | None:
    """The column of the currency of a record's amounts, None where it has none."""
    records = records_of(kind)
    amounts = () if records is None else declared().of(records).all
    found = [spec.currency(use.kind) for spec, use in amounts if spec.currency(use.kind)]
    return _CURRENCY if _CURRENCY in found else next(iter(found), None)


_CURRENCY = "currency"


def _currency_of(kind: EntityKind, column: str) -> Query:
    """Statement: the currency beside the amounts of a record."""
    model = model_of(kind.value)
    return model.select(column_of(kind.value, column)).where(model.id == Slot(0))


class TimelineRepository:
    """Reads timelines. Entries carry codes and values; whoever shows them words them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._activities = ActivityRepository(database)

    def of_contact(self, contact_id: int, limit: int = 100) -> list[TimelineEntry]:
        """What happened with a person."""
        return _merged(
            limit,
            _happened(self._activities.of_contact(contact_id, limit)),
            self._stage_moves(_moves_of_contact, contact_id, limit),
            self._lifecycle(contact_id, limit),
            self._field_changes(EntityKind.CONTACT, contact_id, limit),
        )

    def of_company(self, company_id: int, limit: int = 100) -> list[TimelineEntry]:
        """What happened with a company and its people."""
        return _merged(
            limit,
            _happened(self._activities.of_company(company_id, limit)),
            self._stage_moves(_moves_of_company, company_id, limit),
            self._field_changes(EntityKind.COMPANY, company_id, limit),
        )

    def of_deal(self, deal_id: int, limit: int = 100) -> list[TimelineEntry]:
        """What happened with a deal."""
        return _merged(
            limit,
            _happened(self._activities.of_deal(deal_id, limit)),
            self._stage_moves(_moves_of_deal, deal_id, limit),
            self._field_changes(EntityKind.DEAL, deal_id, limit),
        )

    def of_record(self, kind: EntityKind, record: int, limit: int = 100) -> list[TimelineEntry]:
        """What became different of a record of any kind."""
        return _merged(limit, self._field_changes(kind, record, limit))

    def _stage_moves(self, statement: Statement, record: int, limit: int) -> Iterator[TimelineEntry]:
        for row in self._database.select(statement, record=record, limit=limit):
            yield TimelineEntry(TimelineKind.STAGE, row.at, row.title, before=row.before, after=row.after)

    def _lifecycle(self, contact_id: int, limit: int) -> Iterator[TimelineEntry]:
        for row in self._database.select(_lifecycle, contact=contact_id, limit=limit):
            yield TimelineEntry(TimelineKind.LIFECYCLE, row.at, before=row.from_stage, after=row.to_stage)

    def _field_changes(self, kind: EntityKind, record: int, limit: int) -> Iterator[TimelineEntry]:
        """Field changes of the record's own row, a batch as one entry, newest first. An amount has the currency
        that stood beside it then: the present one, followed back through the changes."""
        beside = _currency_column(kind)
        currency = None
        if beside is not None:
            statement = self._database.shaped(
                ("currency of", kind, beside), partial(_currency_of, kind, beside)
            )
            currency = self._database.single(statement, record)
        default = SettingRepository(self._database).currency
        for row in self._database.select(_changes, table=kind.value, record=record, limit=limit):
            old, new = json.loads(row.before), json.loads(row.after)
            former = currency if beside is None else old.get(beside, currency)
            changes = changes_of_row(kind, old, new, (former or default, currency or default))
            currency = former
            if changes:
                told = phrase_of(row.text, row.told)
                yield TimelineEntry(TimelineKind.CHANGE, row.at, told=told, changes=changes, batch=row.id)


def _happened(activities: list[Activity]) -> Iterator[TimelineEntry]:
    for activity in activities:
        yield TimelineEntry(TimelineKind.ACTIVITY, activity.moment, activity=activity)


def _merged(limit: int, *sources: Iterator[TimelineEntry]) -> list[TimelineEntry]:
    entries = [entry for source in sources for entry in source]
    return sorted(entries, key=lambda entry: entry.moment, reverse=True)[:limit]
