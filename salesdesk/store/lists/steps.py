"""The next step of a person, a company or a deal: the entry still to be done that is due first."""

from __future__ import annotations

from collections.abc import Callable

from peewee import Select, fn

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import single
from salesdesk.store.lists.kinds import ListKind, is_listed
from salesdesk.store.lists.list_field import ListField, Parts
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.contacts import ContactCompany


def _to_do(entry: Query) -> Query:
    return entry.due_at.is_null(False) & entry.done_at.is_null() & entry.deleted_at.is_null()


def _of(link: str) -> Query:
    """(who, due) of every step that hangs directly on somebody."""
    entry = Activity.alias("n")
    who = getattr(entry, link)
    return entry.select(who.alias("who"), entry.due_at.alias("due")).where(_to_do(entry), who.is_null(False))


def _of_companies() -> Query:
    """Those of its people are a company's, too."""
    entry, employed = Activity.alias("n"), ContactCompany.alias("w")
    theirs = (
        entry.select(employed.company.alias("who"), entry.due_at.alias("due"))
        .join(employed, on=(employed.contact == entry.contact))
        .where(_to_do(entry))
    )
    return _of("company").union(theirs)


def _first(entry: Query, mine: Query) -> Query:
    return single(
        entry.select(entry.due_at).where(_to_do(entry), mine).order_by(entry.due_at, entry.id).limit(1)
    )


_STEPS: dict[RecordKind, tuple[Callable[[], Query], Callable[[Query, Query], Query]]] = {
    RecordKind.CONTACTS: (lambda: _of("contact"), lambda entry, row: entry.contact == row.id),
    RecordKind.COMPANIES: (
        _of_companies,
        lambda entry, row: (
            (entry.company == row.id)
            | entry.contact.in_(
                ContactCompany.select(ContactCompany.contact).where(ContactCompany.company == row.id)
            )
        ),
    ),
    RecordKind.DEALS: (lambda: _of("deal"), lambda entry, row: entry.deal == row.id),
}


def next_step(of: ListKind, kind: RecordKind) -> ListField:
    """The field of a list. It is filtered and sorted by all steps at once, not row by row."""
    steps, mine = _STEPS[kind]
    entry = Activity.alias("n")

    def having(condition: Query) -> Query:
        found = steps().alias("g")
        owners = Select([found], [found.c.who]).group_by(found.c.who)
        return of.row.id.in_(owners.having(condition))

    all_steps = steps().alias("g")
    who, due = all_steps.c.who, all_steps.c.due
    of_rows = Select([all_steps], [who]).join(of.row, on=(of.row.id == who)).where(is_listed(of.row))
    return ListField(
        "next_step_at",
        FieldType.DATETIME,
        _first(entry, mine(entry, of.row)),
        grouped=Parts(fn.MIN(due), having),
        soonest=of_rows.order_by(due, who),
        details=Select([all_steps], [who, due]).order_by(due.desc()),
    )
