"""Dialogs for short questions; they never run an event loop of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label


class Dialog(QDialog):
    """A window-modal dialog: a heading, a body, and buttons at the bottom right.

    Show it with ``open()`` and listen to ``finished``; it deletes itself when closed. Escape rejects, Enter presses
    the default button. A ``scrolling`` body is for long forms: it never makes the dialog higher than its window.
    """

    def __init__(
        self, parent: QWidget | None, title: str, text: str = "", *, width: int = 440, scrolling: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(QSize(320, 120))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        self.heading = label(title, "heading", wrap=True)
        outer.addWidget(self.heading)
        self.text = label(text, "subtitle", wrap=True)
        self.text.setVisible(bool(text))
        outer.addWidget(self.text)
        self._scroll = ScrollColumn(2) if scrolling else None
        if self._scroll is None:
            self.body = QVBoxLayout()
            outer.addLayout(self.body, 1)
        else:
            self.body = self._scroll.column
            outer.addWidget(self._scroll, 1)
        self.body.setSpacing(12)
        self._problem = label("", "secondary", "bad", wrap=True)
        self._problem.hide()
        outer.addWidget(self._problem)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addLayout(self._left)
        self._buttons.addStretch(1)
        outer.addSpacing(4)
        outer.addLayout(self._buttons)
        self.resize(width, self.minimumHeight())

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append to the body."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def add_button(
        self,
        text: str,
        clicked: Callable[[], object],
        *,
        tone: str = "",
        default: bool = False,
        left: bool = False,
    ) -> QPushButton:
        """Append a button; the ``default`` one is what Enter presses."""
        made = button(text, clicked, tone=tone)
        made.setDefault(default)
        (self._left if left else self._buttons).addWidget(made)
        return made

    def add_cancel(self, text: str = "Cancel") -> QPushButton:
        """Append the button that does what Escape does."""
        return self.add_button(text, self.reject)

    def show_problem(self, sentence: str) -> None:
        """Say above the buttons why it was refused, where no single field is to blame; "" takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            # A sentence below a field appeared: make room for it instead of squeezing the rest.
            self._grow()
        return done

    def _grow(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        width = max(self.width(), self.minimumSizeHint().width())
        needed = (
            layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        )
        if self._scroll is not None:
            content = self._scroll.widget() or self
            inside = (
                content.heightForWidth(width - 52)
                if content.hasHeightForWidth()
                else content.sizeHint().height()
            )
            needed += max(0, inside - self._scroll.sizeHint().height()) + 4
        if needed > self.height() or width > self.width():
            center = self.geometry().center()
            self.resize(width, max(self.height(), min(needed, self._highest())))
            if self.parentWidget() is not None:
                place = self.geometry()
                place.moveCenter(center)
                place.moveTop(max(0, place.top()))
                self.setGeometry(place)

    def _highest(self) -> int:
        highest = int(self.screen().availableGeometry().height() * 0.95)
        parent = self.parentWidget()
        if self._scroll is not None and parent is not None:
            highest = min(highest, parent.window().height() - 32)
        return highest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter inside a text of several lines is a line break; Ctrl+Enter confirms from anywhere.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            default = next(
                (b for b in self.findChildren(QPushButton) if b.isDefault() and b.isEnabled()), None
            )
            if default is not None and not isinstance(self.focusWidget(), QPlainTextEdit):
                default.click()
                return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a question. ``tone``: "", primary or danger; Enter presses the ``default`` one."""

    key: str
    text: str
    tone: str = ""
    default: bool = False


CANCEL = Choice("", "Cancel")


class Question(Dialog):
    """A question with a few answers; ``answer`` is the key of the pressed one, "" after Escape."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        choices: Sequence[Choice],
        callback: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(parent, title, text, width=420)
        self.answer = ""
        self._callback = callback
        self._keys: dict[QPushButton, str] = {}
        for choice in choices:
            made = self.add_button(choice.text, self._pressed, tone=choice.tone, default=choice.default)
            self._keys[made] = choice.key
        self.finished.connect(self._report)

    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.answer = self._keys[pressed]
        self.accept()

    def _report(self) -> None:
        callback, self._callback = self._callback, None
        if callback is not None:
            callback(self.answer)


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    choices: Sequence[Choice],
    callback: Callable[[str], object],
) -> Question:
    """Open a question; ``callback`` gets the key of the answer, "" for Escape or Cancel."""
    question = Question(parent, title, text, choices, callback)
    question.open()
    return question
