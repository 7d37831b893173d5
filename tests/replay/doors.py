"""The program as the scenarios see it: every name they need of it, so that one that moves is followed here alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.campaigns import AddedMembers, CampaignStatus, Channel, MemberStatus
from salesdesk.domain.changes import UndoResult
from salesdesk.domain.contacts import EmailEntry, PhoneEntry
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Sort
from salesdesk.domain.imports import (
    ImportDecisions,
    ImportPlan,
    ImportResult,
    ListAction,
    ListDecision,
    ListKind,
    MatchKey,
    Mode,
    Resolution,
    RowState,
)
from salesdesk.domain.sheets import SheetAnalysis, SheetRequest, SheetSettings
from salesdesk.errors import SalesDeskError
from salesdesk.exchange.reading.drafts import DraftChunk, RowBatch
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.exchange.reading.source import Source
from salesdesk.services.activities import Subject
from salesdesk.services.contact_parts import WorkPlace
from salesdesk.services.services import Services
from salesdesk.store.journal import schema
from salesdesk.store.store import Store

__all__ = [
    "ActivityKind",
    "AddedMembers",
    "CampaignStatus",
    "Channel",
    "CustomType",
    "EmailEntry",
    "FieldType",
    "ImportDecisions",
    "ImportPlan",
    "ImportResult",
    "ListAction",
    "ListDecision",
    "ListKind",
    "MatchKey",
    "MemberStatus",
    "Mode",
    "NearReader",
    "PhoneEntry",
    "RecordKind",
    "Resolution",
    "RowState",
    "SalesDeskError",
    "Services",
    "SheetRequest",
    "SheetSettings",
    "Sort",
    "Store",
    "Subject",
    "UndoResult",
    "entries",
    "record_columns",
    "record_rows",
]


def record_columns() -> dict[str, tuple[str, ...]]:
    """The columns of every table of records, in their order."""
    return {name: table.columns for name, table in sorted(schema.tables().items())}


def record_rows(store: Store, table: str, columns: Iterable[str]) -> list[tuple[Any, ...]]:
    """Every row of a table, by id."""
    names = ", ".join(f'"{column}"' for column in columns)
    return store.database.rows(f'SELECT {names} FROM "{table}" ORDER BY id')


def entries(store: Store) -> list[tuple[Any, ...]]:
    """Every entry of the journal in the order written: id, batch, table, row, last row, before, after."""
    return store.database.rows(
        'SELECT id, batch_id, table_name, "row", last_row, before, after FROM change_entry ORDER BY id'
    )


class _Unwatched:
    """Hears how far reading is and has nothing to say."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """Nobody looks."""

    def patience(self, seconds: float) -> None:
        """Nobody waits."""


class NearReader(ReaderSession):
    """Reads a data file in this process: a child takes seconds to start, and only one scenario is about it. ``today``
    is the script's, so that two-digit years mean the same for ever."""

    def __init__(self, path: Path, today: date) -> None:
        super().__init__(today=today)
        self._path = path
        self._source = Source.from_path(path, _Unwatched(), (None, today), careful=False)
        self._sheets = self._source.sheets()

    def analyse(
        self, request: SheetRequest | str, *, sample_rows: int | None = None, work: Any = None
    ) -> SheetAnalysis:
        """As in the session; nothing is asked of a child."""
        asked = SheetRequest(request) if isinstance(request, str) else request
        return self._source.analyse(asked, sample_rows)

    def clean(self, request: SheetRequest, *, work: Any = None) -> Iterator[DraftChunk]:
        """As in the session."""
        cleaner: Any = None
        for chunk in self._source.clean(request):
            if isinstance(chunk, RowBatch):
                cleaner = cleaner or chunk.recipe.cleaner()
                yield chunk.cleaned(cleaner)
            else:
                yield chunk

    def raw(self, sheet: str, row_numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """As in the session."""
        return self._source.raw(sheet, frozenset(row_numbers))

    def close(self) -> None:
        """There is nothing to end."""


def with_role(store: Store, contact: int, company: int, role: str) -> list[WorkPlace]:
    """Where a contact works, with another role at one company."""
    return [
        WorkPlace(link.company, role if link.company_id == company else link.role or "", link.id)
        for link in store.contacts.companies(contact)
    ]
