"""Reports and packs of several as PDF: cover strip, figures, charts, tables, notes, page numbers.

The figures are those of the report, in the words of the screen. Text can be selected, every part has a bookmark, title
and language are set; printed in grey nothing is lost.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from salesdesk import outputs
from salesdesk.documents.packs import Pack, PackLine, PackList, PackNotes, PackReport, Said
from salesdesk.documents.page_charts import page_chart
from salesdesk.documents.page_tables import PageCell, PageTable, fitted, with_breaks
from salesdesk.documents.report_texts import ReportTexts, without_rate
from salesdesk.documents.typeface import elided, text_width
from salesdesk.documents.typesetting import SIGN, Data, TypesettingError, families, typeset
from salesdesk.domain.charts.reports import left_out
from salesdesk.domain.paper import Paper, paper_of
from salesdesk.domain.reports import CellValue, Figure, Report, ReportChart, ReportTable, ValueType
from salesdesk.errors import FileProblem
from salesdesk.paths import resource
from salesdesk.phrases import Phrase, Words, phrase

SIDES = 50.0  # points beside the text
_TITLE, _SECTION = 13.0, 10.0  # letters of headings
_FIGURE_SIZES = (15.0, 13.0, 11.0, 9.0)
_ACROSS, _MOST_ACROSS = 4, 5  # figures beside each other, of many and of few
_MOST_LETTERS = 12  # kinds of letters that are named
_TOGETHER = 8  # sentences that are never torn
_NARROW_TABLE = 0.62  # of the room, for two columns: the eye loses the line over a whole page

_TEMPLATE = "report.typ"


def write_pdf(
    report: Report,
    path: Path,
    words: Words,
    paper: Paper | None = None,
    *,
    locale: str = "en_US",
    company: str = "",
    lists: Sequence[PackList] = (),
    made: datetime | None = None,
) -> None:
    """Write a report as PDF; it replaces ``path`` only when it is whole. ``words`` puts its phrases into words, ``locale``
    is that of numbers and days, and of the paper where none is chosen; ``lists`` are the rows behind its figures, ``made`` when these
    were taken. Raises ``FileProblem``."""
    texts = ReportTexts(words, locale)
    lines: list[Said] = [texts.period(report.spec)]
    if report.spec.owner:
        lines.append(report.spec.owner)
    pack = Pack(report.title, (PackReport(report, tuple(lists)),), company, tuple(lines), made)
    write_pack(pack, path, words, paper, locale=locale)


def write_pack(
    pack: Pack, path: Path, words: Words, paper: Paper | None = None, *, locale: str = "en_US"
) -> None:
    """Write several reports, notes and lists as one PDF. Raises ``FileProblem``."""
    made = pdf_of(pack, words, paper or paper_of(locale), locale, name=path.name)
    with outputs.whole(path) as part:
        part.write_bytes(made)


def pdf_of(pack: Pack, words: Words, paper: Paper, locale: str = "en_US", *, name: str = "") -> bytes:
    """The bytes of the PDF. Raises ``FileProblem``."""
    pages = _Pages(pack, ReportTexts(words, locale), paper)
    try:
        return typeset(_TEMPLATE, pages.data)
    except TypesettingError as error:
        raise FileProblem("report_files.no_typesetting", why=str(error), path=name) from error


class _Pages:
    """The data of the template for one pack."""

    def __init__(self, pack: Pack, texts: ReportTexts, paper: Paper) -> None:
        self._pack, self._texts, self._paper = pack, texts, paper
        self._room = paper.points[0] - 2 * SIDES

    def data(self, undrawn: Sequence[str]) -> Data:
        """All there is; ``undrawn`` are letters that no font has."""
        pack, texts = self._pack, self._texts
        title = texts.said(pack.title)
        parts = list(self._parts())
        if pack.closing:
            parts.append({"kind": "box", "text": texts.said(pack.closing)})
        if undrawn:
            parts.append({"kind": "box", "text": self._undrawn(undrawn)})
        made = "" if pack.made is None else texts.moment(pack.made)
        foot = texts.words(phrase("report_files.figures_of", moment=made)) + " · " if made else ""
        page = texts.words(phrase("report_files.page", page="{page}", pages="{pages}"))
        company = f"{pack.company} · " if pack.company else ""
        return {
            "paper": "a4" if self._paper is Paper.A4 else "us-letter",
            "language": texts.locale.language,
            "region": texts.locale.territory,
            "fonts": families(),
            "colors": _colors(),
            "title": title,
            "company": pack.company,
            "band": {
                "company": elided(pack.company, 8.5, self._room * 0.55),
                "title": with_breaks(title, 17, self._room * 0.6, bold=True),
                "lines": [with_breaks(texts.said(line), 7.5, self._room * 0.36) for line in pack.lines],
            },
            "foot": {
                "left": elided(f"{company}{title}", 7, self._room * 0.55),
                "right": foot,
                "page": page,
            },
            "parts": parts,
        }

    def _parts(self) -> Iterator[Data]:
        single = len(self._pack.parts) == 1
        for place, part in enumerate(self._pack.parts):
            if isinstance(part, PackReport):
                told = place == 0 and self._texts.said(part.report.title) == self._texts.said(
                    self._pack.title
                )
                if not single and not told:
                    yield self._heading(part.report.title, 1, fresh=place > 0, size=_TITLE)
                yield from self._report(part, 1 if single or told else 2)
            elif isinstance(part, PackNotes):
                yield self._heading(part.title, 1, size=_TITLE)
                yield {
                    "kind": "notes",
                    "whole": False,
                    "items": [
                        {"heading": self._texts.said(note.heading), "lines": self._lines(note.text)}
                        for note in part.notes
                    ],
                }
            else:
                yield from self._list(part, 1)

    # -- reports ----------------------------------------------------------------------------------------------

    def _report(self, part: PackReport, level: int) -> Iterator[Data]:
        report = part.report
        if report.figures:
            across = _across(len(report.figures))
            items = [self._figure(figure, report, across) for figure in report.figures]
            yield {"kind": "figures", "across": across, "items": items}
        for early in part.first:
            yield from self._list(early, level)
        told: set[str] = set()
        for chart in report.charts:
            table = report.table(chart.table)
            if table.rows:
                # of one name they stand together below one heading
                own = table.title == chart.title and table.key not in told
                yield from self._chart(chart, report, level, held=own)
                if own:
                    told.add(table.key)
                    yield from self._fitted(self.page_table(table, report.currency), table.title, level)
        for table in report.tables:
            if table.key not in told:
                yield from self._table(table, report, level)
        for detail in part.lists:
            yield from self._list(detail, level)
        if said := list(self._left_out(report)):
            yield self._heading(phrase("report_files.left_out"), level)
            items = [{"heading": "", "lines": self._lines(text)} for text in said]
            yield {"kind": "notes", "whole": len(said) <= _TOGETHER, "items": items}

    def _figure(self, figure: Figure, report: Report, across: int) -> Data:
        value, beside = self._texts.figure(figure, report.currency)
        notes = [note for note in (beside, self._texts.figure_note(figure, report.currency)) if note]
        room = (self._room - 10 * (across - 1)) / across - 10
        size = next((s for s in _FIGURE_SIZES if text_width(value, s, bold=True) <= room), _FIGURE_SIZES[-1])
        return {
            "caption": self._texts.said(figure.caption),
            "value": with_breaks(value, size, room, bold=True),
            "size": size,
            "notes": [with_breaks(note, 7, room) for note in notes],
        }

    def _chart(self, chart: ReportChart, report: Report, level: int, *, held: bool) -> Iterator[Data]:
        """A chart below its heading; ``held`` to what follows, which has none of its own."""
        yield self._heading(chart.title, level)
        remark = ""
        if left := left_out(report, chart):
            told = phrase("report_files.groups_left_out", count=left, shown=self._texts.number(left))
            remark = self._texts.words(told)
        drawn = page_chart(report, chart, self._texts, self._room, self._paper)
        yield {**drawn, "remark": remark, "held": held}

    def _table(self, table: ReportTable, report: Report, level: int) -> Iterator[Data]:
        yield self._heading(table.title, level)
        if not table.rows:
            yield {"kind": "remark", "text": self._texts.words(phrase("report_files.nothing"))}
            return
        yield from self._fitted(self.page_table(table, report.currency), table.title, level)

    def page_table(self, table: ReportTable, currency: str) -> PageTable:
        """A table of the report in words."""
        texts, columns = self._texts, table.columns
        right = tuple(column.type is not ValueType.TEXT for column in columns)
        rows = tuple(
            tuple(
                PageCell(
                    _glued(texts.name(column, cell, table.year_starts), cell.value)
                    if column.type is ValueType.TEXT
                    else _whole(texts.cell(cell, column.type, currency))
                )
                for column, cell in zip(columns, row, strict=True)
            )
            for row in table.rows
        )
        total: tuple[PageCell, ...] = ()
        if table.total and len(table.rows) > 1:
            total = tuple(
                PageCell("" if cell.value is None else _whole(texts.cell(cell, column.type, currency)))
                for column, cell in zip(columns, table.total, strict=True)
            )
        heads = tuple(_glued(texts.said(column.title), column.title) for column in columns)
        return PageTable(heads, right, rows, total)

    def _left_out(self, report: Report) -> Iterator[str]:
        """What is in none of the sums, in sentences."""
        if report.other_currencies:
            cells = [figure.value for figure in report.figures]
            cells += [cell for table in report.tables for row in table.rows for cell in row]
            currencies = without_rate(cells)
            told = self._texts.words(report.apart)
            end = "." if told.endswith(".") else ""
            yield told.removesuffix(".") + (f" ({', '.join(currencies)})" if currencies else "") + end
        yield from map(self._texts.words, report.notes)

    # -- lists ------------------------------------------------------------------------------------------------

    def _list(self, part: PackList, level: int) -> Iterator[Data]:
        texts = self._texts
        size = _TITLE if len(self._pack.parts) > 1 and part in self._pack.parts else _SECTION
        yield self._heading(part.title, level, size=size)
        if not part.lines:
            if part.empty:
                yield {"kind": "remark", "text": texts.said(part.empty)}
            return
        count = len(part.heads)
        table = PageTable(
            tuple(texts.said(head) for head in part.heads),
            tuple(place in part.right for place in range(count)),
            tuple(self._line(line, count) for line in part.lines),
            more=texts.said(part.more),
        )
        yield from self._fitted(table, part.title, level, size)

    def _fitted(self, table: PageTable, title: Said, level: int, size: float = _SECTION) -> Iterator[Data]:
        """A table; where it becomes several, the further ones below its name again."""
        room = self._room * (_NARROW_TABLE if len(table.heads) <= 2 else 1)
        for place, part in enumerate(fitted(table, room)):
            if place:
                yield {**self._heading(title, level, size=size), "again": True}
            yield part

    def _line(self, line: PackLine, count: int) -> tuple[PageCell, ...]:
        cells = [
            PageCell(
                self._texts.said(cell),
                stressed=line.stressed == place,
                box=line.done if place == 0 else None,
            )
            for place, cell in enumerate(line.cells[:count])
        ]
        return (*cells, *[PageCell("")] * (count - len(cells)))

    # -- words ------------------------------------------------------------------------------------------------

    def _heading(self, title: Said, level: int, *, fresh: bool = False, size: float = _SECTION) -> Data:
        said = with_breaks(self._texts.said(title), size, self._room, bold=True)
        return {"kind": "heading", "level": level, "size": size, "text": said, "fresh": fresh}

    def _lines(self, text: Said) -> list[str]:
        """A note line by line, as it was typed."""
        return [with_breaks(line, 8.5, self._room) for line in self._texts.said(text).splitlines()]

    def _undrawn(self, letters: Sequence[str]) -> str:
        kinds = list(dict.fromkeys(map(self._kind, letters)))
        named = tuple(kinds[:_MOST_LETTERS]) + (("…",) if len(kinds) > _MOST_LETTERS else ())
        told = phrase("report_files.undrawn", count=len(letters), letters=named, sign=SIGN)
        return self._texts.words(told)

    def _kind(self, letter: str) -> Said:
        """What a letter is called by the first word of its name: the writing it belongs to."""
        if unicodedata.category(letter) in ("So", "Sk", "Mn", "Cf"):
            return phrase("report_files.symbols")
        return unicodedata.name(letter, f"U+{ord(letter):04X}").split(" ")[0].capitalize()


def _whole(value: str) -> str:
    """A day, an amount or a length of time that no line tears; several amounts may stand below each other, each with its
    sign."""
    return value.replace(" ", "\xa0").replace("\xa0+\xa0", " +\xa0")


_UNIT = re.compile(r"(?<=\d) (?=[kMGT]\b)")


def _glued(text: str, told: CellValue) -> str:
    """What we say of numbers, their units on the line of their digits; a name that a person gave as it is."""
    return _UNIT.sub("\xa0", text) if isinstance(told, Phrase) else text


def _across(figures: int) -> int:
    """How many figures stand beside each other, so that the rows are filled evenly."""
    return figures if figures <= _MOST_ACROSS else -(-figures // -(-figures // _ACROSS))


@cache
def _colors() -> dict[str, Any]:
    """Paper is white: the colours of the light theme."""
    return dict(_with_derived(tomllib.loads(resource("themes/light.toml").read_text(encoding="utf-8"))))


def _with_derived(theme: dict[str, Any]) -> dict[str, str]:
    roles = dict(theme["roles"])
    roles.update({role: roles[origin] for role, origin in theme["derived"].items()})
    return roles
