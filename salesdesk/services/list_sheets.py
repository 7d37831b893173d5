"""The rows of a list as a file shows them, for exports of lists and for the rows behind the figures of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.cleaning.countries import country_name
from salesdesk.domain.columns import RECORD_ID, RECORD_VERSION, ListColumn, ListRow
from salesdesk.domain.fields import FieldType, declared
from salesdesk.domain.lifecycle import TITLES
from salesdesk.domain.money import Money
from salesdesk.exchange.writing.sheets import OutColumn, OutSheet
from salesdesk.store.lists.reader import ListReader

_BLOCK = 1_000
_CURRENCY_WIDTH = 70
_YES, _NO = "Yes", "No"
_HIDDEN = (
    OutColumn(RECORD_ID, FieldType.NUMBER, 80, hidden=True),
    OutColumn(RECORD_VERSION, FieldType.NUMBER, 80, hidden=True),
)


def list_rows(reader: ListReader, ids: Sequence[int], keys: Sequence[str]) -> Iterator[ListRow]:
    """The records with these numbers, read block by block; those that are gone meanwhile are left out."""
    for start in range(0, len(ids), _BLOCK):
        block = ids[start : start + _BLOCK]
        page = reader.page(block, keys)
        yield from (page[row] for row in block if row in page)


def list_sheet(
    title: str,
    reader: ListReader,
    ids: Sequence[int],
    columns: Sequence[ListColumn],
    currency_of: str | None = None,
    named: Choices | None = None,
) -> OutSheet:
    """A list with its record numbers and versions hidden at the end of the table, so that they move along when
    somebody sorts it. Its rows are read as they are written. The currency of the amounts ``currency_of`` stands in a
    column of its own, too, so that somebody who adds them up can tell them apart. ``named`` as in ``exported``."""
    keys = [column.key for column in columns]

    def cells(row: ListRow) -> list[Any]:
        values = [said(exported(column, row[column.key], named)) for column in columns]
        if currency_of is not None:
            amount = row[currency_of]
            values.append(amount.currency if isinstance(amount, Money) else None)
        return [*values, row.id, row.version]

    shown = [
        OutColumn(column.title, column.type, column.width, choices=_choices(column)) for column in columns
    ]
    if currency_of is not None:
        shown.append(OutColumn(declared()["currency"].title, width=_CURRENCY_WIDTH))
    return OutSheet(title, (*shown, *_HIDDEN), map(cells, list_rows(reader, ids, keys)), len(ids))


def exported(column: ListColumn, value: Any, named: Choices | None = None) -> Any:
    """A list's native value as a file shows it: names instead of codes, local time instead of UTC. ``named`` are the kinds
    and outcomes of the file's entries, as a person named them."""
    if value is None or value == "":
        return None
    match column.key:
        case "lifecycle_stage":
            return TITLES.get(value, value)
        case "kind" if named is not None:
            return named.kind(value).title
        case "outcome" if named is not None:
            outcome = named.outcome(value)
            return value if outcome is None else outcome.title
    match column.type:
        case FieldType.COUNTRY:
            return country_name(value) or value
        case FieldType.TAGS:
            return ("; " if any("," in tag for tag in value) else ", ").join(value)
        case FieldType.DATE:
            return _day(value)
        case FieldType.DATETIME:
            return _moment(value)
    return value


_AS_THEY_ARE = frozenset(FieldType) - {
    FieldType.COUNTRY,
    FieldType.TAGS,
    FieldType.DATE,
    FieldType.DATETIME,
    FieldType.BOOLEAN,
}
_WORDED = frozenset({"lifecycle_stage", "kind", "outcome"})
_MOST_KEPT = 4_096


def shower(column: ListColumn, named: Choices | None = None) -> Callable[[Any], Any] | None:
    """What makes of a list's values, other than None, what a sheet shows; None where they are shown as they are. Of a list
    the same values come again and again, and are made once."""
    if column.type in _AS_THEY_ARE and column.key not in _WORDED:
        return None
    kept: dict[Any, Any] = {}

    def shown(value: Any) -> Any:
        found = kept.get(value)
        if found is None:
            found = said(exported(column, value, named))
            if len(kept) < _MOST_KEPT:
                kept[value] = found
        return found

    return shown


def card_text(shown: Any) -> str:
    """A value as a file shows it, as the text of a contact card; moments with their distance from UTC."""
    if isinstance(shown, Money):
        return f"{shown.amount} {shown.currency}".strip()
    if isinstance(shown, datetime):
        return shown.astimezone().isoformat(" ", "seconds")
    return shown if isinstance(shown, str) else _YES if shown is True else str(shown)


def said(value: Any) -> Any:
    """Yes and no in words, as people write them into a sheet."""
    return (_YES if value else _NO) if isinstance(value, bool) else value


def _choices(column: ListColumn) -> tuple[str, ...]:
    """What the cells of a column offer: of every list, what the program itself names."""
    if column.type is FieldType.BOOLEAN:
        return (_YES, _NO)
    return tuple(TITLES.values()) if column.key == "lifecycle_stage" else ()


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _moment(text: str) -> datetime | date | str:
    """The moment where the person is; a bare day stays one."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text).astimezone().replace(tzinfo=None)
    except (ValueError, OverflowError):
        return text
