"""Small editors of a line of the filter builder: several values on a button, and what stands behind them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from salesdesk.domain.names import name_key
from salesdesk.ui.lists.popups import ValuesPopup
from salesdesk.ui.widgets.buttons import MENU_MARK, ElidedButton
from salesdesk.ui.widgets.text import plain_tip

Choices = Sequence[tuple[str, str]]
_WIDEST = 236
NARROWEST = 96
"""How narrow a box of a line may become."""


class ValuesButton(ElidedButton):
    """Several values out of a list, their names on a button that opens it. ``changed`` follows each tick."""

    changed = Signal()

    def __init__(self, name: str, choices: Choices, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._name, self._nothing = name, nothing
        self._choices = list(choices)
        self._ticked: tuple[str, ...] = ()
        self.setProperty("field", True)
        self.setMaximumWidth(_WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self._show()

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(NARROWEST, hint.width()), hint.height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(_WIDEST, hint.width()), hint.height())

    def values(self) -> tuple[str, ...]:
        """The chosen values."""
        return self._ticked

    def set_values(self, values: Sequence[str]) -> None:
        """Choose values; those that the list has not are kept as they are called."""
        by_key = {name_key(word): value for value, text in self._choices for word in (text, value)}
        found = []
        for value in values:
            known = value if any(value == one for one, _ in self._choices) else by_key.get(name_key(value))
            if known is None:
                self._choices.append((value, value))
            found.append(known or value)
        self._ticked = tuple(dict.fromkeys(found))
        self._show()

    def _open(self) -> None:
        popup = ValuesPopup(self._name, self._choices, self._ticked, self)
        popup.changed.connect(self._take)
        popup.show_below(self)

    def _take(self, values: object) -> None:
        if isinstance(values, tuple) and values != self._ticked:
            self._ticked = values
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        names = dict(self._choices)
        said = ", ".join(names.get(value, value) for value in self._ticked) or self._nothing
        self.setText(said + MENU_MARK)
        self.setToolTip(plain_tip(said))
        self.setAccessibleName(f"{self._name}: {said}")
        self.updateGeometry()


def choice_box(name: str, choices: Choices, current: str = "") -> QComboBox:
    """A box that holds one of some choices, by their keys."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setMinimumWidth(NARROWEST)  # in a small window it gives way before the line is wider than the page
    for key, text in choices:
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box
