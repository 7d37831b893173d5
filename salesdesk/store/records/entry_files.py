"""How many files the entries of a timeline have: a list of them needs no more of what keeps files."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import number_of_rows
from salesdesk.store.models.attachments import Attachment as AttachmentRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@Statement
def _counts(entries: Slot) -> Query:
    a = AttachmentRow
    return a.select(a.activity, number_of_rows()).where(one_of(a.activity, entries)).group_by(a.activity)


def files_of_entries(database: Database, entries: Collection[int]) -> dict[int, int]:
    """How many files entries of the timeline have; those without any are left out."""
    return dict(database.pairs(_counts, entries=list(entries)))
