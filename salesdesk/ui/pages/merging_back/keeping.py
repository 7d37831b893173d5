"""The merge at hand as it is put aside: kept in the file a moment after each choice, dropped when it is done with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer

from salesdesk.domain.merging_back import Choices, MergePlan
from salesdesk.ui.context import Context
from salesdesk.ui.pages.merging_back.words import tr
from salesdesk.ui.task_runner import unasked

_KEEP_MS = 1_500
"""A moment after the last choice it is kept, so that closing the window loses nothing."""


@dataclass(eq=False, slots=True)
class MergeAtHand:
    """A workbook that is being merged: its plan as it was compared last, and what was chosen. ``number`` is that of what
    was kept of it, None before."""

    plan: MergePlan
    choices: Choices
    number: int | None = None
    is_unkept: bool = False
    is_keeping: bool = False
    is_over: bool = False


class KeptMerges(QObject):
    """Keeps merges in the worker, one after the other; ``changed`` is called when what waits is different."""

    def __init__(self, context: Context, changed: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._changed = context, changed
        self._service = context.services.merging_back
        self._merge: MergeAtHand | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_KEEP_MS)
        self._later.timeout.connect(self.keep_now)

    def keep_soon(self, merge: MergeAtHand) -> None:
        """Keep it when nothing more was chosen for a moment."""
        self._merge, merge.is_unkept = merge, True
        self._later.start()

    def keep_now(self, *, leaving: bool = False) -> None:
        """Keep it as it stands, if it is not kept so yet. ``leaving``: the window goes, and the worker with it."""
        self._later.stop()
        merge = self._merge
        if merge is None or not merge.is_unkept or self._context.store.database.read_only:
            return
        if leaving:
            merge.is_unkept = False
            keep = partial(self._service.keep_questions, merge.plan, merge.choices, merge.number)
            self._context.writes.run(keep, what=merge.plan.workbook)
        elif not merge.is_keeping:
            self._keep(merge)

    def drop(self, merge: MergeAtHand) -> None:
        """It is done with: nothing of it waits any more."""
        self._later.stop()
        merge.is_over, merge.is_unkept = True, False
        if merge.number is None or merge.is_keeping:
            return  # what is being kept right now is dropped when it is there
        self._context.writes.run(
            partial(self._service.forget_questions, merge.number),
            what=tr("The workbook that was put aside"),
            done=lambda _done: self._changed(),
            failed=unasked,  # somebody else went on with it, or dropped it
        )
        merge.number = None

    def _keep(self, merge: MergeAtHand) -> None:
        plan, choices, number, service = merge.plan, merge.choices, merge.number, self._service
        merge.is_unkept, merge.is_keeping = False, True

        def kept(made: int) -> None:
            merge.is_keeping, merge.number = False, made
            if merge.is_over:
                self.drop(merge)
            elif merge.is_unkept:
                self._keep(merge)
            self._changed()

        def failed(error: Exception) -> None:
            merge.is_keeping = False
            unasked(error)

        self._context.tasks.run(
            lambda _work: service.keep_questions(plan, choices, number), done=kept, failed=failed, owner=self
        )
