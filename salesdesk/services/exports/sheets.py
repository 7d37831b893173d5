"""The sheets of an exported workbook: tables that people work in, with what the program needs hidden at their end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.columns import (
    RECORD_CURRENCY,
    RECORD_EXPORT,
    RECORD_ID,
    RECORD_VERSION,
    ListColumn,
    ListRow,
)
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.fields import FieldType, RecordKind, is_taken_back
from salesdesk.domain.linked_kinds import UNLISTED
from salesdesk.domain.merging_back import is_kept_by_us
from salesdesk.domain.money import Money
from salesdesk.exchange.writing.sheets import Caption, OutColumn, OutSheet
from salesdesk.phrases import Words, phrase
from salesdesk.services.exports.choices import LiveChoices
from salesdesk.services.exports.tally import Tally
from salesdesk.services.list_sheets import shower

_HIDDEN_WIDTH = 80


@dataclass(slots=True)
class Listed:
    """One sheet to write: its ``title`` and the name of its ``table``, what stands above it (``caption``), its rows, and
    the ``mark`` of its export, "" where nothing comes back. ``named`` are the kinds and outcomes of entries. ``tally`` counts
    the rows as they are written."""

    kind: RecordKind
    title: str
    caption: str
    table: str
    columns: Sequence[ListColumn]
    rows: Iterable[ListRow]
    count: int
    mark: str
    named: Choices
    tally: Tally

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns."""
        return tuple(column.key for column in self.columns)

    def is_grey(self, column: ListColumn) -> bool:
        """Whether what is typed there is not taken back, although the sheet is."""
        return not is_returned(self.kind, column.key) or is_kept_by_us(self.kind, column.key)

    @property
    def returns(self) -> bool:
        """Whether anything that is changed in it is taken back."""
        return bool(self.mark) and len(self.greys) < len(self.columns)

    @property
    def greys(self) -> list[ListColumn]:
        """The columns that are only told."""
        return [column for column in self.columns if self.is_grey(column)]


def is_returned(kind: RecordKind, key: str) -> bool:
    """Whether the values of a column are taken back from a workbook."""
    return kind not in UNLISTED and (key.startswith(PREFIX) or is_taken_back(kind, key))


def amount_column(columns: Sequence[ListColumn]) -> ListColumn | None:
    """The first of the columns with amounts that the program itself has."""
    return next((c for c in columns if c.type is FieldType.MONEY and not c.key.startswith(PREFIX)), None)


def out_sheet(listed: Listed, choices: LiveChoices, words: Words | None, at: datetime) -> OutSheet:
    """The sheet as the kit writes it. Without ``words`` it is a bare table, for programs."""
    amount = amount_column(listed.columns)
    hidden = [(RECORD_ID, FieldType.NUMBER), (RECORD_VERSION, FieldType.NUMBER)]
    hidden += [(RECORD_CURRENCY, FieldType.TEXT)] if amount is not None else []
    hidden += [(RECORD_EXPORT, FieldType.TEXT)] if listed.mark else []
    shown = [_column(listed, column, choices, words) for column in listed.columns]
    behind = [OutColumn(title, type_, _HIDDEN_WIDTH, hidden=True) for title, type_ in hidden]
    return OutSheet(
        listed.title,
        (*shown, *behind),
        _cells(listed, amount),
        listed.count,
        table=listed.table,
        caption=None if words is None else _caption(listed, words, at),
    )


def _cells(listed: Listed, amount: ListColumn | None) -> Iterator[list[Any]]:
    tally = listed.tally
    end = [listed.mark] if listed.mark else []
    pairs = [(column.key, shower(column, listed.named)) for column in listed.columns]
    for row in listed.rows:
        values = row.values
        cells: list[Any] = [
            value if (value := values.get(key)) is None or shown is None else shown(value)
            for key, shown in pairs
        ]
        tally.add(row, cells)
        cells += (row.id, row.version)
        if amount is not None:
            money = values.get(amount.key)
            cells.append(money.currency if isinstance(money, Money) else None)
        yield cells + end


def _column(listed: Listed, column: ListColumn, choices: LiveChoices, words: Words | None) -> OutColumn:
    offered = choices.of(listed.kind, column) if is_returned(listed.kind, column.key) else ()
    grey = words is not None and listed.is_grey(column)
    prompt = warning = ""
    if words is not None and listed.returns:
        if grey:
            prompt = words(phrase("exports.only_told"))
        elif offered:
            prompt = words(phrase("exports.choose"))
            warning = words(phrase("exports.not_offered"))
    return OutColumn(
        column.title, column.type, column.width, choices=offered, prompt=prompt, warning=warning, grey=grey
    )


def _caption(listed: Listed, words: Words, at: datetime) -> Callable[[int], Caption]:
    def said_of(count: int) -> Caption:
        made = phrase("exports.made", count=count, at=at)
        text = words(made)
        if not listed.returns:
            text += f" · {words(phrase('exports.does_not_return'))}"
        return listed.caption, text

    return said_of
