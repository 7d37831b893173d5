"""A small window of ours with what a desktop without buttons cannot ask."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.ui.notices.notice import DONE, OPEN, SNOOZE, Notice
from salesdesk.ui.widgets.dialog import Dialog


class NoticeWindow(Dialog):
    """``answered`` carries the notice and what was pressed; Escape answers nothing."""

    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None, notice: Notice) -> None:
        super().__init__(parent, notice.title, notice.text, width=380)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self._notice = notice
        words = {OPEN: self.tr("Open"), DONE: self.tr("Done"), SNOOZE: self.tr("Snooze 1 h")}
        for key in reversed(notice.answers):
            self.add_button(
                words[key],
                partial(self._answer, key),
                tone="primary" if key == OPEN else "",
                default=key == OPEN,
            )

    def _answer(self, key: str) -> None:
        self.accept()
        self.answered.emit(self._notice, key)
