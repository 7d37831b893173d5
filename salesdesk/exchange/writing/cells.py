"""Values as the XML of their cells.

Text is text whatever it looks like: a formula, an error, a number with leading zeros. Numbers, days and moments are real
ones with a format. What a cell cannot hold whole is cut, and said.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.exchange.writing.formulas import Formula
from salesdesk.exchange.writing.styles import (
    DAY,
    DAYS,
    MOMENT,
    RIGHT,
    SHARE,
    TEXT,
    Look,
    Styles,
    money_format,
    number_format,
)

LONGEST_TEXT = 32_767  # UTF-16 units Excel keeps in a cell
_EXACT = 2**53  # the largest whole number a cell keeps exactly
_MOST_KEPT = (
    4_096  # texts of a column whose XML is remembered: stages, owners, companies come again and again
)

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ODD = re.compile("[^ -!#-%'-;=?-~\u00a1-\u00ac\u00ae-\u02af]|_x|^[ =+@-]| \\Z")
"""What a text has that cannot be written as it is; few have any of it."""
_ESCAPE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@")
_DAY_ZERO = date(1899, 12, 30).toordinal()
_NO_LEAP_DAY = 60  # Excel believes in a 29 February 1900; its days before that have one less


def cleaned(text: str) -> str:
    """Without the characters XML cannot hold, and with what only looks like Excel's own escape kept as text."""
    if text.isascii() and text.isprintable():
        return _ESCAPE.sub("_x005F_x", text) if "_x" in text else text
    return _ESCAPE.sub("_x005F_x", _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """Clean text as XML, for content and for attributes in double quotes."""
    if "&" in text or "<" in text or ">" in text or '"' in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


class Cells:
    """The cells of one column. What it returns follows the number of the row: ``<c r="B`` and ``7`` stand before.
    ``number`` is the format of plain numbers, "" that of the type; ``look`` what all cells of the column have in common."""

    def __init__(self, styles: Styles, type_: FieldType, number: str = "", look: Look | None = None) -> None:
        self.cut: str | None = None
        """The beginning of the text that was cut last; whoever has said so sets it back to None."""
        self.calculates = False
        """Whether a formula was among its values."""
        self._styles, self._type, self._base = styles, type_, look or Look()
        self._number_format = number or number_format(type_)
        self.kept: dict[str, str] = {}
        """What became of texts that come again and again."""
        self._by_format: dict[str, int] = {}
        self._quoted = styles.index(self._look(TEXT, quoted=True))
        self._plain = f'" s="{self._style(TEXT)}" t="inlineStr"><is><t>'
        self._by_type: dict[type, Callable[[Any], str]] = {
            str: self._text,
            bool: self._truth,
            int: self._whole,
            float: self._fraction,
            Decimal: self._fraction,
            Money: self._money,
            date: self._day,
            datetime: self._moment,
            Formula: self._formula,
        }

    def xml(self, value: Any) -> str | None:
        """One value after the number of its row; None where there is nothing to write."""
        if value is None or value == "":
            return None
        return self._text(value) if type(value) is str else self._other(value)

    def _other(self, value: Any) -> str:
        found = self._by_type.get(type(value))
        return found(value) if found is not None else self._text(str(value))

    def _look(self, number: str, *, quoted: bool = False) -> Look:
        align = self._base.align or ("right" if self._type in RIGHT else "left" if self._type in DAYS else "")
        indent = 1 if self._type in DAYS and not self._base.align else 0
        top = self._type is FieldType.LONG_TEXT
        return replace(self._base, number=number, align=align, indent=indent, top=top, quoted=quoted)

    def _formula(self, formula: Formula) -> str:
        self.calculates = True
        said = f"<f>{escaped(cleaned(formula.text))}</f>"
        if formula.value is None:
            return f'" s="{self._style(self._number_format)}">{said}</c>'
        if isinstance(formula.value, str):
            shown = escaped(cleaned(formula.value))
            return f'" s="{self._style("General")}" t="str">{said}<v>{shown}</v></c>'
        return self._other(formula.value).replace("<v>", f"{said}<v>", 1)

    def _text(self, value: str) -> str:
        if len(value) < LONGEST_TEXT // 2 and _ODD.search(value) is None:
            made = f"{self._plain}{value}</t></is></c>"
            if len(self.kept) < _MOST_KEPT:
                self.kept[value] = made
            return made
        text = cleaned(value)
        if len(text) > LONGEST_TEXT // 2 and _units(text) > LONGEST_TEXT:
            self.cut = text[:200]
            text = _shortened(text)
        style = self._quoted if text.startswith(_FORMULA_LIKE) else self._style(TEXT)
        made = f'" s="{style}" t="inlineStr"><is>{_held(text)}</is></c>'
        if len(self.kept) < _MOST_KEPT and self.cut is None:
            self.kept[value] = made
        return made

    def _truth(self, value: bool) -> str:
        return f'" s="{self._style("General")}" t="b"><v>{int(value)}</v></c>'

    def _whole(self, value: int) -> str:
        if abs(value) > _EXACT:
            return self._text(str(value))
        if self._type is FieldType.PERCENT:
            return self._number(value / 100, SHARE)
        return self._number(value, self._number_format)

    def _fraction(self, value: float | Decimal) -> str:
        if not math.isfinite(value):
            return self._text(str(value))
        if self._type is FieldType.PERCENT:
            return self._number(float(value) / 100, SHARE)
        return self._number(value, self._number_format)

    def _money(self, value: Money) -> str:
        return self._number(value.amount, money_format(value.currency))

    def _day(self, value: date) -> str:
        if value.year < 1900:
            return self._text(value.isoformat())
        return self._number(_serial(value), DAY)

    def _moment(self, value: datetime) -> str:
        if value.year < 1900:
            return self._text(value.isoformat(" "))
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return self._number(_serial(value) + seconds / 86_400, MOMENT)

    def _number(self, value: float | Decimal, code: str) -> str:
        return f'" s="{self._style(code)}"><v>{value}</v></c>'

    def _style(self, code: str) -> int:
        style = self._by_format.get(code)
        if style is None:
            style = self._by_format[code] = self._styles.index(self._look(code))
        return style


def text_cell(text: str, style: int) -> str:
    """A text of the program's own after the number of its row."""
    return f'" s="{style}" t="inlineStr"><is>{_held(cleaned(text)[:LONGEST_TEXT])}</is></c>'


def caption_text(what: str, more: str, grey: str) -> str:
    """A text in bold and one in a colour behind it, as the content of one cell."""
    return (
        f'<r><rPr><b/><sz val="11"/><rFont val="Calibri"/></rPr>{_held(cleaned(what))}</r>'
        f'<r><rPr><sz val="11"/><color rgb="FF{grey}"/><rFont val="Calibri"/></rPr>{_held("   " + cleaned(more))}</r>'
    )


def _held(text: str) -> str:
    kept = "" if text.strip() == text and text.isprintable() else ' xml:space="preserve"'
    return f"<t{kept}>{escaped(text)}</t>"


def _serial(day: date) -> int:
    serial = day.toordinal() - _DAY_ZERO
    return serial if serial > _NO_LEAP_DAY else serial - 1


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def as_kept(text: str) -> str:
    """A text as a cell keeps it: without what XML cannot hold, and one longer than ``LONGEST_TEXT`` with "…" at its end."""
    plain = _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    # a look-alike of an escape counts as it is written
    return _shortened(plain) if _units(cleaned(text)) > LONGEST_TEXT else plain


def _shortened(text: str) -> str:
    cut = text.encode("utf-16-le", "surrogatepass")[: (LONGEST_TEXT - 1) * 2]
    return cut.decode("utf-16-le", "ignore") + "…"
