"""What the program tells the person, on its way to the message bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from salesdesk.domain.changes import ChangeSet
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.ui.wording import worded
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """``tone`` is "" or "bad"; ``action`` is what the button does, ``action_text`` its word ("" = no button). One that
    ``stays`` waits for whoever is not there now."""

    text: str
    tone: str = ""
    action_text: str = ""
    action: Callable[[], object] | None = None
    stays: bool = False


class Messages(QObject):
    """Pages say something here; the window shows it. ``undo`` is what the Undo button of ``done`` does.

    Once it hears of what is written (``hear``), it offers Undo only for what was: after a change that came to nothing, Undo
    would take back something else.
    """

    posted = Signal(object)
    """A Message."""

    def __init__(self, undo: Callable[[], object] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._undo = undo
        self._written: bool | None = None
        """Whether something was written since Undo was last offered; None where nobody tells."""

    def hear(self, feed: Callable[[Callable[[ChangeSet], None]], Callable[[], None]]) -> Callable[[], None]:
        """Listen to what is written from now on; returns how to stop."""
        self._written = False
        return feed(self._hear)

    def _hear(self, change: ChangeSet) -> None:
        # Called in whichever thread has written: a flag, and nothing of Qt.
        if change.batch is not None:
            self._written = True

    def forget(self) -> None:
        """What was written last is no change that Undo would take back: it was an undo itself."""
        if self._written is not None:
            self._written = False

    def set_undo(self, undo: Callable[[], object]) -> None:
        """What Undo means from now on."""
        self._undo = undo

    def done(self, text: str, changes: object = None, *, unchanged: str = "") -> None:
        """Something was changed and can be undone: "Stage changed for 3 contacts". Where ``changes``, what the change came
        to, show that there was nothing to write, nothing is said but ``unchanged``: Undo would take back something else."""
        if isinstance(changes, ChangeSet) and changes.batch is None:
            if unchanged:
                self.say(unchanged)
            return
        written = self._written
        self.forget()
        if self._undo is None or written is False:
            self.say(text)
        else:
            self.posted.emit(Message(text, "", "Undo", self._undo))

    def say(
        self,
        text: str,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Something happened; optionally with one thing to do about it. It ``stays`` until it is answered where nobody may be
        there to read it."""
        self.posted.emit(Message(text, "", action_text, action, stays))

    def error(
        self, error: SalesDeskError | str, action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Something was refused or failed, in one sentence, optionally with one thing to do about it. A cancel is only
        told, not lamented."""
        tone = "" if isinstance(error, Cancelled) else "bad"
        self.posted.emit(
            Message(error if isinstance(error, str) else worded(error), tone, action_text, action)
        )
