"""Values of which a part stands in a column of its own: the house number, the second of two family names, the area code.
The cell that holds the main part is completed before it is read, so that it is read as in any other list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdesk.domain.cleaning.readers import Odd, read_plain_text
from salesdesk.domain.cleaning.row_amounts import OddCell, RowColumn
from salesdesk.domain.cleaning.row_layout import PARTS_OF
from salesdesk.domain.cleaning.text import cell_text, fold_key, is_empty_word, one_line
from salesdesk.domain.sheets import Cell, CellError

_IN_FRONT = re.compile(r"\b(?:rue|voie|street|house)\b")  # 12 High Street, 12 rue Haute
_ABROAD = re.compile(r"country|international|land|pays|pais|paese")


class RowParts:
    """The part columns of one sheet. ``columns`` are (0-based index, header, field) as mapped."""

    def __init__(self, columns: Sequence[tuple[int, str, str]]) -> None:
        self._parts: list[tuple[RowColumn, int | None]] = []
        for index, header, field in columns:
            if field in PARTS_OF:
                mains = [other for other, _, of in columns if of in PARTS_OF[field]]
                nearest = min(mains, key=lambda other: (abs(other - index), other < index), default=None)
                self._parts.append((RowColumn(index, header, field, -1, read_plain_text, None), nearest))

    def completed(self, cells: Sequence[Cell | CellError], odd: list[OddCell]) -> Sequence[Cell | CellError]:
        """The cells with each part where it belongs; one that belongs nowhere stays as it is written."""
        made = list(cells)
        for column, main in self._parts:
            cell = cells[column.index] if column.index < len(cells) else None
            part = "" if isinstance(cell, CellError) else one_line(cell_text(cell))
            if not part or is_empty_word(part):
                continue
            beside = made[main] if main is not None and main < len(made) else None
            text = "" if isinstance(beside, CellError) else one_line(cell_text(beside))
            whole = _JOIN[column.field](text, part, fold_key(column.header)) if text else None
            if whole is None or main is None:
                odd.append((column, Odd(keep=part), cell))
            else:
                made[main] = whole
        return made


def _names(last: str, second: str, _header: str) -> str | None:
    return last if second in last.split() else f"{last} {second}"


def _street(street: str, number: str, header: str) -> str | None:
    if number in street.split():
        return street
    return f"{number} {street}" if _IN_FRONT.search(header) else f"{street} {number}"


def _phone(number: str, prefix: str, header: str) -> str | None:
    """The whole number; None where the number has its own prefix, or what the part is cannot be told."""
    digits = "".join(filter(str.isdigit, prefix))
    if not digits or len(digits) > 6 or number[0] == "+" or number.startswith("00"):
        return None
    if prefix[0] == "+" or prefix.startswith("00"):
        return f"+{digits.lstrip('0')} {number}"
    if _ABROAD.search(header):
        return f"+{digits} {number}"
    return None if number[0] == "0" else f"{digits} {number}"


_JOIN = {"second_last_name": _names, "house_number": _street, "phone_prefix": _phone}
