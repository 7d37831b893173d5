"""Whom a typed name means."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.contacts import split_name
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.errors import InputError
from salesdesk.store.records.owners import NamedItem
from salesdesk.store.store import Store


def called(store: Store, kind: RecordKind, field: str, name: str) -> tuple[int | None, int]:
    """The record of a name, of several the one that is written just so; None where there is none or it cannot be told,
    with how many there are."""
    reader = store.list_of(kind)
    numbers = reader.ids(Filter((Condition(field, Op.IS, (name,)),)))
    if not len(numbers) and kind is RecordKind.CONTACTS:  # people are called without their title
        name = split_name(name)[0]
        numbers = reader.ids(Filter((Condition(field, Op.IS, (name,)),)))
    if len(numbers) > 1:
        shown = reader.page(list(numbers), [field])
        same = [number for number, row in shown.items() if fold_key(str(row[field])) == fold_key(name)]
        return (same[0] if len(same) == 1 else None), len(numbers)
    return (int(numbers[0]) if len(numbers) else None), len(numbers)


def owner_called(store: Store, name: str) -> NamedItem:
    """The owner of a name, however it is capitalised. Raises ``InputError`` with those that there are."""
    number, known = store.owners.find(name), store.owners.all()
    for owner in known:
        if owner.id == number:
            return owner
    names = tuple(owner.name for owner in known)
    code = "activities.no_owner" if names else "activities.no_owners"
    raise InputError(code, field="owner", name=name, known=names)
