"""What will happen: four counts, one record as it will be, and the way on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from salesdesk.domain.imports import ImportDecisions, ImportPlan, Mode, Resolution
from salesdesk.ui.pages.imports.review.raw_rows import RawRows
from salesdesk.ui.pages.imports.run.run import ImportRun, Stage
from salesdesk.ui.pages.imports.steps.opt_out_question import OptOutQuestion
from salesdesk.ui.pages.imports.steps.preview import RecordPreview
from salesdesk.ui.pages.imports.summary import Summary, summary_of
from salesdesk.ui.pages.imports.texts import tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import MENU_MARK, button, link_button, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label, line, plain_tip, set_look

LOW = 440
_BESIDE_TEXT = 72
"""What stands beside the text of the primary button: margins, padding, the gap to the other button."""
_KEYS = ("new", "known", "duplicates", "problems")
_MODES = (
    ("fill", "update empty fields only"),
    ("overwrite", "overwrite with the file"),
    ("skip", "leave as they are"),
)


def mode_key(decisions: ImportDecisions) -> str:
    """What happens to known records: "fill", "overwrite", "skip" or "mixed" (decided per field)."""
    if decisions.on_match is Resolution.SKIP:
        return "skip"
    if decisions.modes:
        return "mixed"
    return "overwrite" if decisions.default_mode is Mode.OVERWRITE else "fill"


def with_mode(decisions: ImportDecisions, key: str) -> ImportDecisions:
    """The decisions with another answer to that."""
    if key == "skip":
        return replace(decisions, on_match=Resolution.SKIP)
    mode = Mode.OVERWRITE if key == "overwrite" else Mode.FILL
    return replace(decisions, on_match=Resolution.UPDATE, default_mode=mode, modes={})


class OutcomeCard(Card):
    """The card at the right of the columns. ``next_requested`` is the primary button, ``review_requested`` carries the
    review part to look at, ``import_requested`` imports without looking."""

    back_requested = Signal()
    next_requested = Signal()
    review_requested = Signal(str)
    import_requested = Signal()
    fresh_requested = Signal()
    reread_requested = Signal()

    def __init__(self, theme: Theme, run: ImportRun, raw: RawRows, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self._run = run
        self._summary: Summary | None = None
        scroll = ScrollColumn(0)
        # What is below keeps its height; the rest scrolls.
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 14, 16, 8)
        column.setSpacing(8)
        scroll.column.addWidget(content)
        self.add(scroll, 1)
        column.addWidget(label(tr("What will happen"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 60)
        grid.setColumnStretch(1, 1)
        self._figures: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        self._notes: dict[str, QLabel | QPushButton] = {}
        for row, key in enumerate(_KEYS):
            self._add_row(grid, row, key)
        column.addLayout(grid)
        self.opt_outs = OptOutQuestion(run)
        column.addWidget(self.opt_outs)
        self._interrupted = QWidget()
        stopped = QHBoxLayout(self._interrupted)
        stopped.setContentsMargins(0, 0, 0, 0)
        stopped.addWidget(label(tr("Reading was stopped. Nothing was changed."), "secondary", wrap=True), 1)
        stopped.addWidget(button(tr("Read all rows"), self.reread_requested.emit))
        column.addWidget(self._interrupted)
        column.addWidget(line("soft"))
        self.preview = RecordPreview(theme, raw)
        column.addWidget(self.preview)
        column.addStretch(1)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(16, 8, 16, 14)
        bottom.setSpacing(10)
        note = QHBoxLayout()
        note.setSpacing(4)
        self._remembered = label("", "secondary", wrap=True)
        self._fresh = link_button(tr("Start fresh"), self.fresh_requested.emit, accent=True)
        note.addWidget(self._remembered, 1)
        note.addWidget(self._fresh, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addLayout(note)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(8)
        self.back = button(tr("Back"), self.back_requested.emit)
        self.second = link_button(tr("Look closer"), self._second_clicked, accent=True)
        self.next = primary_button(tr("Import"), self.next_requested.emit)
        bottom.addWidget(self.second, 0, Qt.AlignmentFlag.AlignRight)
        row_of_buttons.addWidget(self.back)
        row_of_buttons.addStretch(1)
        row_of_buttons.addWidget(self.next)
        bottom.addLayout(row_of_buttons)
        self.add(bottom)
        self.setMinimumWidth(300)
        self.setMaximumWidth(440)

    def _add_row(self, grid: QGridLayout, row: int, key: str) -> None:
        figure = label("", "figure_small")
        words = QVBoxLayout()
        words.setSpacing(1)
        word = label("", "")
        if key == "known":
            note: QLabel | QPushButton = link_button("", self._open_modes)
            note.setAccessibleName(tr("What happens to records that are known"))
        else:
            note = label("", "note", wrap=True)
        words.addWidget(word)
        words.addWidget(note, 0, Qt.AlignmentFlag.AlignLeft if key == "known" else Qt.AlignmentFlag(0))
        grid.addWidget(figure, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, row, 1)
        self._figures[key], self._words[key], self._notes[key] = figure, word, note

    # ---- showing ----

    def refresh(self, place: int) -> None:
        """Show the plan of now; ``place`` is the sheet the preview is of."""
        plan = self._run.plan
        self._interrupted.setVisible(self._run.interrupted)
        if plan is None:
            self._show_waiting()
        else:
            self._show_plan(plan)
        self.opt_outs.refresh()
        self._show_remembered()
        self._show_buttons()
        analysis = self._run.analyses[place] if place < len(self._run.analyses) else None
        self.preview.show_sheet(plan, analysis, place)

    def _show_waiting(self) -> None:
        for key, word in zip(
            _KEYS, ("new", "already known", "look like duplicates", "rows with a problem"), strict=True
        ):
            self._set(key, "…", tr(word), "")
        self._notes["known"].setText(self._mode_text())

    def _show_plan(self, plan: ImportPlan) -> None:
        summary = self._summary = summary_of(plan)
        self._set("new", summary.new_figure, summary.new_words, summary.new_note)
        self._set("known", summary.known_figure, tr("already known"), self._mode_text())
        self._set("duplicates", summary.duplicate_figure, summary.duplicate_words, summary.duplicate_note)
        self._set("problems", summary.problem_figure, summary.problem_words, summary.problem_note)
        self._notes["known"].setEnabled(True)

    def _set(self, key: str, figure: str, word: str, note: str) -> None:
        self._figures[key].setText(figure)
        self._words[key].setText(word)
        self._notes[key].setText(note)
        self._notes[key].setVisible(bool(note))

    def _mode_text(self) -> str:
        key = mode_key(self._run.decisions)
        return dict(_MODES).get(key, tr("decided per field")) + MENU_MARK

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_remembered()
        if self._run.is_ready and self._summary is not None:
            self._show_next(self._summary)

    def _show_next(self, summary: Summary) -> None:
        """The whole sentence on the button where it fits, else the short one with the sentence as tooltip."""
        room = self.width() - self.back.sizeHint().width() - _BESIDE_TEXT
        fits = self.next.fontMetrics().horizontalAdvance(summary.next_text) <= room
        self.next.setText(summary.next_text if fits else summary.short_text)
        self.next.setToolTip("" if fits else plain_tip(summary.next_text))

    def _show_remembered(self) -> None:
        undo = tr("The whole import can be undone with one click, also next week.")
        if self._run.remembered:
            self._remembered.setText(f"{tr('Mapped as last time.')} {undo}")
        else:
            self._remembered.setText(f"{tr('The mapping is remembered for files like this.')} {undo}")
        self._fresh.setVisible(bool(self._run.remembered))
        # In a low window the figures and the preview need the room more.
        self._remembered.setVisible(bool(self._run.remembered) or self.height() >= LOW)

    def _show_buttons(self) -> None:
        ready, summary = self._run.is_ready, self._summary
        if not ready or summary is None:
            reading = self._run.stage is Stage.PLANNING and self._run.is_busy
            self.next.setText(tr("Reading all rows…") if reading else tr("Import"))
            self.next.setEnabled(False)
            self.second.setVisible(False)
            return
        self._show_next(summary)
        self.next.setEnabled(summary.can_import)
        self.second.setVisible(summary.can_import and bool(summary.second_text))
        self.second.setText(summary.second_text)
        set_look(self.next, tone="primary")

    def _second_clicked(self) -> None:
        if self._summary is None:
            return
        if self._summary.review:
            self.import_requested.emit()
        else:
            self.review_requested.emit(self._summary.worth_a_look)

    @property
    def summary(self) -> Summary | None:
        """The plan in words, None while there is none."""
        return self._summary if self._run.is_ready else None

    # ---- what happens to known records ----

    def _open_modes(self) -> None:
        anchor = self._notes["known"]
        menu = QMenu(anchor)
        menu.setObjectName("known_menu")
        group = QActionGroup(menu)
        current = mode_key(self._run.decisions)
        for key, text in _MODES:
            action = QAction(tr(text[0].upper() + text[1:]), menu)
            action.setCheckable(True)
            action.setChecked(key == current)
            group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(partial(self._set_mode, key))
        menu.addSeparator()
        more = QAction(tr("Per field, and what counts as the same…"), menu)
        more.triggered.connect(self._open_rules)
        menu.addAction(more)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))

    def _set_mode(self, key: str, _checked: bool = False) -> None:
        self._run.decide(with_mode(self._run.decisions, key))

    def _open_rules(self) -> None:
        self.review_requested.emit("rules")
