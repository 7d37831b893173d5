"""Who is to be spoken to again, and the rules of tags and views that say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.keep_in_touch import Touch, TouchDue, TouchOf, TouchRule, touch_of
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.contacts import Contact, ContactTag
from salesdesk.store.models.lists import SavedView, Tag
from salesdesk.store.records.contacts import ContactRepository
from salesdesk.store.records.saved_views import SavedViewRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


@Statement
def _tags_kept_up() -> Query:
    t = Tag
    return t.select(t.id, t.name, t.touch_weeks).where(t.touch_weeks.is_null(False)).order_by(t.name_key)


@Statement
def _views_kept_up() -> Query:
    v = SavedView
    kept = v.select(v.id, v.name, v.touch_weeks)
    return kept.where(v.kind == RecordKind.CONTACTS.value, v.touch_weeks.is_null(False)).order_by(v.position)


@Statement
def _tags_of(contact: Slot) -> Query:
    return ContactTag.select(ContactTag.tag).where(ContactTag.contact == contact)


@Statement
def _own_weeks(contact: Slot) -> Query:
    return Contact.select(Contact.touch_weeks).where(Contact.id == contact)


@Statement
def _next_steps(contacts: Slot) -> Query:
    a = Activity
    first = fn.MIN(a.due_at).alias("due_at")
    return (
        a.select(a.contact, first)
        .where(
            one_of(a.contact, contacts), a.due_at.is_null(False), a.done_at.is_null(), a.deleted_at.is_null()
        )
        .group_by(a.contact)
    )


class KeepInTouchRepository:
    """Reads and writes how often people are spoken to."""

    def __init__(self, database: Database, contacts: ContactRepository, views: SavedViewRepository) -> None:
        self._database, self._contacts, self._views = database, contacts, views

    def rules(self) -> list[TouchRule]:
        """The rules of tags, then those of views."""
        tags = self._database.select(_tags_kept_up)
        views = self._database.select(_views_kept_up)
        return [
            *(TouchRule(TouchOf.TAG, row.id, row.name, row.touch_weeks) for row in tags),
            *(TouchRule(TouchOf.VIEW, row.id, row.name, row.touch_weeks) for row in views),
        ]

    def of_contact(self, contact: int) -> Touch:
        """How one person is kept in touch with."""
        own = self._database.first(_own_weeks, contact=contact)
        if own is None:
            return Touch(None)
        rules = self.rules()
        if own.touch_weeks is None and not rules:
            return Touch(None)
        row = self._contacts.page([contact], ["touch_due"]).get(contact)
        due = None if row is None else row["touch_due"]
        if own.touch_weeks is not None:
            return touch_of(own.touch_weeks, [], due)
        tags = set(self._database.column(_tags_of, contact=contact))
        theirs = [rule for rule in rules if self._is_about(rule, contact, tags)]
        return touch_of(None, theirs, due)

    def due(self, today: str, most: int) -> tuple[list[TouchDue], int]:
        """Those who are to be spoken to again by a day, who waited longest first, at most so many, and how many there are.
        With the last of them something is planned."""
        ids = self._contacts.ids(due_filter(today), Sort("touch_due"))
        shown = ids[:most].tolist()
        rows = self._contacts.page(shown, ["full_name", "company", "touch_due", "last_contacted_at"])
        steps = {row.contact_id: row.due_at for row in self._database.select(_next_steps, contacts=shown)}
        found = [
            TouchDue(
                number,
                str(rows[number]["full_name"]),
                str(rows[number]["company"] or ""),
                str(rows[number]["touch_due"]),
                rows[number]["last_contacted_at"],
                steps.get(number),
            )
            for number in shown
        ]
        return sorted(found, key=lambda one: one.next_step is not None), len(ids)

    @writes
    def set_rule(self, uow: UnitOfWork, of: TouchOf, number: int, weeks: int | None) -> None:
        """Say how often those with a tag, or in a view, are spoken to; None takes the rule back."""
        uow.update(of.value, number, {"touch_weeks": weeks})

    @writes
    def set_weeks(self, uow: UnitOfWork, contacts: Sequence[int], weeks: int | None) -> None:
        """Say of people how often they are spoken to; None takes it back."""
        values = {"touch_weeks": weeks, "updated_at": uow.at}
        uow.update_many("contact", dict.fromkeys(contacts, values))

    def _is_about(self, rule: TouchRule, contact: int, tags: set[int]) -> bool:
        if rule.of is TouchOf.TAG:
            return rule.id in tags
        only = Condition("id", Op.IS, (str(contact),))
        view = self._views.get(rule.id).filter
        return self._contacts.count(Filter((*view.parts, only), text=view.text)) > 0


def due_filter(today: str) -> Filter:
    """The people who are to be spoken to again by a day."""
    return Filter((Condition("touch_due", Op.AT_MOST, (today,)),))
