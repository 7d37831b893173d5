"""The four steps of one import."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.meanwhile import ImportClash
from salesdesk.ui.context import Context
from salesdesk.ui.pages.imports.review.clashes import ImportClashDialog
from salesdesk.ui.pages.imports.run.queue import FileQueue
from salesdesk.ui.pages.imports.run.run import ImportRun, Stage
from salesdesk.ui.pages.imports.steps.done import DoneStep
from salesdesk.ui.pages.imports.steps.file import FileStep
from salesdesk.ui.pages.imports.steps.match import MatchStep
from salesdesk.ui.pages.imports.steps.review import ReviewStep

FILE, MATCH, REVIEW, DONE = range(4)


class Wizard(QStackedWidget):
    """Built anew for every file. ``step_requested`` carries a step to go to; the others ask for what their names say."""

    step_requested = Signal(int)
    sheet_changed = Signal()
    another_requested = Signal()
    file_requested = Signal(object)
    next_file_requested = Signal()
    problem_file_requested = Signal()
    list_requested = Signal(str)

    def __init__(
        self, context: Context, run: ImportRun, queue: FileQueue, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._run = context, run
        self.file = FileStep(context, run, queue)
        self.match = MatchStep(context, run)
        self.review = ReviewStep(context, run)
        self.done = DoneStep(context, run, queue)
        for step in (self.file, self.match, self.review, self.done):
            self.addWidget(step)
        self._connect_signals()

    def _connect_signals(self) -> None:
        outcome = self.match.outcome
        self.file.another_requested.connect(self.another_requested)
        self.file.file_chosen.connect(self.file_requested)
        self.file.next_requested.connect(lambda: self.step_requested.emit(MATCH))
        self.match.sheet_changed.connect(self.sheet_changed)
        self.match.sheets_requested.connect(lambda: self.step_requested.emit(FILE))
        outcome.back_requested.connect(lambda: self.step_requested.emit(FILE))
        self._run.clashed.connect(self._ask)
        outcome.import_requested.connect(self._run.apply)
        outcome.next_requested.connect(self._go_on)
        outcome.review_requested.connect(self.look_at)
        self.review.back_requested.connect(lambda: self.step_requested.emit(MATCH))
        self.review.import_requested.connect(self._run.apply)
        self.review.problems.save_requested.connect(self.problem_file_requested)
        self.done.again_requested.connect(self.another_requested)
        self.done.next_file_requested.connect(self.next_file_requested)
        self.done.problems_requested.connect(self.problem_file_requested)
        self.done.show_requested.connect(self.list_requested)
        self.done.undo_requested.connect(self._run.undo)

    @property
    def place(self) -> int:
        """The sheet looked at, by its place in the file."""
        return self.match.place

    def show_step(self, step: int) -> None:
        """Bring a step to the front with what the run knows."""
        if step == FILE and self.currentIndex() != FILE:
            self.file.show_place(self.match.place)
        self.setCurrentIndex(step)
        (self.file, self.match, self.review, self.done)[step].refresh()
        self.setEnabled(self._run.stage not in (Stage.WRITING, Stage.UNDOING))

    def begin(self) -> None:
        """Put the keyboard where the step's work begins."""
        begin = {
            FILE: self.file.next.setFocus,
            MATCH: self.match.columns.table.setFocus,
            REVIEW: self.review.focus_part,
            DONE: self.done.show_button.setFocus,
        }
        begin[self.currentIndex()]()

    def look_at(self, part: str) -> None:
        """Go to one part of the review."""
        if self._run.plan is not None:
            self.review.show_part(part)
            self.step_requested.emit(REVIEW)

    def _ask(self, clash: ImportClash) -> None:
        """Somebody else wrote what the file would write: ask what stays, then import once more."""
        run = self._run
        ImportClashDialog(self, self._context, run.name, clash.meanwhile, run.answers, run.apply).open()

    def _go_on(self) -> None:
        summary = self.match.outcome.summary
        if summary is None:
            return
        if summary.review:
            self.look_at(summary.review)
        else:
            self._run.apply()
