"""What the columns of a sheet mean: the automatic column mapping of an import.

``guess_sheet`` reads the headers (``header_guess``), measures the values (``value_shapes``), decides the kind of
record (``mapping_kind``), lets neighbours settle ambiguous words (``mapping_senses``) and gives each field to one
column (``mapping_slots``). No vendor and no file name is known here; the words are data in ``resources/mapping``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.columns import OWN_COLUMNS
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import CUSTOM, IGNORE, RecordKind
from salesdesk.domain.sheets import Cell
from salesdesk.exchange.mapping.columns import Column, Sheet, read_columns
from salesdesk.exchange.mapping.kind import decide_kind
from salesdesk.exchange.mapping.own import mark_of, own_fields
from salesdesk.exchange.mapping.own_titles import further_titles, own_titles
from salesdesk.exchange.mapping.senses import Candidate
from salesdesk.exchange.mapping.slots import LEAST, assign
from salesdesk.exchange.mapping.values import from_values

_KNOWN_NOISE = 0.93
_UNKNOWN_HEADER = 0.6
_OWN, _KNOWN_TITLE = 0.97, 0.85
_BY_CONTEXT = 0.89  # what only the neighbours say is never called sure


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """What column ``index`` (0-based) means: one of ``Fields.mapping_names``, how surely (0..1), and why.

    ``note`` is a reason code: "header", "values", "both" (header and values agree), "context" (neighbours decided),
    "inverted" (do_not_email of a column like "Subscribed", whose yes cleaning reads as a no), "somebody" (belongs to
    another person), "about" (says something about a value), "own" (a column SalesDesk wrote for itself),
    "none" (known, but no field), "taken" (another column has the field), "label" (type beside a value), "empty",
    "unknown".
    """

    index: int
    field: str
    confidence: float
    note: str


@dataclass(frozen=True, slots=True)
class SheetGuess:
    """The kind of record of a sheet and the meaning of each of its columns, in order."""

    kind: RecordKind
    kind_confidence: float
    columns: tuple[FieldGuess, ...]


def guess_sheet(
    headers: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    *,
    sheet_name: str = "",
    file_name: str = "",
) -> SheetGuess:
    """Guesses kind and columns from headers and sample cells (``columns[i]`` of column i, up to some 200).

    Headers may be "" (then the values decide) and columns may be empty (then the headers do). Each field is
    given to one column at most; what means nothing known is "custom" or "ignore".
    """
    mark = mark_of(headers, columns)
    if mark is not None and entities().of_records(mark.kind) is not None:
        fields = own_fields(headers, mark.kind)
        return SheetGuess(
            mark.kind, 1.0, tuple(FieldGuess(index, field, 1.0, "own") for index, field in enumerate(fields))
        )
    read = read_columns(headers, columns)
    kind, certainty = decide_kind(read, sheet_name, file_name)
    sheet = Sheet(kind, read)
    found = assign(sheet, from_values(sheet))
    own = own_titles(read, kind, _placed(found))
    if own is not None and own.kind is not kind:
        kind, certainty = own.kind, _OWN
        sheet = Sheet(kind, read)
        found = assign(sheet, from_values(sheet))
    titled = further_titles(read, kind, _placed(found)) if own is None else own.fields
    has_rows = any(column.shape.filled for column in read)
    guesses = []
    for column in read:
        match = found.get(column.index)
        if column.index in titled:
            sure = _KNOWN_TITLE if own is None else _OWN
            guesses.append(FieldGuess(column.index, titled[column.index], sure, "header"))
        elif match is not None and match.confidence >= LEAST and match.field not in titled.values():
            most = _BY_CONTEXT if match.note == "context" else 1.0
            sure = round(min(match.confidence, most), 2)
            guesses.append(FieldGuess(column.index, match.field, sure, match.note))
        else:
            guesses.append(_left_over(column, has_rows))
    return SheetGuess(kind, certainty, tuple(guesses))


def _placed(found: Mapping[int, Candidate]) -> dict[int, str]:
    return {index: match.field for index, match in found.items() if match.confidence >= LEAST}


def _left_over(column: Column, has_rows: bool) -> FieldGuess:
    """A column without a field: kept as a custom field, unless the sheet has rows and it has nothing in them."""
    reading = column.reading
    if reading.header in OWN_COLUMNS:
        return FieldGuess(column.index, IGNORE, _KNOWN_NOISE, "own")
    if has_rows and not column.shape.filled:
        return FieldGuess(column.index, IGNORE, _UNKNOWN_HEADER, "empty")
    if not reading.header.strip():
        return FieldGuess(column.index, CUSTOM if column.shape.filled else IGNORE, _UNKNOWN_HEADER, "unknown")
    if reading.noise in ("somebody", "about", "none"):
        return FieldGuess(column.index, CUSTOM, _KNOWN_NOISE, reading.noise)
    if column.senses and reading.weight >= LEAST:
        return FieldGuess(column.index, CUSTOM, 0.8, "taken")
    return FieldGuess(column.index, CUSTOM, _UNKNOWN_HEADER, "unknown")


def header_fingerprint(headers: Sequence[str]) -> str:
    """A stable key of a set of headers for remembered mappings: order, case and punctuation do not matter.

    Repeated headers count as often as they stand there; empty ones do not count.
    """
    keys = sorted(filter(None, (fold_key(header) or header.strip() for header in headers)))
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]
