"""When an activity was, is due or was done, where a column says it to the minute: kept as a custom date its hour would be lost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from salesdesk.domain.cleaning.text import cell_text, fold_key
from salesdesk.domain.fields import CUSTOM
from salesdesk.domain.sheets import Cell, CellError

_MOST = 0.6  # share of values that are moments
_LOOKED_AT = 100
_MOMENT = re.compile(r"\d{1,4}[-./]\s?(?:\d{1,2}|\w{3,9})[-./]?\s?\d{0,4}\D{1,4}\d{1,2}[:h]\d{2}.*")
_OTHER = frozenset(
    "end ends ended ende fin fine fim einde finish created updated modified changed deleted reminder erinnerung erstellt "
    "geändert angelegt duration dauer".split()
)
_SAID = {
    "due_at": frozenset("due fallig faellig echeance deadline vencimiento scadenza prazo".split()),
    "done_at": frozenset(
        "done complete completed finished erledigt abgeschlossen termine terminee hecho completado completato fatto concluido "
        "gedaan voltooid".split()
    ),
    "at": frozenset(
        "when date datum time datetime timestamp moment start starts started starting begin begins began beginn beginnt zeit "
        "zeitpunkt uhrzeit wann zeitstempel fecha hora cuando inicio data ora quando inizio heure quand debut tijd wanneer "
        "starttime startdate startzeit".split()
    ),
}
"""Folded words of headers, in the order in which they count."""


def with_moments(
    names: Sequence[str], fields: Mapping[int, str], values: Sequence[Sequence[Cell | CellError]]
) -> dict[int, str]:
    """The fields of the columns of a sheet of activities, with those that nobody placed and that hold moments. ``values`` are the
    cells by column."""
    found = dict(fields)
    for index, field in fields.items():
        if field == CUSTOM and index < len(names) and index < len(values):
            said = _said(names[index])
            if said and said not in found.values() and _holds_moments(values[index]):
                found[index] = said
    return found


def _said(header: str) -> str:
    words = set(fold_key(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)).split())
    if words & _OTHER:
        return ""
    return next((field for field, known in _SAID.items() if words & known), "")


def _holds_moments(cells: Sequence[Cell | CellError]) -> bool:
    filled = [cell for cell in cells[:_LOOKED_AT] if cell not in (None, "")]
    moments = sum(
        isinstance(cell, datetime) or _MOMENT.fullmatch(cell_text(cell).strip()) is not None
        for cell in filled
    )
    return bool(filled) and moments >= _MOST * len(filled)
