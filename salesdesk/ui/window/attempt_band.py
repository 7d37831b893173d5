"""The band at the foot of the window that asks whether a call or a message is to be logged."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.store.store import utc_text
from salesdesk.ui.attempts import Attempt
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import kind_title
from salesdesk.ui.theme import ThemeWatcher
from salesdesk.ui.widgets.buttons import button, icon_button, primary_button
from salesdesk.ui.widgets.text import ElidedLabel

_LOOK_MS = 10_000
_NO_ANSWER = "No answer"


class AttemptBand(QFrame):
    """Hidden until another program was asked to call or write. The length of a call is counted meanwhile; logging opens the
    quick log with it, wherever the person is by then."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._attempt: Attempt | None = None
        self._log: QWidget | None = None
        self.setAccessibleName(self.tr("Log this?"))
        theme = context.theme
        picture = QLabel()
        picture.setFixedSize(QSize(16, 16))
        ThemeWatcher(picture, theme, "phone-call", "accent", 16)
        self.text = ElidedLabel("", "strong", minimum=120)
        self.log_button = primary_button(self.tr("Log this call…"), self._start_log)
        self.missed = button(self.tr("No answer"), self._log_missed, tip=self.tr("Log that nobody answered"))
        self.close_button = icon_button(theme, "x", self.tr("Do not log it"), self._drop)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text, 1)
        for part in (self.missed, self.log_button, self.close_button):
            row.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 8, 20, 8)
        self._column.setSpacing(8)
        self._column.addLayout(row)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._show_length)
        context.attempts.changed.connect(self._show_attempt)
        self.hide()

    @property
    def log(self) -> QWidget | None:
        """The quick log while it is open here."""
        return self._log

    def _show_attempt(self) -> None:
        if self._log is not None:
            return  # what is being written is finished first
        attempt = self._attempt = self._context.attempts.current
        self.setVisible(attempt is not None)
        if attempt is None:
            return
        is_call = attempt.kind is ActivityKind.CALL
        self.missed.setVisible(is_call)
        words = {
            ActivityKind.CALL: self.tr("Log this call…"),
            ActivityKind.EMAIL: self.tr("Log this e-mail…"),
        }
        self.log_button.setText(words.get(attempt.kind, self.tr("Log this message…")))
        self._show_length()

    def _show_length(self) -> None:
        attempt = self._attempt
        if attempt is None:
            return
        if attempt.kind is ActivityKind.CALL:
            minutes = attempt.minutes(self._context.store.clock())
            said = self.tr("Call with {0}, {1} · {2} min").format(attempt.name, attempt.to, minutes)
        else:
            said = self.tr("Message to {0}, {1}").format(attempt.name, attempt.to)
        self.text.setText(said)
        self.setAccessibleDescription(said)

    def _start_log(self) -> None:
        attempt = self._attempt
        if attempt is None or self._log is not None:
            return
        from salesdesk.ui.pages.activities.quick_log import QuickLog  # not needed for the first page

        clock = self._context.store.clock()
        minutes = attempt.minutes(clock) if attempt.kind is ActivityKind.CALL else 0
        log = QuickLog(self._context, self)
        self._log = log
        self._column.addWidget(log)
        log.closed.connect(self._end_log)
        for part in (self.log_button, self.missed):
            part.hide()
        log.show()
        log.start(attempt.about, attempt.kind, minutes=minutes, began=utc_text(attempt.began))

    def _end_log(self) -> None:
        """It was logged, or the person thought better of it."""
        if self._log is not None:
            self._log.hide()
            self._log.deleteLater()
            self._log = None
        self.log_button.show()
        self._drop()

    def _log_missed(self) -> None:
        attempt = self._attempt
        if attempt is None:
            return
        said = self.tr("Logged: no answer from {0}").format(attempt.name)
        self._context.writes.run(
            partial(
                self._context.services.activities.log,
                attempt.kind,
                attempt.about,
                outcome=_NO_ANSWER,
                at=utc_text(attempt.began),
            ),
            what=f"{kind_title(attempt.kind)}, {attempt.name}",
            text=_NO_ANSWER,
            done=lambda changes: self._context.messages.done(said, changes),
            owner=self,
        )
        self._drop()

    def _drop(self) -> None:
        if self._log is not None:
            self._end_log()
        elif self._attempt is not None:
            self._context.attempts.end(self._attempt)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.stop()
