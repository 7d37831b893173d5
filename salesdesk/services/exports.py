"""Any list as a file: workbook, comma-separated text or contact cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from salesdesk import outputs
from salesdesk.domain.columns import ListColumn, ListRow, chosen, default_columns
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.money import Money
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Problem
from salesdesk.errors import InputError, WrongEnding
from salesdesk.exchange.cards.card import Card
from salesdesk.exchange.cards.writing import write_vcards
from salesdesk.exchange.writing.text import write_csv
from salesdesk.exchange.writing.workbook import write_workbook
from salesdesk.phrases import phrase
from salesdesk.services.list_sheets import exported, list_rows, list_sheet
from salesdesk.store.lists.reader import BY_NAME, EVERYTHING, ListReader
from salesdesk.store.store import Store

_BLOCK = 1_000


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written: exactly ``rows`` records; ``problems`` are values that could not be kept whole."""

    path: Path
    kind: RecordKind
    rows: int
    columns: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


class ExportService:
    """Writes lists to files. Nothing here changes the records."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def export(
        self,
        kind: RecordKind,
        path: Path,
        *,
        filter_: Filter = EVERYTHING,
        sort: Sort = BY_NAME,
        ids: Sequence[int] | None = None,
        columns: Sequence[str] | None = None,
        work: Work | None = None,
    ) -> ExportResult:
        """Write a list to ``path``; its suffix (.xlsx, .csv, .vcf) decides the format.

        The rows are ``ids`` in their order, or else those of ``filter_`` in the order of ``sort``; ``columns`` are column
        keys, None means the list's own (for cards everything a card can hold). Raises ``InputError`` for an unknown
        column, ``WrongEnding``, ``FileProblem`` when the file may not or cannot be written, ``Cancelled``; then no
        file is left.
        """
        target = outputs.target_of(path, endings=outputs.LIST_ENDINGS, databases=self._store.files)
        suffix = path.suffix.lower()
        if suffix == ".vcf" and kind is not RecordKind.CONTACTS:
            raise WrongEnding(
                "exports.cards_hold_contacts", path=str(path), kind=phrase(f"kinds.{kind.value}")
            )
        reader = self._store.list_of(kind)
        shown = self._chosen(reader, columns, suffix)
        wanted = reader.ids(filter_, sort) if ids is None else ids
        keys = tuple(column.key for column in shown)
        if suffix == ".vcf":
            rows = list_rows(reader, wanted, keys)
            return ExportResult(path, kind, self._cards(target, shown, rows, len(wanted), work), keys)
        if suffix == ".csv":
            titles = [column.title for column in shown]
            cells = (
                [exported(column, row[column.key]) for column in shown]
                for row in list_rows(reader, wanted, keys)
            )
            return ExportResult(
                path, kind, write_csv(target, titles, cells, expected=len(wanted), work=work), keys
            )
        sheet = list_sheet(entity_of(kind).many, reader, wanted, shown)
        written = write_workbook(target, [sheet], self._notes(kind, keys), work)
        return ExportResult(path, kind, written.rows, keys, written.problems)

    def _chosen(self, reader: ListReader, keys: Sequence[str] | None, suffix: str) -> tuple[ListColumn, ...]:
        known = reader.columns()
        if keys is None:
            if suffix == ".vcf":
                return tuple(c for c in known if c.key in declared().on_cards or c.key.startswith(PREFIX))
            return chosen(known, default_columns(reader.kind))
        reader.refuse_unknown(EVERYTHING, BY_NAME, keys)
        if not keys:
            raise InputError("exports.no_columns", field="columns")
        return chosen(known, dict.fromkeys(keys))

    def _notes(self, kind: RecordKind, keys: Sequence[str]) -> dict[str, str]:
        """What the hidden sheet says: which export this is and how far the history was, for merging it back."""
        return {
            "export": uuid4().hex,
            "kind": kind.value,
            "batch": str(self._store.journal.latest()),
            "at": self._store.now(),
            "columns": ",".join(keys),
            "file": self._store.name,
        }

    @staticmethod
    def _cards(
        path: Path, columns: Sequence[ListColumn], rows: Iterator[ListRow], count: int, work: Work | None
    ) -> int:
        def cards() -> Iterator[Card]:
            for done, row in enumerate(rows):
                if work is not None and done % _BLOCK == 0:
                    work.check()
                    work.report(done, count, "rows")
                yield _card(columns, row)

        with outputs.whole(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
            written = write_vcards(cards(), stream)
            if work is not None:
                work.check()
                work.report(written, count, "rows")
        return written


def _card(columns: Sequence[ListColumn], row: ListRow) -> Card:
    values: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    on_cards = declared().on_cards
    for column in columns:
        value = row[column.key]
        if value is None or value is False or value == "":
            continue
        shown = exported(column, value)
        if isinstance(shown, Money):
            text = f"{shown.amount} {shown.currency}"
        else:
            text = shown if isinstance(shown, str) else "Yes" if shown is True else str(shown)
        if column.key not in on_cards:
            extra.append((column.title, text))
        else:
            values[column.key] = text
    if values.get("mobile") is not None and values.get("mobile") == values.get("phone"):
        del values["phone"]  # the primary number is the mobile one; a card names it once
    return Card(values, tuple(extra))
