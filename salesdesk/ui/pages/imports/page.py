"""The import page: file, columns, review, done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedWidget, QWidget

from salesdesk.domain.changes import UndoResult
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.imports import ImportResult
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page
from salesdesk.ui.pages.history.kept_dialog import KeptDialog
from salesdesk.ui.pages.imports.done_step import DoneStep
from salesdesk.ui.pages.imports.file_step import FileStep
from salesdesk.ui.pages.imports.held_file import HeldFile
from salesdesk.ui.pages.imports.match_step import MatchStep
from salesdesk.ui.pages.imports.queue import FileQueue, FileState
from salesdesk.ui.pages.imports.review_step import ReviewStep
from salesdesk.ui.pages.imports.run import PROBLEMS_BY_DEFAULT, ImportRun, Stage
from salesdesk.ui.pages.imports.texts import WORK_WORDS, created_text, sheet_sentence, tr
from salesdesk.ui.task_runner import Progress
from salesdesk.ui.widgets.buttons import button, primary_button, quiet_button
from salesdesk.ui.widgets.drop_zone import DropZone
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.progress import ProgressLine
from salesdesk.ui.widgets.step_bar import StepBar

CLIPBOARD = "clipboard"
PATIENCE_MS = 350
"""Work that takes no longer shows no progress line."""
FILE, MATCH, REVIEW, DONE = range(4)
_FILTER = "Spreadsheets and contact cards (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.vcf)"


class _Slot:
    """Where the page keeps its open file, so that it can be closed when the page is gone."""

    def __init__(self) -> None:
        self.held = HeldFile()

    def let_go(self) -> None:
        self.held.let_go()


class ImportPage(Page):
    """``open_target`` takes a tuple of paths, or "clipboard" for the cells copied last."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr("Import"), parent=parent)
        self._slot = _Slot()
        self.destroyed.connect(self._slot.let_go)
        self._target: object = None
        self._pasted = ""
        self._totals: dict[str, int] = {}
        self.queue = FileQueue()
        self.run: ImportRun | None = None
        self.steps = StepBar([tr("File"), tr("Match columns"), tr("Review"), tr("Done")])
        self.progress = ProgressLine()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._cancel = quiet_button(tr("Cancel import"), self.cancel_import)
        self.header.add_action(self._cancel)
        self.header.crumb.setText(f"{tr('Import')} /")
        self.header.crumb.setAccessibleName(tr("Back to the file"))
        self._zone = self._drop_zone()
        self._next_file = button(tr("Next file"), self._open_next)
        self._another = primary_button(tr("Choose another file…"), self.choose_file)
        self._problem = EmptyState(
            context.theme,
            "file-x",
            "",
            "",
            [button(tr("Paste from Excel"), self._paste), self._next_file, self._another],
        )
        self._waiting = EmptyState(context.theme, "file-spreadsheet", tr("Reading the file"), "")
        self._wizard = QStackedWidget()
        self._views = QStackedWidget()
        for view in (self._centred(self._zone), self._problem, self._waiting, self._wizard):
            self._views.addWidget(view)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.progress)
        self.body.addWidget(self._views, 1)
        self._connect_signals()
        self._show_start()

    def _connect_signals(self) -> None:
        self._patience.timeout.connect(self._show_progress)
        self._zone.files_dropped.connect(self._on_files)
        self.header.crumb_clicked.connect(partial(self.go_to, FILE))
        self.progress.cancel_requested.connect(self._cancel_work)
        self.steps.step_requested.connect(self.go_to)

    def _drop_zone(self) -> DropZone:
        zone = DropZone(
            self.context.theme,
            tr("Drop a spreadsheet here"),
            tr(
                "Excel, CSV or contact cards, in any layout and language. You see what will happen before anything is "
                "saved, and the whole import can be undone."
            ),
            icon="file-up",
            actions=(
                primary_button(tr("Choose a file…"), self.choose_file),
                button(tr("Paste from Excel"), self._paste),
            ),
        )
        zone.setMaximumSize(760, 320)
        return zone

    @staticmethod
    def _centred(widget: QWidget) -> QWidget:
        holder = QWidget()
        layout = QGridLayout(holder)
        layout.setContentsMargins(0, 24, 0, 24)
        layout.addWidget(widget, 1, 1)
        layout.setRowStretch(0, 1)
        layout.setRowStretch(1, 6)
        layout.setRowStretch(2, 2)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 8)
        layout.setColumnStretch(2, 1)
        return holder

    # ---- what to import ----

    def open_target(self, target: object) -> None:
        if target == self._target and self.run is not None and self.run.stage is not Stage.UNDONE:
            return  # the person comes back to the import at hand
        self._target = target
        if target == CLIPBOARD:
            self._paste()
        elif isinstance(target, Sequence) and not isinstance(target, str) and target:
            self.start([Path(path) for path in target])

    def start(self, paths: Sequence[Path]) -> None:
        """Import files, one after the other."""
        self.queue = FileQueue(paths)
        self._open(0)

    def _on_files(self, files: object) -> None:
        if isinstance(files, Sequence) and files:
            self._target = tuple(files)
            self.start([Path(path) for path in files])

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._close_run()
            self.queue = FileQueue()
            self.set_title(tr("Import"))
            self.header.set_subtitle("")
            self._show_problem(
                tr("There is nothing to paste"),
                tr("Copy the cells in your spreadsheet, with their header row, then paste here."),
            )
            return
        self._target, self._pasted = CLIPBOARD, text
        self.queue = FileQueue([Path(tr("Pasted cells"))])
        self._open(0)

    def choose_file(self) -> None:
        """Ask for files to import."""
        dialog = QFileDialog(self, tr("Import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([tr(_FILTER), tr("All files (*)")])
        dialog.filesSelected.connect(self._on_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, at: int) -> None:
        """Begin with a file of the queue; the former one is closed."""
        self._close_run()
        path = self.queue.go(at)
        self._slot.held = HeldFile()
        run = self.run = ImportRun(self.context, self._slot.held, self)
        self._build_steps(run)
        run.changed.connect(self._show)
        run.progressed.connect(self._on_progress)
        run.refused.connect(self._on_refused)
        run.failed.connect(self.context.messages.error)
        run.stopped.connect(self._on_stopped)
        run.applied.connect(self._on_applied)
        run.undone.connect(self._on_undone)
        run.saved.connect(self._on_saved)
        self.steps.set_current(FILE)
        self._waiting.set_texts(tr("Reading {0}").format(path.name), tr("Nothing is saved yet."))
        if self._target == CLIPBOARD:
            run.open_text(self._pasted, path.name)
        else:
            run.open(path)

    def _build_steps(self, run: ImportRun) -> None:
        while (former := self._wizard.widget(0)) is not None:
            self._wizard.removeWidget(former)
            former.deleteLater()
        theme = self.context.theme
        self.file_step = FileStep(self.context, run, self.queue)
        self.match_step = MatchStep(self.context, run)
        self.review_step = ReviewStep(self.context, run)
        self.done_step = DoneStep(theme, run, self.queue)
        for step in (self.file_step, self.match_step, self.review_step, self.done_step):
            self._wizard.addWidget(step)
        self.file_step.next_requested.connect(partial(self.go_to, MATCH))
        self.file_step.another_requested.connect(self.choose_file)
        self.file_step.file_chosen.connect(self._open_waiting)
        outcome = self.match_step.outcome
        self.match_step.sheet_changed.connect(self._show_header)
        outcome.back_requested.connect(partial(self.go_to, FILE))
        outcome.next_requested.connect(self._go_on)
        outcome.review_requested.connect(self.review)
        outcome.import_requested.connect(run.apply)
        self.review_step.back_requested.connect(partial(self.go_to, MATCH))
        self.review_step.import_requested.connect(run.apply)
        self.review_step.problems.save_requested.connect(self._choose_problem_file)
        self.done_step.show_requested.connect(self._show_imported)
        self.done_step.undo_requested.connect(run.undo)
        self.done_step.problems_requested.connect(self._choose_problem_file)
        self.done_step.again_requested.connect(self.choose_file)
        self.done_step.next_file_requested.connect(self._open_next)

    def _open_waiting(self, at: int) -> None:
        if at != self.queue.at and self.queue.files[at].state is not FileState.DONE:
            self.queue.mark(FileState.LEFT)
            self._open(at)

    def _open_next(self) -> None:
        following = self.queue.following
        if following is not None:
            self._open(following)

    def _close_run(self) -> None:
        if self.run is not None:
            self.run.let_go()
            self.run.deleteLater()
            self.run = None
        self._stop_progress()

    # ---- steps ----

    @property
    def step(self) -> int:
        """0 file, 1 columns, 2 review, 3 done."""
        return self.steps.current()

    def go_to(self, step: int) -> None:
        """Go to a step; what is done stays done."""
        run = self.run
        if run is None or not run.analyses or (self.step == DONE and step != DONE):
            return
        if step == FILE:
            self.file_step.show_place(self.match_step.place)
        self.steps.set_current(step)
        self._show()
        self._focus_step()

    def review(self, part: str) -> None:
        """Look at one part of the review."""
        if self.run is not None and self.run.plan is not None:
            self.review_step.show_part(part)
            self.go_to(REVIEW)

    def _go_on(self) -> None:
        summary = self.match_step.outcome.summary
        if summary is None or self.run is None:
            return
        if summary.review:
            self.review(summary.review)
        else:
            self.run.apply()

    # ---- showing ----

    def refresh(self) -> None:
        run = self.run
        plan = run.plan if run is not None and run.is_ready else None
        if run is not None and plan is not None and plan.basis != self.context.store.journal.latest():
            run.replan()
        else:
            self._show()

    def _show(self) -> None:
        run = self.run
        if run is None:
            return
        self._follow_work(run)
        if run.stage is Stage.OPENING and not run.analyses:
            if not run.interrupted:
                self._views.setCurrentWidget(self._waiting)
            self._show_header()
            return
        if self.step == FILE and self._views.currentWidget() is self._waiting:
            self.steps.set_current(MATCH if run.used else FILE)
            QTimer.singleShot(0, self, self._focus_step)
        self._views.setCurrentWidget(self._wizard)
        step = (self.file_step, self.match_step, self.review_step, self.done_step)[self.step]
        self._wizard.setCurrentWidget(step)
        step.refresh()
        step.setEnabled(run.stage not in (Stage.WRITING, Stage.UNDOING))
        self._cancel.setVisible(self.step != DONE)
        self._show_header()

    def _focus_step(self) -> None:
        """Put the keyboard where the step's work begins."""
        if self.run is None or self._views.currentWidget() is not self._wizard:
            return
        begin = {
            FILE: self.file_step.next.setFocus,
            MATCH: self.match_step.columns.table.setFocus,
            REVIEW: self.review_step.focus_part,
            DONE: self.done_step.show_button.setFocus,
        }
        begin[self.step]()

    def _show_header(self) -> None:
        run = self.run
        if run is None:
            return
        self.header.crumb.setVisible(True)
        self.set_title(run.name)
        parts = []
        if run.analyses and self.step != DONE:
            place = self.match_step.place
            analysis = run.analyses[min(place, len(run.analyses) - 1)]
            named = len(run.analyses) > 1 or analysis.settings.encoding is None
            parts.append(sheet_sentence(analysis, named=named))
        if self.queue.place_text():
            parts.append(self.queue.place_text())
        self.header.set_subtitle(" · ".join(parts))

    def _show_start(self) -> None:
        self.set_title(tr("Import"))
        self.header.crumb.hide()
        self.header.set_subtitle("")
        self._cancel.hide()
        self.steps.set_current(FILE)
        self._views.setCurrentIndex(0)

    def _show_problem(self, title: str, text: str) -> None:
        self._problem.set_texts(title, text)
        following = self.queue.following
        self._next_file.setVisible(following is not None)
        if following is not None:
            self._next_file.setText(tr("Next: {0}").format(self.queue.files[following].path.name))
        self.steps.set_current(FILE)
        self.header.crumb.hide()
        self._cancel.hide()
        self._views.setCurrentWidget(self._problem)
        self._another.setFocus()

    # ---- work ----

    def _follow_work(self, run: ImportRun) -> None:
        if not run.is_busy:
            self._stop_progress()
        elif not self._patience.isActive() and not self.progress.isVisible():
            self._patience.start()
        if run.is_busy and self.progress.isVisible():
            self.progress.report(0, 0, self._working_on(run))

    def _show_progress(self) -> None:
        if self.run is not None and self.run.is_busy:
            self.progress.start(self._working_on(self.run), cancellable=self.run.stage is not Stage.UNDOING)

    def _stop_progress(self) -> None:
        self._totals.clear()
        self._patience.stop()
        self.progress.finish()

    def _working_on(self, run: ImportRun) -> str:
        words = {
            Stage.OPENING: tr("Reading {0}"),
            Stage.PLANNING: tr("Reading all rows of {0}"),
            Stage.WRITING: tr("Importing {0}"),
            Stage.UNDOING: tr("Undoing the import of {0}"),
        }
        return words.get(run.stage, "{0}").format(run.name)

    def _on_progress(self, progress: Progress) -> None:
        run = self.run
        if run is None:
            return
        if progress.total:
            self._totals[progress.what] = progress.total
        elif progress.what in self._totals:
            return  # the reader counts what the import counts as well, but knows no total
        known = tr(WORK_WORDS[progress.what]).format(run.name) if progress.what in WORK_WORDS else ""
        self.progress.report(progress.done, progress.total, known or self._working_on(run))

    def _cancel_work(self) -> None:
        if self.run is not None:
            self.progress.cancelling()
            self.run.cancel()

    def _on_stopped(self) -> None:
        run = self.run
        if run is None:
            return
        if not run.analyses:
            self._close_run()
            self.queue.mark(FileState.LEFT)
            self._target = None
            self._show_start()
        self.context.messages.say(tr("Cancelled. Nothing was changed."))

    def cancel_import(self) -> None:
        """Leave the import; nothing was written."""
        self._close_run()
        self._slot.let_go()
        self.queue = FileQueue()
        self._target = None
        self._show_start()
        self.context.messages.say(tr("Import cancelled. Nothing was changed."))

    def _on_refused(self, error: SalesDeskError) -> None:
        self.queue.mark(FileState.REFUSED, str(error))
        self._close_run()
        self._target = None
        self._show_problem(error.title, error.message)

    # ---- what was done ----

    def _on_applied(self, result: ImportResult) -> None:
        self.queue.mark(FileState.DONE, created_text(result.created) or tr("nothing new"))
        self.steps.set_current(DONE)
        QTimer.singleShot(0, self, self._focus_step)
        self.context.messages.done(tr("{0} imported").format(self.title))

    def _on_undone(self, result: UndoResult) -> None:
        self.queue.mark(FileState.UNDONE)
        if result.kept:
            KeptDialog(self, self.context, result).open()
        else:
            self.context.messages.say(tr("Taken back: {0}").format(result.text))

    def _show_imported(self, kind: str) -> None:
        if self.run is None or self.run.result is None:
            return
        number = f"#{self.run.result.number}"
        self.context.navigate(kind, Filter((Condition("import", Op.IS, (number,)),)))

    def _choose_problem_file(self) -> None:
        if self.run is None:
            return
        dialog = QFileDialog(self, tr("Save the problem rows"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Excel workbook (*.xlsx)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(PROBLEMS_BY_DEFAULT.format(Path(self.run.name).stem))
        save: Callable[[str], None] = self._save_problems
        dialog.fileSelected.connect(save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_problems(self, name: str) -> None:
        if self.run is not None:
            self.run.save_problems(Path(name))

    def _on_saved(self, saved: tuple[Path, int]) -> None:
        path, rows = saved
        self.context.messages.say(tr("{0} rows saved as {1}").format(rows, path.name))
