"""The page on which an edited workbook is merged back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.conflicts import EditConflict
from salesdesk.domain.merging_back import NO_CHOICES, Choices, MergeOutcome, MergePlan
from salesdesk.domain.progress import Work
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.phrases import phrase
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_files
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.page import Page
from salesdesk.ui.pages.imports.run.queue import AsList
from salesdesk.ui.pages.merging_back.actions import MergeActions
from salesdesk.ui.pages.merging_back.keeping import KeptMerges, MergeAtHand
from salesdesk.ui.pages.merging_back.outer_views import DoneView, RefusedView, StartView
from salesdesk.ui.pages.merging_back.review import MergeReview
from salesdesk.ui.pages.merging_back.rows import MergeRows
from salesdesk.ui.pages.merging_back.texts import kept_text, origin_text, outcome_text
from salesdesk.ui.pages.merging_back.words import tr
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.wording import title_of, worded


class MergePage(Page):
    """``open_target`` takes a workbook's path or several, or the number of a merge that was put aside."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr("Merge workbook"), parent=parent)
        self._service = context.services.merging_back
        self._target: object = None
        self._waiting: list[Path] = []
        self._merge: MergeAtHand | None = None
        self._done: int | None = None
        self._again: Path | None = None
        """The workbook at hand, where its file is known: its problems can be looked at once it is merged."""
        self.strip = ProgressStrip(context)
        self.buttons = MergeActions(self.header, self.put_aside, self.cancel, self.apply)
        self.start_view = StartView(context)
        self.refused_view = RefusedView(context.theme)
        self.done_view = DoneView(context.theme)
        self.review = MergeReview(context)
        self._reading = EmptyState(context.theme, "file-spreadsheet", "", tr("Nothing is changed yet."))
        self._views = QStackedWidget()
        for view in (self.start_view, self.refused_view, self._reading, self.review, self.done_view):
            self._views.addWidget(view)
        self.body.addWidget(self.strip)
        self.body.addWidget(self._views, 1)
        self.kept = KeptMerges(context, self.start_view.refresh, self)
        self._connect_signals()
        self._show_outside(self.start_view, self.title)

    def _connect_signals(self) -> None:
        choose = partial(choose_files, self, self.context, "merge", tr("Merge a workbook"), self.start)
        self.review.changed.connect(self._on_chosen)
        self.start_view.choose_requested.connect(choose)
        self.start_view.files_dropped.connect(self.start)
        self.start_view.waiting.wanted.connect(self.take_up)
        self.refused_view.choose_requested.connect(choose)
        self.refused_view.import_requested.connect(
            lambda: self.context.navigate("import", AsList(self._path))
        )
        self.done_view.choose_requested.connect(choose)
        self.done_view.next_requested.connect(self._open_next)
        self.done_view.problems_requested.connect(self._show_problems)
        self.done_view.history_requested.connect(partial(self.context.navigate, "history"))
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.buttons.apply.click)

    # ---- what to merge ----

    def open_target(self, target: object) -> None:
        if isinstance(target, bool) or target is None:
            return
        if isinstance(target, int):
            self.take_up(target)
            return
        paths = [target] if isinstance(target, Path) else target
        if isinstance(paths, Sequence) and not isinstance(paths, str) and paths:
            if target == self._target and self._merge is not None:
                return  # the person comes back to the merge at hand
            if self.start(paths):
                self._target = target

    def start(self, files: object) -> bool:
        """Merge workbooks, one after the other. False while another one is being read, which is said."""
        paths = [Path(file) for file in files] if isinstance(files, Sequence) else []
        if not paths or self.strip.refuses():
            return False
        self._let_go()
        self._waiting = paths[1:]
        self._open(paths[0])
        return True

    def take_up(self, number: int) -> None:
        """Go on with a merge that was put aside."""
        if (self._merge is not None and self._merge.number == number) or self.strip.refuses():
            return
        self._let_go()
        self._again = None
        self._reading.title.setText(tr("Reading what was put aside"))
        self._show_outside(self._reading, tr("Merge workbook"))
        service = self._service

        def read(work: Work) -> tuple[MergeRows, Choices]:
            plan, choices = service.take_up(number, work)
            return MergeRows.of(plan), choices

        def taken(found: tuple[MergeRows, Choices]) -> None:
            self._planned(found, number)

        self.strip.run(tr("Comparing"), read, taken, self._refused)

    def _open(self, path: Path) -> None:
        self._path = self._again = path
        self._reading.title.setText(tr("Reading {0}").format(path.name))
        self._show_outside(self._reading, path.name)
        service = self._service

        def read(work: Work) -> tuple[MergeRows, Choices]:
            return MergeRows.of(service.plan(path, work)), NO_CHOICES

        self.strip.run(tr("Reading {0}").format(path.name), read, self._planned, self._refused)

    def _open_next(self) -> None:
        if self._waiting:
            self._open(self._waiting.pop(0))

    def _show_problems(self) -> None:
        """Compare what was merged once more: what was not taken over is left."""
        if self._again is not None and not self.strip.refuses():
            self._open(self._again)

    def _let_go(self, *, drop: bool = False) -> None:
        """Put the merge at hand aside, if there is one, or ``drop`` it."""
        if drop and self._merge is not None:
            self.kept.drop(self._merge)
        self.kept.keep_now()
        self._merge = self._target = None

    # ---- showing ----

    @property
    def plan(self) -> MergePlan | None:
        """What is being merged, None without a workbook."""
        return self._merge.plan if self._merge is not None else None

    def refresh(self) -> None:
        if self.plan is None:
            if self._views.currentWidget() is self.start_view:
                self.start_view.refresh()
        elif self.plan.basis != self.context.store.journal.latest():
            self._renew()

    def apply_change(self, change: ChangeSet) -> None:
        if self._views.currentWidget() is self.done_view and change.batch not in (None, self._done):
            # The merge was undone, or life went on: it is no news any more.
            self._show_outside(self.start_view, tr("Merge workbook"))
        elif change.batch is not None:
            self.refresh()

    def _renew(self) -> None:
        """Others wrote, or we did: compare with the records as they are now. What was chosen stays."""
        merge, service = self._merge, self._service
        if merge is None or self.strip.is_busy:
            return
        plan = merge.plan

        def read(work: Work) -> MergeRows:
            return MergeRows.of(service.renewed(plan, work))

        def renewed(rows: MergeRows) -> None:
            if self._merge is merge:
                self._show_rows(rows, merge)

        def failed(error: SalesDeskError) -> None:
            if not isinstance(
                error, Cancelled
            ):  # after a cancel the former comparison stays; applying looks again
                self._refused(error)

        self.strip.run(tr("Comparing again"), read, renewed, failed)

    def _planned(self, found: tuple[MergeRows, Choices], number: int | None = None) -> None:
        rows, choices = found
        self._merge = MergeAtHand(rows.plan, choices, number)
        self._show_rows(rows, self._merge)

    def _show_rows(self, rows: MergeRows, merge: MergeAtHand) -> None:
        plan = merge.plan = rows.plan
        if plan.is_empty and not plan.problems:
            self._end(tr("Nothing to merge"), nothing_text(plan))
            return
        self.set_title(plan.workbook)
        self.header.set_subtitle(origin_text(plan, self.context.store))
        self.review.show_rows(rows, merge.choices)
        self._views.setCurrentWidget(self.review)
        self.buttons.set_visible(True)
        self.buttons.show_state(rows, merge.choices)
        self.review.table.setFocus()
        if merge.number is None and (rows.conflicts or plan.removed):
            self.kept.keep_soon(merge)

    def _show_outside(self, view: QWidget, title: str) -> None:
        """Show what stands here without a merge at hand."""
        self.set_title(title)
        self.header.set_subtitle("")
        self.buttons.set_visible(False)
        self._views.setCurrentWidget(view)
        if view is self.start_view:
            self.start_view.refresh()

    def _refused(self, error: SalesDeskError) -> None:
        name = self.title
        self._let_go()
        if isinstance(error, Cancelled):
            self._show_outside(self.start_view, tr("Merge workbook"))
            self.context.messages.say(tr("Cancelled. Nothing was changed."))
            return
        self.refused_view.show_problem(title_of(error), worded(error))
        self._show_outside(self.refused_view, name)

    def _end(self, title: str, text: str) -> None:
        """The workbook is done with."""
        name = self.title
        self._let_go(drop=True)
        self.done_view.show_outcome(title, text, self._waiting)
        self._show_outside(self.done_view, name)

    # ---- choosing, applying ----

    def _on_chosen(self) -> None:
        if self._merge is not None and self.review.rows is not None:
            self._merge.choices = self.review.choices
            self.buttons.show_state(self.review.rows, self.review.choices)
            self.kept.keep_soon(self._merge)

    def apply(self) -> None:
        """Carry out what was chosen: one step, which Undo takes back."""
        merge, service = self._merge, self._service
        if merge is None or not self.buttons.apply.isEnabled() or self.strip.refuses():
            return
        plan, choices = merge.plan, merge.choices
        self.buttons.apply.setEnabled(False)

        def write(work: Work) -> tuple[MergeOutcome, ChangeSet]:
            return service.apply(plan, choices, work)

        title = tr("Merging {0}").format(plan.workbook)
        self.strip.run(title, self.context.writes.before(write), self._applied, self._not_applied)

    def _applied(self, done: tuple[MergeOutcome, ChangeSet]) -> None:
        outcome, change = done
        name, text = self.title, outcome_text(outcome)
        self._done = outcome.batch
        stays = kept_text(outcome)
        left = f" {worded(phrase('merging_back.left', count=outcome.left))}." if outcome.left else ""
        if outcome.batch is None or not outcome.is_change:
            self._end(tr("Nothing was changed"), tr("Everything stays as it was here.") + stays + left)
        else:
            self._end(tr("Merged back"), tr("{0}. Undo takes all of it back.").format(text) + stays + left)
            self.context.messages.done(tr("{0}: {1}").format(name, text), change)
        self.done_view.show_problems(self._again is not None and bool(left))

    def _not_applied(self, error: SalesDeskError) -> None:
        self.buttons.apply.setEnabled(True)
        if isinstance(error, EditConflict):
            self.context.messages.say(
                tr("Somebody changed the same cells meanwhile. Nothing was written; please look again.")
            )
            self._renew()
            return
        self.context.messages.error(error)

    def cancel(self) -> None:
        """Leave the merge; nothing was written and nothing is kept."""
        self._let_go(drop=True)
        self._waiting = []
        self._show_outside(self.start_view, tr("Merge workbook"))
        self.context.messages.say(tr("Merge cancelled. Nothing was changed."))

    # ---- putting aside ----

    def put_aside(self) -> None:
        """Go on later: the workbook and what was chosen are kept."""
        if self._merge is None:
            return
        name = self._merge.plan.workbook
        self.kept.keep_soon(self._merge)
        self._let_go()
        self._show_outside(self.start_view, tr("Merge workbook"))
        self.context.messages.say(tr("{0} is put aside. Today reminds of it.").format(name))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.kept.keep_now(leaving=not self.window().isVisible())


def nothing_text(plan: MergePlan) -> str:
    """Why there is nothing to merge, and what else is to be said."""
    if plan.is_merged:
        text = tr("Everything in {0} has been merged already.")
        return " ".join((text.format(plan.workbook), *map(worded, plan.notes)))
    text = (
        tr("Nobody changed anything in {0} since it was exported. What was changed here meanwhile stays.")
        if plan.counts.ours and not plan.counts.same
        else tr("Everything in {0} is here already, just as it says.")
    )
    return " ".join((text.format(plan.workbook), *map(worded, plan.notes)))
