"""What an entry is about that is begun at a record, or at another entry."""

from __future__ import annotations

from salesdesk.domain.activities import Activity
from salesdesk.domain.changes import EntityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context


def subject_of(kind: EntityKind, number: int | None) -> Subject | None:
    """A person, company or deal; None for other records, which entries are not about, and without one."""
    if number is None:
        return None
    if kind is EntityKind.CONTACT:
        return Subject(contact_id=number)
    if kind is EntityKind.COMPANY:
        return Subject(company_id=number)
    return Subject(deal_id=number) if kind is EntityKind.DEAL else None


def subject_of_entry(entry: Activity) -> Subject:
    """Whom and what the other entry is about."""
    return Subject(contact_id=entry.contact_id, company_id=entry.company_id, deal_id=entry.deal_id)


def called(context: Context, about: Subject) -> str:
    """What the record of an entry is called: the person, else the company, else the deal; "" without one."""
    for kind, number in (
        (EntityKind.CONTACT, about.contact_id),
        (EntityKind.COMPANY, about.company_id),
        (EntityKind.DEAL, about.deal_id),
    ):
        if number is not None:
            return context.store.names.of(kind, number) or ""
    return ""
