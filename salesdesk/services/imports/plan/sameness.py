"""Rows that say of a person nothing but what is known already: the same list imported again, or a newer one."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.matching.exact import MatchKey
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.imports.matches import shown_name
from salesdesk.services.imports.plan.basis import ImportBasis
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.services.imports.plan.entries import read_entry
from salesdesk.services.imports.plan.people import Found, People, PersonKeys


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


def same_person(basis: ImportBasis, drafts: SheetDrafts, keys: PersonKeys, row: int) -> int:
    """The contact that a row about a deal or an entry names by the name alone, where a contact of that name has this very
    deal or entry: a newer list of the same deals shall not double their people. 0 without one."""
    name = keys.names[row]
    if not name or keys.emails[row] or keys.phones[row] or keys.companies[row]:
        return 0
    known = [ref for ref, _ in basis.contact_keys.names.get(name, ())]
    if not known:
        return 0
    if drafts.kind is RecordKind.DEALS:
        title = drafts.value(row, "deal_title")
        people = {person for _, _, person in basis.deals_by_title.get(fold_key(title or ""), ())}
        return next((ref for ref in known if ref in people), 0)
    if drafts.kind is RecordKind.ACTIVITIES:
        entry = read_entry(drafts, row, "")
        said = (entry.kind.value, entry.subject, entry.at or entry.due or "")
        return next((ref for ref in known if (*said, ref, 0) in basis.activities_like), 0)
    return 0


def several_called(basis: ImportBasis, people: People, drafts: SheetDrafts, row: int) -> Phrase | None:
    """Why it cannot be told whom a row about a deal, an order or an entry means: it gives no more than a name, and several
    people have it. None where it can, or where the row makes a person whom nobody is called like."""
    count = people.how_many(drafts, row)
    if count < 2 or same_person(basis, drafts, drafts.keys, row):
        return None
    return phrase("problems.several_called", text=shown_name(drafts, row), count=count)
