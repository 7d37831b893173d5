"""Review: values that could not be used, edited in place and read again at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.imports import RowRef
from salesdesk.domain.sheets import Problem
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.tables import RowSource, keeping_focus, wizard_table
from salesdesk.ui.pages.imports.texts import count_text, tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.text import ElidedLabel, label, set_look
from salesdesk.ui.widgets.two_panes import TwoPanes
from salesdesk.ui.wording import title_of, worded


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem, or a value that was mended (``fixed``). ``column`` is the 0-based column, -1 for the whole row; ``short``
    the reason in few words, without the value."""

    ref: RowRef
    number: int
    sheet: str
    column: int
    header: str
    value: str
    short: str
    reason: str
    tone: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell of the row as the file has it, or as it was edited."""

    column: int
    header: str
    text: str
    edited: bool


class ProblemReview(TwoPanes):
    """Problems left, the whole row right. ``save_requested`` asks for the workbook of problem rows."""

    save_requested = Signal()

    def __init__(self, context: Context, run: ImportRun, parent: QWidget | None = None) -> None:
        none = EmptyState(
            context.theme,
            "circle-check",
            tr("No row has a problem"),
            tr(
                "Values that cannot be used would be listed here, to be mended before the import or saved for later."
            ),
        )
        super().__init__(none, shares=(5, 3), parent=parent)
        self._run = run
        self._source, self._cells = RowSource(), RowSource()
        self._raw: tuple[RowRef, tuple[str, ...]] | None = None
        self._headers: dict[int, dict[int, str]] = {}
        self.table, self._model = wizard_table(
            context.theme,
            tr("Problems"),
            (
                Column("row", tr("Row"), 64, "right", lambda r: r.number, number_text, kind="number"),
                Column("column", tr("Column"), 130, "left", lambda r: r.header, kind="strong"),
                # Before the value, and in few words: a long value must not push it out of sight.
                Column("reason", tr("Reason"), 320, "left", lambda r: (r.short, r.tone), _text, tone=_tone),
                Column("value", tr("Value"), 190, "left", lambda r: r.value, editable=True, kind="number"),
            ),
            self._source,
            edit=self._edit_problem,
        )
        self.cells, self._cells_model = wizard_table(
            context.theme,
            tr("The whole row"),
            (
                Column("header", tr("Column"), 120, "left", lambda c: c.header, kind="secondary"),
                Column(
                    "text", tr("Value"), 200, "left", lambda c: c.text, one_line, editable=True, kind="number"
                ),
            ),
            self._cells,
            edit=self._edit_cell,
        )
        self._count = label("", "secondary", wrap=True)
        self.save = button(tr("Save the problem rows as a workbook…"), self.save_requested.emit)
        self._row_title = ElidedLabel("", "section")
        self.reason = label("", "note", wrap=True)  # whole: the table may have no room for it
        bar = QHBoxLayout()
        bar.addWidget(self._count, 1)
        bar.addWidget(self.save)
        self.lay_list(self.table, bar)
        hint = label(
            tr("F2 or a double click edits; what you type is read again at once."), "note", wrap=True
        )
        self.lay_details((self._row_title, self.reason, hint), self.cells)
        self.table.current_changed.connect(self._show_row)
        self.table.opened.connect(self._edit_current)
        self.cells.opened.connect(self._edit_current_cell)

    # ---- showing ----

    def refresh(self) -> None:
        """Show the problems of now, and what was mended."""
        with keeping_focus(self.table, self.cells):
            self._show(self._rows())

    def _show(self, rows: list[ProblemRow]) -> None:
        self._source.keys = rows
        self._model.reload()
        open_rows = {row.ref for row in rows if not row.fixed}
        out = self._run.plan.counts.problems if self._run.plan is not None else 0
        text = tr("{0} with a problem").format(count_text(len(open_rows), "rows"))
        if open_rows and not out:
            text += " · " + tr("all of them are imported without the bad value")
        elif open_rows and out < len(open_rows):
            stay = tr("{0} stays out") if out == 1 else tr("{0} stay out")
            text += " · " + stay.format(number_text(out)) + tr(", of the others the rest is imported")
        mended = len({row.ref for row in rows if row.fixed} - open_rows)
        if mended:
            text += " · " + tr("{0} mended").format(number_text(mended))
        self._count.setText(text)
        self.save.setEnabled(bool(open_rows))
        self.show_nothing(not rows)
        self._show_row(self.table.keep_current(len(rows)))

    def _rows(self) -> list[ProblemRow]:
        plan = self._run.plan
        if plan is None:
            return []
        found: list[ProblemRow] = []
        for place, sheet in enumerate(plan.sheets):
            self._headers[place] = {c.index: c.header for c in sheet.analysis.columns}
            by_header = {header: index for index, header in reversed(self._headers[place].items())}
            wanted = {problem.row for problem in sheet.problems}
            rows = {number: at for at, number in enumerate(sheet.numbers) if number in wanted}
            for problem in sheet.problems:
                ref = (place, rows[problem.row])
                found.append(self._row_of(ref, problem, by_header.get(problem.column, -1)))
            seen = {(row.ref, row.column) for row in found}
            for (at, row), texts in self._run.decisions.edits.items():
                if at == place:
                    found += [
                        self._mended((at, row), sheet.numbers[row], sheet.analysis.name, column, text)
                        for column, text in texts.items()
                        if ((at, row), column) not in seen
                    ]
        return sorted(found, key=lambda row: (row.ref, row.column))

    def _row_of(self, ref: RowRef, problem: Problem, column: int) -> ProblemRow:
        keeps_out = problem.severity == "problem"
        reason, title = worded(problem.reason), title_of(problem.reason)
        short = title[:1].upper() + title[1:]
        if keeps_out:
            reason = f"{reason} {tr('The row stays out.')}"
            short = tr("{0} · stays out").format(short)
        edited = self._run.decisions.edits.get(ref, {}).get(column)
        value = problem.value if edited is None else edited
        header = problem.column or tr("whole row")
        tone = "bad" if keeps_out else "warn"
        return ProblemRow(ref, problem.row, problem.sheet, column, header, value, short, reason, tone)

    def _mended(self, ref: RowRef, number: int, sheet: str, column: int, text: str) -> ProblemRow:
        header, mended = self._headers[ref[0]].get(column, ""), tr("mended")
        return ProblemRow(ref, number, sheet, column, header, text, mended, mended, "good", fixed=True)

    def _show_row(self, place: object) -> None:
        if not isinstance(place, int) or place >= len(self._source.keys):
            return
        row: ProblemRow = self._source.keys[place]
        self._row_title.setText(tr("Row {0} of “{1}”").format(number_text(row.number), row.sheet))
        self.reason.setText(row.reason)
        set_look(self.reason, tone=row.tone)
        if self._raw is not None and self._raw[0] == row.ref:
            self._show_cells()
            return
        ref = row.ref
        self._run.raw_rows(ref[0], [ref[1]], lambda rows: self._take_raw(ref, rows[ref[1]]))

    def _take_raw(self, ref: RowRef, texts: tuple[str, ...]) -> None:
        self._raw = (ref, texts)
        self._show_cells()

    def _show_cells(self) -> None:
        if self._raw is None:
            return
        ref, texts = self._raw
        edits: Mapping[int, str] = self._run.decisions.edits.get(ref, {})
        cells = [
            RawCell(
                column,
                header,
                edits.get(column, texts[column] if column < len(texts) else ""),
                column in edits,
            )
            for column, header in self._headers.get(ref[0], {}).items()
        ]
        with keeping_focus(self.cells):
            self._cells.keys = cells
            self._cells_model.reload()

    # ---- editing ----

    def mend(self, ref: RowRef, column: int, text: str) -> None:
        """Read ``text`` in place of a cell of a row."""
        edits = self._run.decisions.edits
        of_row = {**edits.get(ref, {}), column: text}
        self._run.decide(replace(self._run.decisions, edits={**edits, ref: of_row}))

    def _edit_problem(self, place: int, _key: str, value: object) -> None:
        row: ProblemRow = self._source.keys[place]
        if row.column >= 0:
            self.mend(row.ref, row.column, str(value))
        else:
            self._go_to_cells()

    def _edit_cell(self, place: int, _key: str, value: object) -> None:
        if self._raw is not None:
            cell: RawCell = self._cells.keys[place]
            self.mend(self._raw[0], cell.column, str(value))

    def _edit_current(self, place: int) -> None:
        if self._source.keys[place].column >= 0:
            index = self._model.index(place, self._model.column_of("value"))
            self.table.setCurrentIndex(index)
            self.table.edit(index)
        else:
            self._go_to_cells()

    def _go_to_cells(self) -> None:
        """No single cell is wrong: any of the row may be filled in."""
        self.cells.setFocus()
        if self._cells.keys:
            self.cells.setCurrentIndex(self._cells_model.index(0, self._cells_model.column_of("text")))

    def _edit_current_cell(self, place: int) -> None:
        self.cells.edit(self._cells_model.index(place, self._cells_model.column_of("text")))

    @property
    def rows(self) -> Sequence[ProblemRow]:
        """What is listed."""
        return self._source.keys


def _text(value: tuple[str, str]) -> str:
    return value[0]


def _tone(value: tuple[str, str]) -> str:
    return value[1]
