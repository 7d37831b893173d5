"""Why a cell that was read may say what nobody meant to write."""

from __future__ import annotations

from datetime import date
from typing import Any

from salesdesk.domain.cleaning.misread import has_lost_letters, may_be_misread, seems_misread
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.merging_back.alike import TEXTS
from salesdesk.services.merging_back.cells import CUT_NUMBER, CellReader

_MOST_FIGURES = 10**15
"""From here on a cell does not keep the last figures of a number."""


def doubt(reader: CellReader, cell: Cell | CellError, theirs: Any, base: Any) -> Phrase | None:
    """Why what was read of a cell may be none that anybody wrote, because a program made something else of it, or no
    more than a word for nothing. ``base`` is the value that the cell showed."""
    title = reader.column.title
    if isinstance(cell, str) and (code := _wrong_letters(cell, reader.shown(base))):
        return phrase(code, title=title)
    if isinstance(cell, str) and base is not None and reader.says_nothing(cell):
        return phrase("merging_back.says_nothing", title=title, text=cell.strip())
    if reader.type not in TEXTS or theirs is None or cell is None or isinstance(cell, CellError):
        return None
    if isinstance(cell, date):
        return phrase("merging_back.became_day", title=title)
    is_cut = isinstance(cell, str) and CUT_NUMBER.fullmatch(cell)
    if is_cut or (isinstance(cell, int | float) and abs(cell) >= _MOST_FIGURES):
        return phrase("merging_back.lost_figures", title=title)
    return None


def _wrong_letters(cell: str, shown: object) -> str:
    """The phrase that says how a program may have spoilt the letters of a text that a cell did not show, "" for none."""
    before = shown if isinstance(shown, str) else ""
    if has_lost_letters(cell, before):
        return "merging_back.lost_letters"
    is_spoilt = seems_misread(cell) and not seems_misread(before)
    return "merging_back.misread" if is_spoilt or may_be_misread(cell, before) else ""
