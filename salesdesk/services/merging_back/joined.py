"""Added rows that are records which are here already: what is empty there is filled in, and what is not is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.merging_back import NewRow, NewRowState, RowPlace
from salesdesk.domain.sheets import Problem
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.merging_back.cells import GROUPS
from salesdesk.services.merging_back.known import KnownExport
from salesdesk.services.shown_cells import cell_said

_ADDED_TO = frozenset({"company", "notes", *(key for group in GROUPS for key in group)})
"""Fields of which a record takes another value beside its own."""


def kept_values(rows: Iterable[NewRow], exports: Mapping[RowPlace, KnownExport]) -> Iterator[Problem]:
    """What rows say that their records do not take, for they have something else there."""
    for row in rows:
        if row.state is not NewRowState.JOINED or row.into is None:
            continue
        export = exports[row.place]
        now = export.now([row.into], list(row.values)).get(row.into)
        for key, text in row.values.items():
            reader, ours = export.readers[key], None if now is None else now[key]
            if ours in (None, "", False) or key in _ADDED_TO or reader.type is FieldType.TAGS:
                continue
            if not _says(export, key, text, ours):
                shown = cell_said(reader.shown(ours))
                code = "noted_already" if row.kind is RecordKind.CONTACTS else "there_already"
                told = phrase(f"merging_back.{code}", name=row.into_name, ours=shown, theirs=text)
                yield Problem(row.sheet, row.row, reader.column.title, text, told, "warning")


def _says(export: KnownExport, key: str, text: str, ours: Any) -> bool:
    """Whether a text says what a record has."""
    reader = export.readers[key]
    if reader.same(text, ours):
        return True
    try:
        return reader.equal(reader.read(text, ours), ours)
    except InputError:
        return False
