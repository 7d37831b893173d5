"""Undo and redo as the window sees them: two texts over the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from salesdesk.domain.changes import UndoResult
from salesdesk.errors import SalesDeskError
from salesdesk.phrases import Phrase
from salesdesk.ui.messages import Messages
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.wording import line_of
from salesdesk.ui.write_queue import WriteQueue


class UndoTexts(Protocol):
    """What would be undone and redone now; None for nothing."""

    @property
    def undo(self) -> Phrase | None: ...

    @property
    def redo(self) -> Phrase | None: ...


class Undoable(Protocol):
    """The part of ``services.commands`` the stack needs."""

    def state(self) -> UndoTexts: ...

    def undo(self) -> UndoResult: ...

    def redo(self) -> UndoResult: ...


class CommandStack(QObject):
    """A view of the journal: it holds nothing, so it is right also after a restart.

    Undoing runs in the worker, because an import may have to be undone, and after the changes that still wait for the
    file: what the person did last is what is taken back. ``changed`` is emitted when the texts may have changed; ``kept`` carries the UndoResult of an undo that left rows alone because they moved on since.
    """

    changed = Signal()
    kept = Signal(object)

    def __init__(
        self,
        commands: Undoable,
        tasks: TaskRunner,
        messages: Messages,
        writes: WriteQueue,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._tasks = tasks
        self._writes = writes
        self._messages = messages
        self._running = False
        self._undo: Phrase | None = None
        self._redo: Phrase | None = None
        self.refresh()

    @property
    def undo_text(self) -> str:
        """What Undo would take back, "" for nothing."""
        return _text(self._undo)

    @property
    def redo_text(self) -> str:
        """What Redo would bring back, "" for nothing."""
        return _text(self._redo)

    @property
    def can_undo(self) -> bool:
        return self._undo is not None and not self._running

    @property
    def can_redo(self) -> bool:
        return self._redo is not None and not self._running

    def refresh(self, _change: object = None) -> None:
        """Read the texts from the journal; connect the notifier to this."""
        state = self._commands.state()
        self._undo, self._redo = state.undo, state.redo
        self.changed.emit()

    def undo(self) -> None:
        """Take back the newest change; does nothing when there is none. Never raises."""
        if self.can_undo:
            self._start(undo=True)

    def redo(self) -> None:
        """Bring back what was undone last; does nothing when there is nothing. Never raises."""
        if self.can_redo:
            self._start(undo=False)

    def _start(self, *, undo: bool) -> None:
        self._running = True
        self.changed.emit()
        self._writes.after_all(partial(self._run, undo), self._drop)

    def _drop(self) -> None:
        self._running = False
        self.changed.emit()

    def _run(self, undo: bool) -> None:
        commands = self._commands
        self._tasks.run(
            lambda _work: commands.undo() if undo else commands.redo(),
            done=self._undone if undo else self._redone,
            failed=self._failed,
            title="Undoing" if undo else "Redoing",
            owner=self,
        )

    def _undone(self, result: UndoResult) -> None:
        self._report(
            "Undone", result, "Redo", self.redo
        )  # one key too many may have taken back a whole import

    def _redone(self, result: UndoResult) -> None:
        self._report("Done again", result)

    def _report(
        self,
        word: str,
        result: UndoResult,
        action_text: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        self._running = False
        self.refresh()
        text = f"{word}: {line_of(result.told)}"
        if result.kept:
            rows = len({(row.table, row.row) for row in result.kept})
            text += f" · {rows} kept because {'it was' if rows == 1 else 'they were'} changed since"
            self.kept.emit(result)
        self._messages.forget()
        self._messages.say(text, action_text, action)

    def _failed(self, error: Exception) -> None:
        self._running = False
        self.refresh()
        if isinstance(error, SalesDeskError):
            self._messages.error(error)
        else:
            raise error


def _text(told: Phrase | None) -> str:
    return "" if told is None else line_of(told)
