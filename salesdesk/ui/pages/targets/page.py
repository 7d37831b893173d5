"""The page of targets: what is to be reached by each owner, beside what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.money import Money
from salesdesk.domain.progress import Work
from salesdesk.domain.target_standing import Place, Standing, TargetGrid
from salesdesk.domain.targets import FIRST_YEAR, LAST_YEAR, Measure, Period, month_of
from salesdesk.errors import SalesDeskError
from salesdesk.services.targets import TARGET_KINDS
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import WORKBOOK, choose_target
from salesdesk.ui.page import Page
from salesdesk.ui.pages.targets.grid_view import TargetView
from salesdesk.ui.pages.targets.pace_card import PaceCard
from salesdesk.ui.pages.targets.taking import TakingTargets
from salesdesk.ui.pages.targets.texts import owner_name, period_name
from salesdesk.ui.rows import open_rows
from salesdesk.ui.value_texts import money_text
from salesdesk.ui.widgets.buttons import button, icon_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import label, plain_tip
from salesdesk.ui.wording import worded

AROUND, YEAR, QUARTERS = "around", "year", "quarters"
_WIDE = 1000


class TargetsPage(Page):
    """Targets by owner and month, quarter or year."""

    concerns = frozenset(TARGET_KINDS)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Targets", parent=parent)
        self._grid: TargetGrid | None = None
        self._asked = 0
        self._anchor = context.services.targets.day.replace(day=1)
        self.taking = TakingTargets(context, self)
        self._build_header()
        self.card = PaceCard(context.theme)
        self.body.addWidget(self.card)
        self.view = TargetView(context.theme)
        table = Card(flush=True, padding=0)
        table.add(self.view, 1)
        self._hint = label("", "note", wrap=True)
        self._hint.setContentsMargins(16, 8, 16, 10)
        table.add(self._hint)
        self.body.addWidget(table, 1)
        self._connect()

    def _build_header(self) -> None:
        header = self.header
        header.crumb.setText(self.tr("Reports /"))
        header.crumb.setAccessibleName(self.tr("Back to Reports"))
        header.crumb.setVisible(True)
        self._span = QComboBox()
        self._span.setAccessibleName(self.tr("Periods shown"))
        for key, title in (
            (AROUND, self.tr("Months around")),
            (YEAR, self.tr("Whole year")),
            (QUARTERS, self.tr("Quarters")),
        ):
            self._span.addItem(title, key)
        moving = QHBoxLayout()
        moving.setSpacing(4)
        holder = QWidget()
        moving.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(moving)
        theme = self.context.theme
        moving.addWidget(
            icon_button(theme, "chevron-left", self.tr("Earlier"), partial(self._move, -1), framed=True)
        )
        moving.addWidget(button(self.tr("Today"), self._today))
        moving.addWidget(
            icon_button(theme, "chevron-right", self.tr("Later"), partial(self._move, 1), framed=True)
        )
        self._copy = button("", self._copy_year)
        self._copy.hide()  # until it is known which year
        export = button(
            self.tr("Export"), self._choose_file, tip=self.tr("Write a workbook, a PDF or a text table")
        )
        take = button(
            self.tr("Import"), self.taking.choose, tip=self.tr("Take over targets from a spreadsheet")
        )
        for control in (self._span, holder, self._copy, take, export):
            header.add_action(control)

    def _connect(self) -> None:
        self.header.crumb_clicked.connect(partial(self.context.navigate, "reports"))
        self._span.activated.connect(self._read)
        self.view.written.connect(self._write)
        self.view.rows_requested.connect(partial(open_rows, self.context))
        self.card.rows_requested.connect(partial(open_rows, self.context))
        self.view.current_changed.connect(self._show_standing)
        self.view.pasted_beside.connect(self._say_beside)

    # ---- showing ----

    def periods(self) -> list[Period]:
        """The columns: months around a month with its quarter and year, the whole year, or its quarters."""
        anchor = self._anchor
        year, quarter = Period(anchor.year), Period(anchor.year, (anchor.month + 2) // 3)
        match self._span.currentData():
            case "year":
                return [one for part in year.parts for one in (*part.parts, part)] + [year]
            case "quarters":
                return [*year.parts, year]
        wide = 2 if self._is_wide else 1
        months = (_months_on(anchor, step) for step in range(-wide, wide + 1))
        return [*(month for month in months if month is not None), quarter, year]

    @property
    def _is_wide(self) -> bool:
        return self.width() >= _WIDE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        around = self._grid is not None and self._span.currentData() == AROUND
        if around and list(self._grid.periods if self._grid else ()) != self.periods():
            self._read()

    def refresh(self) -> None:
        self._read()

    def apply_change(self, change: ChangeSet) -> None:
        self._read()

    def _read(self, _choice: object = None) -> None:
        self._asked += 1
        asked, service, periods = self._asked, self.context.services.targets, self.periods()

        def read(work: Work) -> TargetGrid:
            work.check()
            return service.grid(periods)

        def show(grid: TargetGrid) -> None:
            if asked == self._asked:
                self._show(grid)
                if list(grid.periods) != self.periods():  # the page was made narrower meanwhile
                    self._read()

        self.context.tasks.run(read, done=show, failed=self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, SalesDeskError):
            self.context.messages.error(error)

    def _show(self, grid: TargetGrid) -> None:
        first = self._grid is None
        self._grid = grid
        self.view.figures.set_grid(grid)
        spans = {
            AROUND: self.tr("{0}, by owner and month"),
            YEAR: self.tr("{0}, by owner and month"),
            QUARTERS: self.tr("{0}, by owner and quarter"),
        }
        year = self._anchor.year
        self.header.set_subtitle(spans[self._span.currentData()].format(year))
        self._copy.setText(self.tr("Copy from {0}").format(year - 1))
        self._copy.show()
        tip = self.tr("Take over the targets of {0} where {1} has none yet").format(year - 1, year)
        self._copy.setToolTip(plain_tip(tip))
        self._hint.setText(self._hints(grid))
        if first or not self.view.currentIndex().isValid():
            column = self.view.figures.place_of(month_of(grid.today.year, grid.today.month))
            if column is None:
                column = next((at for at, one in enumerate(grid.periods) if one.holds(grid.today)), 0)
            self.view.setCurrentIndex(self.view.figures.index(1, column))
        self._show_standing(self.view.figures.standing(self.view.currentIndex()))

    def _hints(self, grid: TargetGrid) -> str:
        hints = [
            self.tr(
                "Type a target, Tab goes on, Enter goes down. Team is the sum of its people until you type over it; Delete gives it back. Enter opens the rows."
            ),
            self.tr(
                "Pace and days left count the working days of the settings, without the days off named there."
            ),
        ]
        if grid.foreign:
            hints.append(
                self.tr(
                    "Targets typed in {0} are shown in {1} at today’s rate and kept as they were typed."
                ).format(", ".join(grid.foreign), grid.currency)
            )
        return " ".join(hints)

    def _show_standing(self, cell: object) -> None:
        """What the cell with the focus says, in large."""
        grid = self._grid
        if grid is None or not isinstance(cell, Standing):
            return
        self.card.show_standing(cell, grid)
        if cell.place.measure is not Measure.REVENUE or cell.left <= 0 or cell.open_rows is None:
            return
        filter_, left, service = cell.open_rows.filter, cell.left, self.context.services.targets
        asked = self._asked

        def read(work: Work) -> tuple[str, Money] | None:
            work.check()
            return service.to_reach(filter_, left)

        def show(found: tuple[str, Money] | None) -> None:
            current = self.view.figures.standing(self.view.currentIndex())
            if found is not None and asked == self._asked and current == cell:
                last = period_name(cell.place.period)
                note = self.tr("{0} alone would do, signed in {1}").format(
                    money_text(found[1].minor, found[1].currency), last
                )
                self.card.show_reach(found[0], note)

        self.context.tasks.run(read, done=show, failed=self._failed, owner=self)

    def take_focus(self) -> None:
        self.view.setFocus()

    # ---- moving through time ----

    def _today(self) -> None:
        self._anchor = self.context.services.targets.day.replace(day=1)
        self._read()

    def _move(self, step: int, _pressed: bool = False) -> None:
        months = 1 if self._span.currentData() == AROUND else 12
        month = _months_on(self._anchor, step * months)
        if month is not None:
            self._anchor = month.first
            self._read()

    # ---- writing ----

    def _write(self, cells: object) -> None:
        if not isinstance(cells, list) or self._grid is None:
            return
        values = [(cell.place, text) for cell, text in cells]
        grid = self._grid
        if len(cells) == 1:
            cell, text = cells[0]
            who = owner_name(grid, cell.place.owner)
            said = self.tr("Target of {0}, {1}: {2}").format(
                who, period_name(cell.place.period), text.strip() or self.tr("given back")
            )
        else:
            said = self.tr("{0} targets changed").format(len(cells))
        self._put(values, said)

    def _put(self, values: Sequence[tuple[Place, str]], said: str) -> None:
        service = self.context.services.targets
        self.context.writes.run(
            lambda: service.put(values),
            what=self.tr("Targets"),
            text=", ".join(text for _, text in values[:8]),
            done=lambda changes: self.context.messages.done(said, changes),
            failed=partial(self._not_put, values),
            owner=self,
        )

    def _not_put(self, values: Sequence[tuple[Place, str]], error: SalesDeskError) -> None:
        """Say which cell of a block is none, and offer the others."""
        wrong = self.context.services.targets.unread(values)
        rest = [one for one in values if one not in wrong]
        if len(values) < 2 or not wrong or not rest:
            self.context.messages.error(error)
            return
        said = self.tr("{0} targets changed").format(len(rest))
        self.context.messages.error(
            error, self.tr("Take the other {0}").format(len(rest)), partial(self._put, rest, said)
        )

    def _say_beside(self, count: int) -> None:
        self.context.messages.say(
            self.tr("{0} cells of the block had no place and were left out").format(count)
        )

    def _copy_year(self) -> None:
        year, service = self._anchor.year, self.context.services.targets
        said = self.tr("Targets of {0} copied to {1}").format(year - 1, year)
        self.context.writes.run(
            lambda: service.copy_year(year - 1, year),
            what=said,
            done=lambda changes: self.context.messages.done(said, changes),
            owner=self,
        )

    # ---- rows and files ----

    def _choose_file(self) -> None:
        choose_target(
            self,
            self.context,
            "report",
            self.tr("Save the targets"),
            [self.tr(WORKBOOK), self.tr("PDF (*.pdf)"), self.tr("Text tables (*.csv)")],
            f"{self.tr('Targets')} {self._anchor.year}.xlsx",
            self.save,
        )

    def save(self, path: Path | str) -> None:
        """Write what is shown to a file, in the worker."""
        grid, services = self._grid, self.context.services
        if grid is None:
            return
        target = Path(path)

        def write(work: Work) -> Path:
            services.report_files.write(services.targets.report(grid.periods), target, worded)
            return target

        self.context.tasks.run(write, done=self._saved, owner=self)

    def _saved(self, path: Path) -> None:
        self.context.messages.say(self.tr("Targets saved as {0}").format(path.name))


def _months_on(anchor: date, step: int) -> Period | None:
    """The month so many months on, None outside the years of targets."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + step, 12)
    return month_of(year, month + 1) if FIRST_YEAR <= year <= LAST_YEAR else None
