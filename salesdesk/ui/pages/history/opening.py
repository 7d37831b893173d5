"""Showing what a change did, and taking it back, from wherever it is told of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import Batch, UndoResult
from salesdesk.domain.field_changes import BatchChanges
from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.history.change_dialog import SHOWN, ChangeDialog
from salesdesk.ui.pages.history.kept_dialog import KeptDialog
from salesdesk.ui.wording import line_of

Failed = Callable[[Exception], object]


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


def open_change(owner: QWidget, context: Context, number: int, failed: Failed | None = None) -> None:
    """Show what a change did; it is read beside the window, where it was about very many. From there it can be taken back."""
    store, lament = context.store, failed or partial(say_failed, context)

    def read(_work: Work) -> tuple[Batch | None, BatchChanges]:
        return store.journal.batch(number), store.batch_changes.of(number, SHOWN)

    def show(found: tuple[Batch | None, BatchChanges]) -> None:
        batch, changes = found
        if batch is not None:
            undo = partial(take_back, owner, context, lament)
            ChangeDialog(owner.window(), context, batch, changes, undo).open()

    context.tasks.run(read, done=show, failed=lament, title=_tr("What changed"), owner=owner)


def take_back(owner: QWidget, context: Context, failed: Failed, batch: Batch) -> None:
    """Undo a change, and say what was left alone because it moved on since."""
    number, commands = batch.id, context.services.commands

    def undo(_work: Work) -> UndoResult:
        return commands.undo_batch(number)

    def undone(result: UndoResult) -> None:
        if result.kept:
            KeptDialog(owner, context, result).open()
        else:
            context.messages.say(_tr("Taken back: {0}").format(line_of(result.told)))

    context.tasks.run(context.writes.before(undo), done=undone, failed=failed, title=_tr("Undo"), owner=owner)


def say_failed(context: Context, error: Exception) -> None:
    """Say what was refused; anything else is a fault of the program."""
    if not isinstance(error, SalesDeskError):
        raise error
    context.messages.error(error)
