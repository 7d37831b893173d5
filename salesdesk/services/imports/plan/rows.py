"""Rows that add to an earlier row of the same person: joined before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.imports import RowRef
from salesdesk.domain.opt_outs import WAYS
from salesdesk.services.imports.plan.drafts import EMAIL_FIELDS, PHONE_FIELDS, Row, SheetDrafts, phone_digits

_JOINED = frozenset({*EMAIL_FIELDS, *PHONE_FIELDS, "tags"})


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """The first row with its blanks filled, and the details its columns have no room for: (field, value)."""

    row: Row
    emails: tuple[tuple[str, str], ...]
    phones: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]


def joined(sheets: Mapping[int, SheetDrafts], first: RowRef, others: Sequence[RowRef]) -> JoinedRow:
    """The first row with what the others add: blanks filled in their order, further e-mails, phones and tags."""
    own = sheets[first[0]]
    values = list(own.rows[first[1]])
    emails = {v.lower() for f in EMAIL_FIELDS if (v := own.value(first[1], f))}
    phones = {phone_digits(v) for f in PHONE_FIELDS if (v := own.value(first[1], f))}
    tags = {tag.casefold() for tag in own.value(first[1], "tags") or ()}
    more_emails: list[tuple[str, str]] = []
    more_phones: list[tuple[str, str]] = []
    more_tags: list[str] = []
    for place, number in others:
        sheet = sheets[place]
        for field in sheet.fields:
            value = sheet.value(number, field)
            if value is None:
                continue
            if field in EMAIL_FIELDS:
                if value.lower() not in emails:
                    emails.add(value.lower())
                    more_emails.append((field, value))
            elif field in PHONE_FIELDS:
                if phone_digits(value) not in phones:
                    phones.add(phone_digits(value))
                    more_phones.append((field, value))
            elif field == "tags":
                new = [tag for tag in value if tag.casefold() not in tags]
                tags.update(tag.casefold() for tag in new)
                more_tags += new
            elif (position := own.fields.get(field)) is not None and (
                values[position] is None or (field in WAYS and value)  # a refusal in any of the rows holds
            ):
                values[position] = value
        if place == first[0]:
            for column in own.custom:
                if values[column.position] is None:
                    values[column.position] = sheet.rows[number][column.position]
    return JoinedRow(tuple(values), tuple(more_emails), tuple(more_phones), tuple(more_tags))
