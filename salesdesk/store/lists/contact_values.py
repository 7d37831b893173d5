"""Values of people that lie in their parts, as expressions: further addresses and numbers, and the order of companies."""

from __future__ import annotations

from collections.abc import Callable

from peewee import JOIN, Value, fn

from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import joined, single
from salesdesk.store.lists.kinds import ListKind
from salesdesk.store.models.contacts import ContactEmail, ContactPhone

FURTHER = "; "
"""Between the addresses or numbers of a person that stand in one cell."""


def later_emails(of: ListKind, place: int) -> Query:
    """The address of a person at a place after the primary one, 0 the first."""
    address = ContactEmail.alias("e")
    return single(
        address.select(address.address)
        .where((address.contact == of.row.id) & (address.position > 0))
        .order_by(address.position, address.id)
        .limit(1)
        .offset(place)
    )


def further_emails(of: ListKind) -> Query:
    """The addresses of a person that no column of its own shows."""
    address, shown = ContactEmail.alias("e"), ContactEmail.alias("f")
    first = (
        shown.select(shown.id)
        .where((shown.contact == of.row.id) & (shown.position > 0))
        .order_by(shown.position, shown.id)
        .limit(2)
    )
    rest = (address.contact == of.row.id) & (address.position > 0) & address.id.not_in(first)
    return single(address.select(joined(address.address, FURTHER, address.position)).where(rest))


def further_phones(of: ListKind) -> Query:
    """The numbers of a person that no column of its own shows, each with what it is."""
    phone = ContactPhone.alias("h")

    def shown(alias: str, wanted: Callable[[Query], Query], count: int = 1) -> Query:
        own = ContactPhone.alias(alias)
        found = own.select(own.id).where((own.contact == of.row.id) & wanted(own))
        return phone.id.not_in(found.order_by(own.position, own.id).limit(count))

    rest = (
        (phone.contact == of.row.id)
        & shown("h1", is_no_fax)
        & shown("h2", is_labelled("mobile"))
        & shown("h3", is_other, 2)
        & shown("h4", is_labelled("fax"))
    )
    extension = Value(";ext=", converter=False).concat(phone.extension)
    label = Value(" (", converter=False).concat(phone.label).concat(Value(")", converter=False))
    number = phone.number.concat(fn.COALESCE(extension, "")).concat(label)
    return single(phone.select(joined(number, FURTHER, phone.position)).where(rest))


def phone_of(of: ListKind, wanted: Callable[[Query], Query], place: int = 0) -> Query:
    """The number of a person at a place among those wanted, with its extension."""
    phone = ContactPhone.alias("h")
    extension = Value(";ext=", converter=False).concat(phone.extension)
    return single(
        phone.select(phone.number.concat(fn.COALESCE(extension, "")))
        .where((phone.contact == of.row.id) & wanted(phone))
        .order_by(phone.position, phone.id)
        .limit(1)
        .offset(place)
    )


def is_labelled(label: str) -> Callable[[Query], Query]:
    return lambda phone: phone.label == label


def is_no_fax(phone: Query) -> Query:
    return phone.label != "fax"


def is_other(phone: Query) -> Query:
    """Neither a fax nor the number under Phone nor the one under Mobile: there is one of the kind before it."""

    def follows(alias: str, wanted: Callable[[Query], Query]) -> Query:
        earlier = ContactPhone.alias(alias)
        before = (earlier.position < phone.position) | (
            (earlier.position == phone.position) & (earlier.id < phone.id)
        )
        own = (earlier.contact == phone.contact) & wanted(earlier) & before
        return fn.EXISTS(earlier.select(earlier.id).where(own))

    not_mobile = (phone.label != "mobile") | follows("m", is_labelled("mobile"))
    return (phone.position > 0) & is_no_fax(phone) & follows("n", is_no_fax) & not_mobile


def labelled(label: str) -> Query:
    phone = ContactPhone.alias("h")
    return (
        phone.select(phone.contact, phone.number)
        .where(phone.label == label)
        .order_by(phone.position.desc(), phone.id.desc())
    )


def by_company(of: ListKind) -> Query:
    """The name order of the people of a company need not be known to sort by company: walk the companies by name and
    take each one's people from its index. One million contacts would otherwise mean as many look-ups."""
    company = of.linked("company")
    return (
        company.select(of.row.id)
        .join(of.row, JOIN.CROSS)
        .where((of.row.company == company.id) & company.deleted_at.is_null() & of.row.deleted_at.is_null())
    )
