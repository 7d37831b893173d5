"""What stands in the XML of a sheet around its cells: how it is seen, widths, what cells offer, how it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salesdesk.exchange.writing.cells import cleaned, escaped
from salesdesk.exchange.writing.sheets import OutColumn
from salesdesk.exchange.writing.styles import Look

SPARE_ROWS = 500
"""Rows below a table whose cells offer choices too: what somebody types there belongs to it."""
_PIXELS = 7  # of one character of Excel's usual font
_NARROWEST = 6.0
_LINE = 1.34  # of the size of its letters: Excel's line of 18 points is 24 high
_BESIDE_HEAD = 4  # characters that the button of the filter takes from a head
_LONGEST_PROMPT_TITLE, _LONGEST_PROMPT = 32, 255  # characters Excel takes
PRINTED = '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
"""The margins of a printed sheet in inches."""
FITTED = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
"""The sheet is printed as wide as the pages; stands first in it."""
_FOOTER = "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
_ON_ONE_PAGE = 1_500  # pixels that can still be read when they are printed on one page


def page_of(width: int) -> str:
    """How a sheet of a width in pixels is printed: lying, as many pages beside each other as can be read, with its title
    and the number of the page below."""
    beside = max(1, -(-width // _ON_ONE_PAGE))
    return (
        f'{PRINTED}<pageSetup paperSize="9" orientation="landscape" fitToWidth="{beside}" fitToHeight="0"/>'
        f"{_FOOTER}"
    )


def column_letters(place: int) -> str:
    """The letters of a column, the first being 1."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def view(*, first: bool, top: int = 0, beside: bool = False, grid: bool = True) -> str:
    """How the sheet is seen first: so many rows at the ``top`` stay in sight, with ``beside`` the first column too."""
    said = ' tabSelected="1"' if first else ""
    said += "" if grid else ' showGridLines="0"'
    pane = ""
    if top:
        corner, place, split = ("B", "bottomRight", ' xSplit="1"') if beside else ("A", "bottomLeft", "")
        pane = f'<pane{split} ySplit="{top}" topLeftCell="{corner}{top + 1}" activePane="{place}" state="frozen"/>'
        pane += f'<selection pane="{place}" activeCell="{corner}{top + 1}" sqref="{corner}{top + 1}"/>'
    return f'<sheetViews><sheetView{said} workbookViewId="0">{pane}</sheetView></sheetViews>'


def widths(columns: Sequence[tuple[int, bool]]) -> str:
    """The widths of columns in pixels, and whether each is hidden."""
    if not columns:
        return ""
    said = [
        f'<col min="{place}" max="{place}" width="{max(_NARROWEST, round(width / _PIXELS, 1))}" customWidth="1"'
        + (' hidden="1"/>' if hidden else "/>")
        for place, (width, hidden) in enumerate(columns, 1)
    ]
    return f"<cols>{''.join(said)}</cols>"


def height(looks: Iterable[Look | None]) -> str:
    """The height of a row of large letters, in points. Excel finds it itself; LibreOffice shows them cut off."""
    size = max((look.size for look in looks if look is not None), default=0)
    return f' ht="{size * _LINE:.2f}" customHeight="1"' if size > Look().size else ""


def width_of(column: OutColumn, head: str) -> int:
    """The width of a column in pixels: its head can be read beside the button of the filter."""
    return max(column.width, _PIXELS * (min(len(head), 40) + _BESIDE_HEAD))


def validations(columns: Sequence[OutColumn], lists: Sequence[str], first: int, last: int) -> str:
    """What the cells of rows ``first`` to ``last`` offer and say when somebody goes into them; ``lists`` are where
    the choices of each column stand, "" without any."""
    said = []
    for place, (column, choices) in enumerate(zip(columns, lists, strict=True), 1):
        if column.hidden or not (choices or column.prompt):
            continue
        letter = column_letters(place)
        kind = ' type="list" allowBlank="1"' if choices else ""
        if column.prompt:
            kind += ' showInputMessage="1"' + _told("prompt", column.title, column.prompt)
        if choices and column.warning:
            kind += ' errorStyle="warning" showErrorMessage="1"' + _told(
                "error", column.title, column.warning
            )
        inside = f"<formula1>{escaped(choices)}</formula1>" if choices else ""
        reach = f"{letter}{first}:{letter}{last + SPARE_ROWS}"
        said.append(f'<dataValidation{kind} sqref="{reach}">{inside}</dataValidation>')
    if not said:
        return ""
    return f'<dataValidations count="{len(said)}">{"".join(said)}</dataValidations>'


def _told(what: str, title: str, text: str) -> str:
    title, text = cleaned(title)[:_LONGEST_PROMPT_TITLE], cleaned(text)[:_LONGEST_PROMPT]
    return f' {what}Title="{_line(title)}" {what}="{_line(text)}"'


def _line(text: str) -> str:
    return escaped(text).replace("\n", "&#10;")


UPRIGHT_WIDTH, UPRIGHT_ROWS = 520, 58
"""Pixels and rows that a page holds when it stands upright; of a wider sheet it holds more rows in proportion."""


def upright(width: int, breaks: Sequence[int]) -> str:
    """How a sheet of a width in pixels is printed on pages that stand upright, each of which ends behind one of the
    rows ``breaks``."""
    scale = max(10, min(100, UPRIGHT_WIDTH * 100 // max(width, 1)))
    said = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in breaks)
    return (
        f'{PRINTED}<pageSetup paperSize="9" scale="{scale}" orientation="portrait"/>{_FOOTER}'
        f'<rowBreaks count="{len(breaks)}" manualBreakCount="{len(breaks)}">{said}</rowBreaks>'
    )


def texts_of_digits(reference: str) -> str:
    """Nobody is told that texts of digits in these cells could be numbers: phone numbers are none."""
    return f'<ignoredErrors><ignoredError sqref="{reference}" numberStoredAsText="1"/></ignoredErrors>'


def address(title: str, cell: str = "A1") -> str:
    """A cell of a sheet by the sheet's title."""
    return "'" + title.replace("'", "''") + f"'!{cell}"


@dataclass(frozen=True, order=True, slots=True)
class SheetPart:
    """A sheet that was begun: its ``place`` among those asked for, the number of its part, and the rows at its top that
    every printed page repeats."""

    place: int
    number: int
    title: str
    top: int
    hidden: bool


def printed_heads(parts: Sequence[SheetPart]) -> str:
    """Which rows a printed sheet repeats on every page; ``parts`` in the order in which they stand."""
    said = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
        f"{escaped(address(part.title, f'$1:${part.top}'))}</definedName>"
        for place, part in enumerate(parts)
        if part.top
    )
    return f"<definedNames>{said}</definedNames>" if said else ""
