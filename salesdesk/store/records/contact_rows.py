"""The rows of new contacts, put together for very many of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.contacts import FAX, NewContacts, NewPhone, primary_place
from salesdesk.domain.fields import FIELD, FieldType, RecordKind
from salesdesk.domain.fields.stored import stored, stored_in

_COLUMNS = (
    *("full_name", "name_key", "company_id", "email", "phone", "lifecycle_stage", "owner_id", "source_id"),
    *("do_not_email", "do_not_call", "import_batch_id", "created_at", "updated_at"),
)
"""Columns every new contact gets; those of its fields follow."""


def new_columns(new: NewContacts) -> tuple[str, ...]:
    """The columns that new contacts get."""
    return (*_COLUMNS, *stored_in(RecordKind.CONTACTS, new.fields))


def new_rows(new: NewContacts, at: str) -> Iterator[tuple[Any, ...]]:
    """The values of ``new_columns`` for each of some new contacts; what they have no moment for happens ``at``."""
    imported = new.imported
    with_amounts = any(FIELD[key].type is FieldType.MONEY for key in new.fields)
    for (
        name,
        key,
        company,
        mine,
        calls,
        stage,
        owner,
        source,
        no_mail,
        no_call,
        born,
        touched,
        values,
    ) in zip(
        new.names,
        new.name_keys or repeat(""),
        new.companies,
        new.emails,
        new.phones,
        new.stages,
        new.owners,
        new.sources,
        new.do_not_email,
        new.do_not_call,
        new.created,
        new.touched or repeat(at),
        new.values,
        strict=False,  # ``repeat`` has no end
    ):
        email = mine[0][0] if mine else None
        phone = _called_by(calls) if calls else None
        called = name or email or phone or (calls[0][0] if calls else "")
        yield (
            called,
            key or fold_key(called),
            company,
            email,
            phone,
            stage,
            owner,
            source,
            no_mail,
            no_call,
            imported,
            born or at,
            touched,
            *(_apart(new.fields, values) if with_amounts else values),
        )


def _apart(fields: Sequence[str], values: Sequence[Any]) -> Iterable[Any]:
    """The values of new contacts with amounts and their currencies apart."""
    for field, value in zip(fields, values, strict=True):
        yield from stored(RecordKind.CONTACTS, field, value)


def _called_by(calls: Sequence[NewPhone]) -> str | None:
    """The primary one of new numbers."""
    if calls[0][3] != FAX:  # nearly always
        return calls[0][0]
    place = primary_place(label for _, _, _, label in calls)
    return None if place is None else calls[place][0]
