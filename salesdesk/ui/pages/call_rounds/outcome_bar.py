"""What came of a call, by one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from salesdesk.domain.activities.choices import Choice
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import set_look

_DIGITS = 9


class OutcomeBar(QFrame):
    """The outcomes with a digit before each. While it has the focus a digit or the arrows choose, and Enter confirms;
    ``chosen`` carries the code for the person's choice, ``confirmed`` that it is to be saved."""

    chosen = Signal(str)
    confirmed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._codes: list[str] = []
        self._buttons: list[QPushButton] = []
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(4, 4, 4, 4)
        self._rows = QWidget()
        self._outer.addWidget(self._rows)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these; the choice stays where it is among them."""
        if [choice.code for choice in choices] == self._codes:
            return
        fresh = QWidget()
        flow = FlowLayout(fresh, spacing=6)
        self._codes, self._buttons = [], []
        for place, choice in enumerate(choices, 1):
            title = choice_title(choice)
            made = button(f" {place}  {title}" if place <= _DIGITS else f" {title}", tone="segment")
            made.setAccessibleName(title)
            made.setCheckable(True)
            made.setProperty("compact", True)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            ThemeWatcher(made, self._theme, choice.icon, "ink_2", 14)
            made.clicked.connect(lambda _checked=False, code=choice.code: self._choose(code))
            flow.addWidget(made)
            self._codes.append(choice.code)
            self._buttons.append(made)
        self._outer.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh
        self.set_current(self._current if self._current in self._codes else "")

    def current(self) -> str:
        """The code that is chosen, "" for none."""
        return self._current

    def set_current(self, code: str) -> None:
        """Choose without telling."""
        self._current = code
        for made, known in zip(self._buttons, self._codes, strict=True):
            made.setChecked(known == code)
        said = next((m.accessibleName() for m in self._buttons if m.isChecked()), self.tr("none yet"))
        self.setAccessibleName(self.tr("Outcome: {0}").format(said))

    def choose_place(self, place: int) -> bool:
        """Choose the outcome with a digit; False where there is none."""
        if not 1 <= place <= min(_DIGITS, len(self._codes)):
            return False
        self._choose(self._codes[place - 1])
        return True

    def _choose(self, code: str) -> None:
        self.set_current(code)
        self.chosen.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._codes:
            here = self._codes.index(self._current) if self._current in self._codes else -1
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self.set_current(self._codes[(here + step) % len(self._codes) if here >= 0 else 0])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        set_look(self, focused=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        set_look(self, focused=False)
