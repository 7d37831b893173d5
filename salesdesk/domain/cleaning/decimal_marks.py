"""Which marks a column of a file writes its numbers with, and what can be read in two ways.

A mark tells what it is by what stands around it: "1.234,56" has a decimal comma, "12.5" a decimal point, "1.234.567" points
between thousands, "0.125" and "1234.125" a decimal point. "1.234" alone may be either; the rest of its column decides, and
where the column writes both ways nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from salesdesk.domain.cleaning.numbers import (
    GROUPED,
    INTERNET,
    NARROW,
    NUMBER,
    ParsedNumber,
    number_of,
    plain_digits,
    read_number,
)
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import minor_digits
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.value_classes import dataclass

_LONGEST = 30  # characters of a text that is looked at
_SURE = (
    20  # a convention that this many times more cells have than the other is the column's, one more is a slip
)
_OTHER = {".": ",", ",": "."}


class _Evidence(Enum):
    """What one text tells about its last mark."""

    DECIMAL = 1
    LONG_DECIMAL = 2  # with three places or more, so three digits behind it are no sign of thousands
    GROUP = 3
    OPEN = 4


@dataclass(frozen=True, slots=True)
class Marks:
    """How the numbers of one column are written.

    ``decimal`` is its mark. ``mixed``: it has texts of both conventions, so what can be read in two ways is not clear.
    ``long``: its decimal places may be three or more, as calculated values have them. ``fractions``: its percentages are
    written 0.25; ``mixed_fractions``: some are written 0.25 and others 25, so what is one at most is not clear. ``scale``:
    what its amounts are to be multiplied by, as its header says ("in T€"). ``codes``: its countries are codes of two
    letters, among which "NA" is Namibia.
    """

    decimal: str = "."
    mixed: bool = False
    long: bool = False
    fractions: bool = False
    mixed_fractions: bool = False
    scale: int = 1
    codes: bool = False

    def readings(
        self, cell: Cell | CellError, kind: FieldType, currency: str | None = None
    ) -> tuple[str, str] | None:
        """Both numbers a text may mean, where neither it nor its column tells which; else None.

        ``currency`` is that of amounts without a sign. Of amounts in a currency with fewer places, and of counts, three
        digits behind the column's own decimal mark are not clear either, as long as no cell has so many places for
        certain.
        """
        if kind is FieldType.PERCENT and self.mixed_fractions:
            found = number_of(cell, self.decimal)
            if found is not None and not found.percent and 0 < found.value <= 1:
                return f"{found.value.normalize():f} %", f"{(found.value * 100).normalize():f} %"
        if not isinstance(cell, str) or not (self.mixed or kind in _COUNTED):
            return None
        looked = _looked_at(cell)
        if looked is None or looked[2] is not _Evidence.OPEN:
            return None
        text, mark, _ = looked
        number = read_number(text, mark, currency)
        thousands = read_number(text, _OTHER[mark], currency)
        if number is None or thousands is None:
            return None
        if not self.mixed and (
            mark != self.decimal or self.long or not _has_few_places(number, kind, currency)
        ):
            return None
        # "10.000" is ten or ten thousand: the first without the places that say nothing
        return f"{number.value.normalize():,f}", f"{thousands.value.normalize():,f}"


_COUNTED = frozenset({FieldType.MONEY, FieldType.INTEGER})


def _has_few_places(number: ParsedNumber, kind: FieldType, currency: str | None) -> bool:
    """Whether three digits behind a mark cannot be decimal places."""
    if kind is FieldType.INTEGER:
        return True
    is_money = kind is FieldType.MONEY or number.currency is not None
    return is_money and minor_digits(number.currency or currency or "EUR") < 3


def _looked_at(cell: str) -> tuple[str, str, _Evidence] | None:
    """(text, its last mark, what it tells) of a text that holds one number with marks, else None."""
    if len(cell) > _LONGEST or not ("." in cell or "," in cell):
        return None
    text = one_line(cell).translate(NARROW)
    match = NUMBER.search(text)
    if match is None or ":" in text or "/" in text or NUMBER.search(text, match.end()):
        return None
    number = match[0]
    marks = [char for char in number if char in ".,"]
    if not marks or INTERNET.fullmatch(number):
        return None
    letters = sum(char.isalpha() for char in text)
    if letters > 6 or (letters and read_number(text, ".") is None):
        return None
    last = marks[-1]
    if len(set(marks)) == 2:
        if marks.count(last) != 1 or not plain_digits(number, last):
            return None
        places = len(number.rpartition(last)[2])
        return text, last, _Evidence.LONG_DECIMAL if places > 2 else _Evidence.DECIMAL
    if len(marks) > 1:
        return (text, last, _Evidence.GROUP) if GROUPED[last].fullmatch(number) else None
    head, _, tail = number.partition(last)
    if len(tail) != 3:
        return text, last, _Evidence.LONG_DECIMAL if len(tail) > 3 else _Evidence.DECIMAL
    if len(head) > 3 or not head or head[0] == "0":
        return text, last, _Evidence.LONG_DECIMAL
    return text, last, _Evidence.OPEN


def marks_of(
    values: Iterable[Cell | CellError], kind: FieldType | None, currency: str | None = None
) -> tuple[str | None, Marks]:
    """(its own decimal mark or None, how it is written) of a column of a type, None for one of no known type.

    The decimal mark of ``Marks`` is "." where the column does not tell.
    """
    votes, open_votes, long = {".": 0, ",": 0}, {".": 0, ",": 0}, False
    for text, mark, evidence in filter(None, map(_looked_at, _texts(values))):
        if evidence is _Evidence.GROUP:
            votes[_OTHER[mark]] += 1
        elif evidence is not _Evidence.OPEN:
            votes[mark] += 1
            long |= evidence is _Evidence.LONG_DECIMAL
        else:
            found = read_number(text, _OTHER[mark], currency)
            if found is not None and _has_few_places(found, kind or FieldType.TEXT, currency):
                open_votes[_OTHER[mark]] += found.value.copy_abs() < 10**6  # "1.234 k" may be either
    if not long:
        votes = {mark: count + open_votes[mark] for mark, count in votes.items()}
    most, least = max(votes.values()), min(votes.values())
    mixed = least > 0 and least * _SURE > most
    decimal = None if most == least else "." if votes["."] > votes[","] else ","
    return decimal, Marks(decimal or ".", mixed, long)


def _texts(values: Iterable[Cell | CellError]) -> Iterator[str]:
    return (cell for cell in values if isinstance(cell, str))


def written_as_fractions(values: Iterable[Cell | CellError]) -> tuple[bool, bool]:
    """(whether a column of percentages is written as fractions of one, whether it has both).

    Fractions have no value over 1 and at least one inside (0, 1). A value with its own sign, "60 %", says nothing
    about the others.
    """
    inside = over = False
    for cell in values:
        found = number_of(cell, ".")
        if found is not None and not found.percent:
            over |= found.value > 1
            inside |= 0 < found.value < 1
    return inside and not over, inside and over


def detect_decimal(values: Iterable[Cell | CellError]) -> tuple[str | None, bool]:
    """(decimal mark, sure) from all texts of a sheet that look like numbers; (None, False) when nothing tells.

    A mark followed by other than three digits, or after grouping by the other mark, is a decimal mark; dates, versions
    and internet addresses are no numbers and do not vote.
    """
    votes = {".": 0, ",": 0}
    for text, mark, evidence in filter(None, map(_looked_at, _texts(values))):
        if evidence is _Evidence.GROUP:
            votes[_OTHER[mark]] += 1
        elif evidence is not _Evidence.OPEN:
            votes[mark] += 2 if "." in text and "," in text else 1
    if votes["."] == votes[","]:
        return None, False
    mark = "." if votes["."] > votes[","] else ","
    return mark, min(votes.values()) * _SURE <= max(votes.values())


_LONE_GROUP = re.compile(r"(?<![\d.,' ])[1-9]\d{0,2}([.,])\d{3}(?![\d.,' ]*\d)")


def detect_money_decimal(values: Iterable[Cell | CellError], currency: str | None = None) -> str | None:
    """The decimal mark of a column of money, where amounts such as "5.000" are all that tells; else None.

    Money has no three decimal places, so three digits after the only mark are a thousands group, unless the amount
    or else the sheet (``currency``) shows one of the few currencies with three. Texts with a factor do not tell.
    """
    marks: set[str] = set()
    for cell in values:
        if not isinstance(cell, str) or len(cell) > _LONGEST or not any(char in ".," for char in cell):
            continue
        text = one_line(cell).translate(NARROW)
        match = _LONE_GROUP.search(text)
        if match is None:
            continue
        found = read_number(text, _OTHER[match[1]], currency)
        if found is None or minor_digits(found.currency or currency or "EUR") == 3:
            continue
        if found.value.copy_abs() < 10**6:  # "1.234 k" may be either
            marks.add(match[1])
    if len(marks) != 1:
        return None
    return "," if marks == {"."} else "."
