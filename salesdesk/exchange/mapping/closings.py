"""The day a deal was closed on beside the day it is expected to be: which of two columns is which.

A bare "Close date" of a list of open deals is the expected one. Beside a column that says it is expected it is the other.
"""

from __future__ import annotations

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.exchange.mapping.columns import Column, Sheet

_MOST = 0.6  # share of values that are days
_CLOSED = frozenset({"closed"})  # what an export of ours calls it
_BARE = frozenset(
    fold_key(words).replace(" ", "")
    for words in (
        "close date", "closing date", "closure date", "deal close date", "deal closing date", "date of closing", "date of close",
        "closing day", "close", "closing", "abschluss", "abschlussdatum", "abschluss am", "abschlusstermin", "date de clôture",
        "date clôture", "date de fermeture", "date de closing", "clôture", "date de conclusion", "fecha de cierre", "fecha cierre",
        "cierre", "data di chiusura", "data chiusura", "chiusura", "data de fechamento", "data de fecho", "fechamento",
        "sluitingsdatum", "afsluitdatum", "datum afsluiting", "data zamknięcia", "slutdatum", "avslutsdatum", "lukkedato",
    )
)  # fmt: skip


def closed_column(sheet: Sheet) -> Column | None:
    """The column that says when deals were closed although its words do not tell it from the expected day; None without."""
    if sheet.kind is not RecordKind.DEALS or sheet.has("closed_at"):
        return None
    dated = [column for column in sheet.columns if not column.shape.filled or column.shape.date >= _MOST]
    called = next((column for column in dated if _key(column) in _CLOSED), None)
    if called is not None:
        return called
    if not any(column.means("expected_close") and _key(column) not in _BARE for column in dated):
        return None
    return next((column for column in dated if _key(column) in _BARE), None)


def _key(column: Column) -> str:
    return fold_key(column.reading.header).replace(" ", "")
