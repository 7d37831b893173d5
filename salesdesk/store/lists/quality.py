"""What tells how well people are kept and answered, as expressions: how long they waited for a first answer, and what of
theirs cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_

from peewee import Value, fn

from salesdesk.domain.fields import FieldType
from salesdesk.domain.lead_response import NOT_MADE, NOT_OUTGOING
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import days_between, single
from salesdesk.store.lists.kinds import ListKind
from salesdesk.store.lists.list_field import ListField, Parts
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.contacts import Contact, ContactEmail, ContactPhone


def _exactly(value: object) -> Query:
    return Value(value, converter=False)


_HAIR = 0.00001
"""Hours by which a wait is taken for shorter: the days of an engine are fractions, and an hour is not always one."""


def is_answer(entry: Query) -> Query:
    """Whether an entry that took place went out to somebody, see ``domain.lead_response``."""
    outcome = fn.COALESCE(entry.outcome, _exactly(""))
    return entry.deleted_at.is_null() & _is_none(entry.kind, NOT_OUTGOING) & _is_none(outcome, NOT_MADE)


def _is_none(column: Query, values: Sequence[str]) -> Query:
    """A column says none of a few values. Compared one after the other: SQLite makes a table of a list of them, and looking
    there takes longer."""
    return reduce(and_, (column != _exactly(value) for value in values))


def happened(entry: Query) -> Query:
    """When an entry took place; NULL of what is still to do."""
    return fn.COALESCE(entry.at, entry.done_at)


def waited_hours(created_at: Query, answered_at: Query) -> Query:
    """The hours between; below 0 where somebody was answered before they were written down."""
    return days_between(created_at, answered_at) * _exactly(24.0) - _exactly(_HAIR)


def response_hours(row: Query) -> Query:
    """The hours from the moment somebody was added until something went out to them, NULL where nothing did."""
    answer = Activity.alias("answer")
    first = answer.select(fn.MIN(happened(answer))).where(answer.contact == row.id, is_answer(answer))
    return waited_hours(row.created_at, single(first))


def response_field(of: ListKind) -> ListField:
    """How long somebody waited."""
    return ListField("response_hours", FieldType.NUMBER, response_hours(of.row))


def unreadable_phones(of: ListKind) -> ListField:
    """How many numbers somebody has that are kept as they were typed, because no numbering plan knows them."""
    phone = ContactPhone.alias("h")
    unread = fn.SUBSTR(phone.number, _exactly(1), _exactly(1)) != _exactly("+")
    return _counted(of, "bad_phones", phone, unread)


def shared_emails(of: ListKind) -> ListField:
    """How many addresses somebody has that another person has, too."""
    address, other, again, gone = (
        ContactEmail.alias("e"),
        ContactEmail.alias("o"),
        ContactEmail.alias("a"),
        Contact.alias("z"),
    )
    # the index alone tells which addresses there are several times; few are, and only these are looked at closely
    twice = (
        again.select(again.address_key).group_by(again.address_key).having(fn.COUNT(again.id) > _exactly(1))
    )
    trash = gone.select(gone.id).where(gone.deleted_at.is_null(False))
    several = (
        other.select(other.address_key)
        .where(other.address_key.in_(twice), other.contact.not_in(trash))
        .group_by(other.address_key)
        .having(fn.MIN(other.contact) < fn.MAX(other.contact))
    )
    # what one row shows looks up its own addresses only: a screen must not wait for those of everybody
    owner, away = ContactEmail.alias("w"), Contact.alias("y")
    in_trash = fn.EXISTS(away.select(away.id).where(away.id == owner.contact, away.deleted_at.is_null(False)))
    here = owner.select(fn.MIN(owner.contact) < fn.MAX(owner.contact)).where(
        owner.address_key == address.address_key, ~in_trash
    )
    return _counted(of, "shared_emails", address, address.address_key.in_(several), single(here))


def _counted(of: ListKind, key: str, part: Query, wanted: Query, by_itself: Query | None = None) -> ListField:
    """How many parts of a row are ``wanted``; found for all rows at once. ``by_itself`` says the same of one part."""
    mine = part.select(fn.COUNT(part.id)).where(
        (part.contact == of.row.id) & (wanted if by_itself is None else by_itself)
    )
    found = Parts(fn.COUNT(part.id), _owners(of, part, wanted), absent=0)
    return ListField(key, FieldType.INTEGER, single(mine), grouped=found)


def _owners(of: ListKind, part: Query, wanted: Query) -> Callable[[Query], Query]:
    owners = part.select(part.contact).where(wanted).group_by(part.contact)
    return lambda condition: of.row.id.in_(owners.having(condition))
