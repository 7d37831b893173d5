"""Leaving a file, by closing the window or opening another one, never loses silently what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.widgets.drafts import Drafts
from salesdesk.ui.write_queue import Unsaved


class Leaving(QObject):
    """Asks, when something is unsaved, before the window goes."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._asking = self._agreed = False

    def may(self, again: Callable[[], object], copy: str = "") -> bool:
        """Whether the file may be left now. If not, ``again`` is called once everything is saved, or the person said
        to leave without it; it asks here again. ``copy`` is the name of the copy to go on in, where one was saved."""
        if self._agreed:
            self._agreed = False
            return True
        drafts = self._window.findChild(Drafts)
        if drafts is not None:
            drafts.save()
        waits, begun = bool(unsaved(self._context)), drafts.unwritten if drafts is not None else 0
        if not waits and not begun:
            return True
        if not self._asking and not waits:
            self._ask_about_drafts(begun, again)
        elif not self._asking:
            from salesdesk.ui.dialogs.unsaved import LeavingDialog  # few close while the file is busy

            self._asking = True
            dialog = LeavingDialog(self._window, self._context, copy)
            dialog.accepted.connect(lambda: self._agree(again))
            dialog.rejected.connect(self._stay)
            dialog.open()
        return False

    def _ask_about_drafts(self, count: int, again: Callable[[], object]) -> None:
        """What was begun goes with this window where the file cannot be written."""
        from salesdesk.ui.widgets.dialog import Choice, ask  # seldom needed

        self._asking = True
        many = self.tr("{0} things that you began to write are not saved").format(count)
        ask(
            self._window,
            self.tr("Something that you began to write is not saved") if count == 1 else many,
            self.tr("It is lost when the window is closed: nothing can be written to {0}.").format(
                self._context.store.name
            ),
            [
                Choice("", self.tr("Do not close"), default=True),
                Choice("leave", self.tr("Close without it"), "danger"),
            ],
            lambda answer: self._agree(again) if answer else self._stay(),
        )

    def _agree(self, again: Callable[[], object]) -> None:
        self._asking, self._agreed = False, True
        QTimer.singleShot(0, self, again)  # when the dialog is gone

    def _stay(self) -> None:
        self._asking = False


def saving_text(count: int) -> str:
    """How many changes wait for the file."""
    if count == 1:
        return QCoreApplication.translate("leaving", "Saving 1 change…")
    return QCoreApplication.translate("leaving", "Saving {0} changes…").format(count)


def unsaved(context: Context) -> list[Unsaved]:
    """What waits for the file, and what was refused and stands in its field."""
    return [*context.writes.unsaved(), *context.edits.refused()]
