"""The bar at the bottom that says what happened, with Undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from salesdesk.ui.messages import Message
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.text import label, set_look

SHOWN_MS = 8000
PER_WORD_MS = 350


class MessageBar(QFrame):
    """Floats over the bottom of ``host``. It stays at least eight seconds, longer for long sentences and while
    the pointer or the focus is on it; a refusal stays until it is closed or followed by another message, and what
    ``stays`` is there again after that one.
    It stands above buttons and what has the property ``foot``: controls at the bottom of a page stay in reach."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._message = Message("")
        self._waiting: list[Message] = []
        """What stays, below the present message."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        self.text = label("", wrap=True)
        self.action = button("Undo", self._act)
        self.action.setObjectName("action")
        self.close_button = button("×", self.dismiss, tip="Close")
        self.close_button.setAccessibleName("Close message")
        layout.addWidget(self.text, 1)
        layout.addWidget(self.action)
        layout.addWidget(self.close_button)
        self.setAccessibleName("Message")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        host.installEventFilter(self)
        self._came_from: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show ``message`` instead of the present one and read it out to a screen reader."""
        if self._message.stays and not self.isHidden():
            self._waiting.append(self._message)
        self._message = message
        self.text.setText(message.text)
        self.action.setText(message.action_text)
        self.action.setVisible(bool(message.action_text))
        set_look(self, tone=message.tone)
        for part in (self.text, self.action, self.close_button):
            set_look(part)
        self.show()
        self.raise_()
        self._place()
        self._restart()
        announcement = QAccessibleAnnouncementEvent(self, message.text)
        if message.tone == "bad":
            announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def dismiss(self) -> None:
        """Hide the message. The focus, where it was in the bar, goes back to where it came from."""
        self._timer.stop()
        back, self._came_from = self._came_from, None
        if (
            back is not None
            and isValid(back)
            and back.isVisible()
            and self._holds(QApplication.focusWidget())
        ):
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        if self._waiting:
            self.show_message(self._waiting.pop())

    def shown_for(self) -> int:
        """How long the present message stays, in milliseconds; 0 means until it is closed."""
        if self._message.tone == "bad" or self._message.stays:
            return 0
        return SHOWN_MS + max(0, len(self._message.text.split()) - 10) * PER_WORD_MS

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if event.type() in moved and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._timer.stop()
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut) and self.isVisible():
            self._restart()
        return super().event(event)

    def _restart(self) -> None:
        if self.shown_for():
            self._timer.start(self.shown_for())
        else:
            self._timer.stop()

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if self._holds(now) and not self._holds(old):
            self._came_from = old

    def _holds(self, one: QWidget | None) -> bool:
        return one is not None and self.isAncestorOf(one)

    def _act(self) -> None:
        action = self._message.action
        self.dismiss()
        if action is not None:
            action()

    def _place(self) -> None:
        # The sentence wraps where the window is narrow; the bar is then higher, never cut.
        room = self._host.width() - 48
        line = self.text.fontMetrics().horizontalAdvance(self.text.text()) + 16
        extra = self.sizeHint().width() - self.text.sizeHint().width()
        width = min(room, max(320, line + extra), 760)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        left = (self._host.width() - width) // 2
        lowest = QRect(left, self._host.height() - height - 44, width, height)
        self.setGeometry(self._clear_of_controls(lowest))
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def _clear_of_controls(self, place: QRect) -> QRect:
        """``place``, moved up so far that it hides neither a button nor what has the property ``foot``. Where they stand
        all the way up to the middle, it stays at the bottom."""
        parts = [part for part in self._host.findChildren(QWidget) if part.property("foot")]
        parts += [one for one in self._host.findChildren(QAbstractButton) if not self.isAncestorOf(one)]
        taken = [
            QRect(part.mapTo(self._host, QPoint(0, 0)), part.size())
            for part in parts
            if part.isVisible() and not part.visibleRegion().isEmpty()
        ]
        moved = QRect(place)
        while hidden := [one for one in taken if one.intersects(moved)]:
            moved.moveBottom(min(one.top() for one in hidden) - 8)
            if moved.top() < self._host.height() // 2:
                return place
        return moved
