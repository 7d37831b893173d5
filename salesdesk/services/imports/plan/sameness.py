"""Rows that say of a person nothing but what a contact already says: the same list imported again."""

from __future__ import annotations

from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.matching.exact import MatchKey
from salesdesk.services.imports.plan.basis import ImportBasis
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.services.imports.plan.people import Found, PersonKeys


def same_contact(basis: ImportBasis, drafts: SheetDrafts, keys: PersonKeys, row: int) -> Found | None:
    """The contact of the row's name, where neither has anything that tells people apart and all the row says is
    there. A name alone is no key: two people may share it."""
    name = keys.names[row]
    if not name or keys.emails[row] or keys.phones[row] or keys.companies[row] or keys.external[row]:
        return None
    people = declared().of(RecordKind.CONTACTS)
    said = [(field, column) for field, column, _ in people.imports if field in people.telling]
    for ref, company in basis.contact_keys.names.get(name, ()):
        known = basis.contacts.get(ref)
        if known is None or company or known.emails or known.phones:
            continue
        if all(drafts.value(row, field) in (None, known.values.get(column)) for field, column in said):
            return Found(ref, MatchKey.NAME)
    return None
