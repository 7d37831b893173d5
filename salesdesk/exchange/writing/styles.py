"""How cells look, and the part of a workbook that says it."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import minor_digits

TEXT = "@"
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
COUNT, SHARE = "#,##0", "0%"
RIGHT = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})
"""The types whose values stand on the right."""
DAYS = frozenset({FieldType.DATE, FieldType.DATETIME})
"""Those that stand on the left although they are numbers: what follows them begins there."""

_OF_TYPE = {
    FieldType.DATE: DAY,
    FieldType.DATETIME: MOMENT,
    FieldType.PERCENT: SHARE,
    FieldType.INTEGER: COUNT,
}
_BUILT_IN = {"General": 0, "0": 1, "0.00": 2, COUNT: 3, "#,##0.00": 4, SHARE: 9, TEXT: 49}
TABLE = "SalesDesk"
"""The style of tables; the heads say the same in their cells, for programs that know no styles of tables."""
HEAD_FILL, HEAD_TEXT = "0F766E", "FFFFFF"
GREY = "5B6068"
"""The colour of what is only told."""
_BAND, _LINE = "F0F7F6", "D5DEDC"
_FIRST_OWN = 164  # the numbers below belong to Excel


def number_format(type_: FieldType) -> str:
    """The number format of plain numbers of a type, "General" where there is none of its own."""
    return _OF_TYPE.get(type_, "General")


def money_format(currency: str) -> str:
    """The number format of an amount, with as many decimal places as its currency has: none for JPY, three for KWD."""
    digits = minor_digits(currency)
    return f"#,##0{'.' + '0' * digits if digits else ''}" + (f' "{currency}"' if currency else "")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. ``colour`` and ``fill`` are RRGGBB, ``align`` "left", "right" or "", ``indent`` the characters between the edge and the text. A ``quoted`` text is one
    that Excel would calculate if somebody typed it; the quote keeps it text when the cell is edited."""

    number: str = "General"
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    size: int = 11
    colour: str = ""
    fill: str = ""
    align: str = ""
    indent: int = 0
    top: bool = False
    quoted: bool = False


class Styles:
    """The looks of one workbook, each with the number by which its cells name it."""

    def __init__(self) -> None:
        self._looks: dict[Look, int] = {Look(): 0}

    def index(self, look: Look) -> int:
        """The number of a look."""
        return self._looks.setdefault(look, len(self._looks))

    def xml(self) -> str:
        """The part "styles.xml"."""
        fonts, fills, formats = _Numbered(_font(Look())), _Numbered(_NO_FILL, _GREY_FILL), _Numbered()
        cells = []
        for look in self._looks:
            number = _BUILT_IN.get(look.number)
            if number is None:
                number = _FIRST_OWN + formats.place(look.number)
            fill = fills.place(_fill(look)) if look.fill else 0
            cells.append(_cell_look(look, number, fonts.place(_font(look)), fill))
        own = [
            f'<numFmt numFmtId="{_FIRST_OWN + place}" formatCode={_quoted(code)}/>'
            for place, code in enumerate(formats.entries)
        ]
        return (
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            + (_counted("numFmts", own) if own else "")
            + _counted("fonts", fonts.entries)
            + _counted("fills", fills.entries)
            + _counted("borders", ["<border><left/><right/><top/><bottom/><diagonal/></border>"])
            + _counted("cellStyleXfs", ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'])
            + _counted("cellXfs", cells)
            + _counted("cellStyles", ['<cellStyle name="Normal" xfId="0" builtinId="0"/>'])
            + _TABLE_STYLE
            + "</styleSheet>"
        )


class _Numbered:
    """Texts in order of first appearance."""

    def __init__(self, *first: str) -> None:
        self.entries = list(first)

    def place(self, entry: str) -> int:
        if entry not in self.entries:
            self.entries.append(entry)
        return self.entries.index(entry)


_SIDES = "".join(
    f'<{side} style="thin"><color rgb="FF{_LINE}"/></{side}>'
    for side in ("left", "right", "top", "bottom", "horizontal")
)
_TABLE_STYLE = (
    f'<dxfs count="3"><dxf><border>{_SIDES}</border></dxf>'
    f'<dxf><font><b/><color rgb="FF{HEAD_TEXT}"/></font><fill><patternFill patternType="solid">'
    f'<fgColor rgb="FF{HEAD_FILL}"/><bgColor rgb="FF{HEAD_FILL}"/></patternFill></fill></dxf>'
    f'<dxf><fill><patternFill patternType="solid"><fgColor rgb="FF{_BAND}"/><bgColor rgb="FF{_BAND}"/></patternFill></fill></dxf>'
    f'</dxfs><tableStyles count="1" defaultTableStyle="{TABLE}"><tableStyle name="{TABLE}" pivot="0" count="3">'
    '<tableStyleElement type="wholeTable" dxfId="0"/><tableStyleElement type="headerRow" dxfId="1"/>'
    '<tableStyleElement type="secondRowStripe" dxfId="2"/></tableStyle></tableStyles>'
)
_NO_FILL = '<fill><patternFill patternType="none"/></fill>'
_GREY_FILL = '<fill><patternFill patternType="gray125"/></fill>'  # Excel takes the first two for these, whatever they say


def _counted(name: str, entries: list[str]) -> str:
    return f'<{name} count="{len(entries)}">{"".join(entries)}</{name}>'


def _font(look: Look) -> str:
    return (
        "<font>"
        + ("<b/>" if look.bold else "")
        + ("<i/>" if look.italic else "")
        + ("<u/>" if look.underlined else "")
        + f'<sz val="{look.size}"/>'
        + (f'<color rgb="FF{look.colour}"/>' if look.colour else "")  # else as the style of the table has it
        + '<name val="Calibri"/><family val="2"/></font>'
    )


def _fill(look: Look) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/></patternFill></fill>'
        if look.fill
        else _NO_FILL
    )


def _cell_look(look: Look, number: int, font: int, fill: int) -> str:
    said = f'numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"'
    said += ' applyNumberFormat="1"' if number else ""
    said += ' applyFont="1"' if font else ""
    said += ' applyFill="1"' if fill else ""
    said += ' quotePrefix="1"' if look.quoted else ""
    if not look.align and not look.top:
        return f"<xf {said}/>"
    placed = f' horizontal="{look.align}"' if look.align else ""
    placed += f' indent="{look.indent}"' if look.indent else ""
    placed += ' vertical="top"' if look.top else ""
    return f'<xf {said} applyAlignment="1"><alignment{placed}/></xf>'


def _quoted(code: str) -> str:
    """A value of an attribute. The standard library's way loads all that speaks to a network."""
    return '"' + code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") + '"'
