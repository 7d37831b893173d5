"""What is not saved when a file is left: waiting for it, or saying what it is."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.text import label
from salesdesk.ui.window.leaving import saving_text, unsaved

WAIT_MS = 3_000
"""How long leaving waits for the file before it asks."""
MOST_LISTED = 8


class LeavingDialog(Dialog):
    """Waits for what is being saved and accepts once that is done. When the file stays busy, or something was refused,
    it lists what is not saved and asks: stay, wait, or leave without it (which accepts too). ``copy`` is the name of the
    copy that was just saved and is opened instead, if that is why."""

    def __init__(self, parent: QWidget, context: Context, copy: str = "") -> None:
        super().__init__(parent, self.tr("Saving…"), width=480)
        self._context, self._copy = context, copy
        self._list = label("", wrap=True)
        self.add(self._list)
        self.add_cancel(self.tr("Stay here") if copy else self.tr("Do not close"))
        self._wait = self.add_button(self.tr("Wait"), self._start_waiting, tone="primary", default=True)
        self._leave = self.add_button(
            self.tr("Open the copy") if copy else self.tr("Close without saving"),
            self.accept,
            tone="danger",
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self.finished.connect(self._timer.stop)
        context.writes.changed.connect(self._look)
        context.edits.changed.connect(self._look)
        if context.writes.is_saving:
            self._start_waiting()
        else:
            self._ask()

    def _start_waiting(self) -> None:
        self._say(
            saving_text(len(self._context.writes.unsaved())),
            self.tr(
                "Another program or an import is writing to {0}. The window closes as soon as everything is saved."
            ).format(self._context.store.name),
        )
        for part in (self._list, self._wait, self._leave):
            part.hide()
        self._timer.start()

    def _ask(self) -> None:
        self._timer.stop()
        left = unsaved(self._context)
        waits = self._context.writes.is_saving
        many = self.tr("{0} changes are not saved").format(len(left))
        self._say(
            self.tr("1 change is not saved") if len(left) == 1 else many,
            self.tr("Another program or an import is still writing to {0}.").format(self._context.store.name)
            if waits
            else self._refused_text(len(left)),
        )
        lines = [one.sentence for one in left[:MOST_LISTED]]
        if len(left) > MOST_LISTED:
            lines.append(self.tr("and {0} more").format(len(left) - MOST_LISTED))
        self._list.setText("\n".join(f"•  {line}" for line in lines))
        self._list.show()
        self._wait.setVisible(waits)
        self._leave.show()

    def _refused_text(self, count: int) -> str:
        one = count == 1
        if self._copy:
            text = (
                self.tr("The copy was saved as {0}, and is opened without this change, which was refused.")
                if one
                else self.tr(
                    "The copy was saved as {0}, and is opened without these changes, which were refused."
                )
            )
            return text.format(self._copy)
        if one:
            return self.tr("This was refused. Correct it, or close without it.")
        return self.tr("These were refused. Correct them, or close without them.")

    def _look(self, *_news: object) -> None:
        """Something was saved or refused."""
        if not unsaved(self._context):
            self.accept()
        elif self._timer.isActive() and self._context.writes.is_saving:
            self.heading.setText(saving_text(len(self._context.writes.unsaved())))
        else:
            self._ask()

    def _say(self, title: str, text: str) -> None:
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.text.setText(text)
        self.text.show()
