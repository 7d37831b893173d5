"""What the writer of contacts asks of them while it writes."""

from __future__ import annotations

from peewee import Value

from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany


@Statement
def links_of_new(first: Slot, end: Slot) -> Query:
    """What new contacts do where they work."""
    return (
        # truth as it is stored: a bare True has no type for a server before it meets a column
        Contact.select(Contact.id, Contact.company, Contact.job_title, Value(1))
        .where(Contact.company.is_null(False), Contact.id >= first, Contact.id < end)
        .order_by(Contact.id)
    )


@Statement
def stages_of_new(actor: Slot, first: Slot, end: Slot) -> Query:
    """The stage new contacts begin in."""
    return (
        Contact.select(Contact.id, Value(None), Contact.lifecycle_stage, Contact.created_at, actor)
        .where(Contact.id >= first, Contact.id < end)
        .order_by(Contact.id)
    )


@Statement
def present_stages(contacts: Slot) -> Query:
    """The stages contacts are in."""
    return Contact.select(Contact.id, Contact.lifecycle_stage).where(one_of(Contact.id, contacts))


@Statement
def shown_links(contacts: Slot) -> Query:
    """The employments a person sees: those at companies that are not in the trash."""
    return (
        ContactCompany.select(ContactCompany.id)
        .join(Company, on=(Company.id == ContactCompany.company))
        .where(one_of(ContactCompany.contact, contacts), Company.deleted_at.is_null())
    )


@Statement
def hidden_primary(contacts: Slot) -> Query:
    """Primary links to companies in the trash."""
    return (
        ContactCompany.select(ContactCompany.id, ContactCompany.contact, ContactCompany.company)
        .join(Company, on=(Company.id == ContactCompany.company))
        .where(
            one_of(ContactCompany.contact, contacts),
            ContactCompany.is_primary == True,  # noqa: E712
            Company.deleted_at.is_null(False),
        )
    )


@Statement
def employers(contacts: Slot) -> Query:
    """Where contacts work, the primary company first."""
    return (
        ContactCompany.select(ContactCompany.contact, ContactCompany.company)
        .where(one_of(ContactCompany.contact, contacts))
        .order_by(ContactCompany.contact, ContactCompany.is_primary.desc(), ContactCompany.id)
    )
