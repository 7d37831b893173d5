"""The time of a meeting: planned, running, taken."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from salesdesk.domain.meetings import Meeting
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.chips import ChipButton
from salesdesk.ui.widgets.text import plain_tip

_EVERY_MS = 15_000


class MeetingClock(ChipButton):
    """Says how much of its time a meeting has taken; pressing it begins and ends the meeting."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "accent", parent)
        self._context = context
        self._meeting: Meeting | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._show)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the time of a meeting."""
        self._meeting = meeting
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _show(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        if not (meeting.is_running and self.isVisible()):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        text, tone, tip = self._words(meeting)
        self.set_state(text, tone)
        self.setAccessibleName(f"{text}. {tip}")
        self.setToolTip(plain_tip(tip))

    def _words(self, meeting: Meeting) -> tuple[str, str, str]:
        planned = number_text(meeting.minutes)
        if meeting.started_at is None:
            said = self.tr("{0} min planned, start").format(planned)
            return said, "", self.tr("Begin the meeting: its time runs")
        began = _moment(meeting.started_at)
        if meeting.ended_at is not None:
            took = number_text(_minutes(began, _moment(meeting.ended_at)))
            return self.tr("took {0} min").format(took), "", self.tr("Let the meeting go on")
        gone = _minutes(began, self._context.store.clock())
        tone = "warn" if gone > meeting.minutes else "accent"
        return self.tr("{0} of {1} min").format(number_text(gone), planned), tone, self.tr("End the meeting")


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored.replace("Z", "+00:00"))


def _minutes(begin: datetime, end: datetime) -> int:
    return max(0, int((end - begin).total_seconds() // 60))
