"""The import page: file, columns, review, done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.changes import UndoResult
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.imports import ImportResult
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_files
from salesdesk.ui.files.taken import without_own
from salesdesk.ui.page import Page
from salesdesk.ui.pages.history.kept_dialog import KeptDialog
from salesdesk.ui.pages.imports.outer_views import RefusedView, StartView
from salesdesk.ui.pages.imports.review.problem_file import ProblemFile
from salesdesk.ui.pages.imports.run.held_file import HeldFile
from salesdesk.ui.pages.imports.run.queue import AsList, FileQueue, FileState
from salesdesk.ui.pages.imports.run.run import ImportRun, Stage
from salesdesk.ui.pages.imports.run.work_line import WorkLine
from salesdesk.ui.pages.imports.texts import created_text, sheet_sentence, tr
from salesdesk.ui.pages.imports.wizard import DONE, FILE, MATCH, Wizard
from salesdesk.ui.widgets.buttons import quiet_button
from salesdesk.ui.widgets.drop_zone import dropped_files
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.step_bar import StepBar
from salesdesk.ui.wording import line_of, title_of, worded

CLIPBOARD = "clipboard"


class _Slot:
    """Where the page keeps its open file, so that it can be closed when the page is gone."""

    def __init__(self) -> None:
        self.held = HeldFile()

    def let_go(self) -> None:
        self.held.let_go()


class ImportPage(Page):
    """``open_target`` takes a tuple of paths, "clipboard" for the cells copied last, or ``AsList`` for a workbook of our own.

    ``run`` is the import at hand and ``wizard`` its steps, None without one; ``queue`` the files dropped together.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr("Import"), parent=parent)
        self._slot = _Slot()
        self.destroyed.connect(self._slot.let_go)
        self._target: object = None
        self._pasted = ""
        self._away = False
        self.queue = FileQueue()
        self.run: ImportRun | None = None
        self.wizard: Wizard | None = None
        self.steps = StepBar([tr("File"), tr("Match columns"), tr("Review"), tr("Done")])
        self.progress = WorkLine()
        self.problem_file = ProblemFile(self, context, lambda: self.run)
        self._cancel = quiet_button(tr("Cancel import"), self.cancel_import)
        self.header.add_action(self._cancel)
        self.header.crumb.setText(f"{tr('Import')} /")
        self.header.crumb.setAccessibleName(tr("Back to the file"))
        self._start_view = StartView(context.theme)
        self.refused_view = RefusedView(context.theme)
        self._waiting = EmptyState(context.theme, "file-spreadsheet", tr("Reading the file"), "")
        self._views = QStackedWidget()
        for view in (self._start_view, self.refused_view, self._waiting):
            self._views.addWidget(view)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.progress)
        self.body.addWidget(self._views, 1)
        self._connect_signals()
        self._show_start()

    def _connect_signals(self) -> None:
        self.header.crumb_clicked.connect(partial(self.go_to, FILE))
        self.progress.appeared.connect(self._cancel.hide)  # it has one of its own, which ends the work first
        self.progress.cancel_requested.connect(self.cancel_work)
        self.refused_view.choose_requested.connect(self.choose_file)
        self.refused_view.next_requested.connect(self._open_next)
        self.refused_view.paste_requested.connect(self._paste)
        self._start_view.choose_requested.connect(self.choose_file)
        self._start_view.files_dropped.connect(self._on_files)
        self._start_view.paste_requested.connect(self._paste)
        self.steps.step_requested.connect(self.go_to)

    # ---- what to import ----

    def open_target(self, target: object) -> None:
        finished = self.run is None or (self.step == DONE and not self._away)
        self._away = False
        taken_back = self.run is not None and self.run.stage is Stage.UNDONE
        if target == self._target and not finished and not taken_back:
            return  # the person comes back to the import at hand
        self._target = target
        if target == CLIPBOARD:
            self._paste()
        elif isinstance(target, AsList):
            self.start([target.path], as_list=True)
        elif isinstance(target, Sequence) and not isinstance(target, str) and target:
            self.start([Path(path) for path in target])

    def start(self, paths: Sequence[Path], *, as_list: bool = False) -> None:
        """Import files, one after the other; workbooks that this database exported are merged unless ``as_list``."""
        self.queue = FileQueue(paths, as_list=as_list)
        self._open(0)

    def _on_files(self, files: object) -> None:
        readable = without_own(self.context, files) if isinstance(files, Sequence) else []
        if readable:
            self._target = tuple(readable)
            self.start(readable)

    def _paste(self) -> None:
        files = dropped_files(QGuiApplication.clipboard().mimeData())
        if files:  # copied in a file manager
            self._on_files(files)
            return
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._target, self._pasted = CLIPBOARD, text
            self.start([Path(tr("Pasted cells"))])
            return
        self._close_run()
        self.queue = FileQueue()
        self.set_title(tr("Import"))
        self.header.set_subtitle("")
        hint = tr("Copy the cells in your spreadsheet, with their header row, then paste here.")
        self._show_problem(tr("There is nothing to paste"), hint)

    def choose_file(self) -> None:
        """Ask for files to import."""
        choose_files(self, self.context, "import", tr("Import"), self._on_files)

    def _open(self, at: int) -> None:
        """Begin with a file of the queue; the former one is closed."""
        self._close_run()
        path = self.queue.go(at)
        self._slot.held = HeldFile()
        run = self.run = ImportRun(self.context, self._slot.held, self)
        wizard = self.wizard = Wizard(self.context, run, self.queue)
        self._views.addWidget(wizard)
        self._connect_run(run, wizard)
        self.steps.set_current(FILE)
        self._waiting.set_texts(tr("Reading {0}").format(path.name), tr("Nothing is saved yet."))
        if self._target == CLIPBOARD:
            run.open_text(self._pasted, path.name)
        else:
            run.open(path, as_list=self.queue.as_list)

    def _connect_run(self, run: ImportRun, wizard: Wizard) -> None:
        run.applied.connect(self._on_applied)
        run.belongs_to_merge.connect(self._hand_over)
        run.changed.connect(self._show)
        run.failed.connect(self.context.messages.error)
        run.progressed.connect(self.progress.show_progress)
        run.refused.connect(self._on_refused)
        run.saved.connect(self.problem_file.told)
        run.stopped.connect(self._on_stopped)
        run.undone.connect(self._on_undone)
        wizard.another_requested.connect(self.choose_file)
        wizard.file_requested.connect(self._open_waiting)
        wizard.list_requested.connect(self._show_imported)
        wizard.next_file_requested.connect(self._open_next)
        wizard.problem_file_requested.connect(self.problem_file.choose)
        wizard.sheet_changed.connect(self._show_header)
        wizard.step_requested.connect(self.go_to)

    def _hand_over(self) -> None:
        """The file is one of our own exports: it is merged, and the import goes on with what follows."""
        queue, following = self.queue, self.queue.following
        queue.mark(FileState.MERGE)
        merge = queue.to_merge
        if following is not None:
            self._open(following)
        else:
            self._close_run()
            self._target, self.queue = None, FileQueue()
            self._show_start()
            if len(merge) == len(queue.files):
                self.context.navigate("merge", merge)
                return
        text = tr("{0} was exported from here: it is merged back, not imported.").format(merge[-1].name)
        self.context.messages.say(text, tr("Merge it"), partial(self.context.navigate, "merge", merge))

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
        if self.wizard is not None:
            self._views.removeWidget(self.wizard)
            self.wizard.deleteLater()
        self.run = self.wizard = None
        self.progress.stop()

    # ---- showing ----

    @property
    def step(self) -> int:
        """0 file, 1 columns, 2 review, 3 done."""
        return self.steps.current()

    def go_to(self, step: int) -> None:
        """Go to a step; what is done stays done."""
        if self.run is None or not self.run.analyses or (self.step == DONE and step != DONE):
            return
        self.steps.set_current(step)
        self._show()
        self._begin()

    def refresh(self) -> None:
        run = self.run
        if run is not None:
            run.notice_undo()
        plan = run.plan if run is not None and run.is_ready else None
        if run is not None and plan is not None and plan.basis != self.context.store.journal.latest():
            run.replan()
        else:
            self._show()

    def _show(self) -> None:
        run, wizard = self.run, self.wizard
        if run is None or wizard is None:
            return
        self.progress.follow(run)
        self._cancel.setVisible(self.step != DONE and self.progress.isHidden())
        if not run.analyses:
            if not run.interrupted:
                self._views.setCurrentWidget(self._waiting)
        else:
            if self._views.currentWidget() is self._waiting:
                self.steps.set_current(MATCH if run.used else FILE)
                QTimer.singleShot(0, self, self._begin)
            self._views.setCurrentWidget(wizard)
            wizard.show_step(self.step)
        self._show_header()

    def _begin(self) -> None:
        if self.wizard is not None and self._views.currentWidget() is self.wizard:
            self.wizard.begin()

    def _show_header(self) -> None:
        run, wizard = self.run, self.wizard
        if run is None or wizard is None:
            return
        self.header.crumb.setVisible(self.step != DONE)
        self.set_title(run.name)
        parts = []
        if run.analyses and self.step != DONE:
            analysis = run.analyses[min(wizard.place, len(run.analyses) - 1)]
            named = len(run.analyses) > 1 or analysis.settings.encoding is None
            parts.append(sheet_sentence(analysis, named=named))
        if self.queue.place_text():
            parts.append(self.queue.place_text())
        self.header.set_subtitle(" · ".join(parts))

    def _show_start(self) -> None:
        self.set_title(tr("Import"))
        self.header.set_subtitle("")
        self._show_outside(self._start_view)

    def _show_problem(self, title: str, text: str) -> None:
        self.refused_view.show_problem(title, text, self.queue)
        self._show_outside(self.refused_view)
        self.refused_view.begin()

    def _show_outside(self, view: QWidget) -> None:
        self.header.crumb.hide()
        self._cancel.hide()
        self.steps.set_current(FILE)
        self._views.setCurrentWidget(view)

    # ---- what became of it ----

    def cancel_work(self) -> None:
        """Stop what runs now; nothing was written."""
        if self.run is not None:
            self.progress.cancelling()
            self.run.cancel()

    def cancel_import(self) -> None:
        """Leave the import; nothing was written."""
        self._close_run()
        self.queue = FileQueue()
        self._target = None
        self._show_start()
        self.context.messages.say(tr("Import cancelled. Nothing was changed."))

    def _on_stopped(self) -> None:
        if self.run is not None and not self.run.analyses:
            self._close_run()
            self.queue.mark(FileState.LEFT)
            self._target = None
            self._show_start()
        self.context.messages.say(tr("Cancelled. Nothing was changed."))

    def _on_refused(self, error: SalesDeskError) -> None:
        self.queue.mark(FileState.REFUSED, worded(error))
        self._close_run()
        self._target = None
        self._show_problem(title_of(error), worded(error))

    def _on_applied(self, result: ImportResult) -> None:
        self.queue.mark(FileState.DONE, created_text(result.created) or tr("nothing new"))
        self.steps.set_current(DONE)
        QTimer.singleShot(0, self, self._begin)
        self.context.messages.done(tr("{0} imported").format(self.title))

    def _on_undone(self, result: UndoResult) -> None:
        self.queue.mark(FileState.UNDONE)
        if result.kept:
            KeptDialog(self, self.context, result).open()
        else:
            self.context.messages.say(tr("Taken back: {0}").format(line_of(result.told)))

    def _show_imported(self, kind: str) -> None:
        if self.run is not None and self.run.result is not None:
            self._away = True
            number = f"#{self.run.result.number}"
            self.context.navigate(kind, Filter((Condition("import", Op.IS, (number,)),)))
