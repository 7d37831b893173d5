"""Buttons: factories for each tone, filter chips and groups of exclusive buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import plain_tip, set_look

MENU_MARK = " ▾"


class PushButton(QPushButton):
    """A button that Enter presses like Space while it has the focus, in a dialog and on a page alike."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        # Otherwise every button of a dialog could become its default one.
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class ElidedButton(PushButton):
    """A button whose text is shortened with "…" where its place is too narrow; all of it is then the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(48, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        # Not in initStyleOption: the size hint, from which the room is known, asks that in its turn.
        option = QStyleOptionButton()
        self.initStyleOption(option)
        edges = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = max(
            0, self.width() - edges + 1
        )  # an advance is rounded, and what is rounded down would not fit
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.text()) if self.width() < self.sizeHint().width() else "")


def button(
    text: str, clicked: Callable[[], object] | None = None, *, tone: str = "", tip: str = ""
) -> QPushButton:
    """A push button. ``tone``: "" (default), primary, quiet, danger, link, pill, square."""
    made = PushButton(text)
    if tone:
        made.setProperty("tone", tone)
    if tone in ("link", "pill"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if tip:
        made.setToolTip(plain_tip(tip))
    if clicked is not None:
        made.clicked.connect(clicked)
    return made


def primary_button(text: str, clicked: Callable[[], object] | None = None, *, tip: str = "") -> QPushButton:
    """The one button of a view that does what the view is for."""
    return button(text, clicked, tone="primary", tip=tip)


def quiet_button(text: str, clicked: Callable[[], object] | None = None, *, tip: str = "") -> QPushButton:
    """A button without a frame."""
    return button(text, clicked, tone="quiet", tip=tip)


def link_button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    accent: bool = False,
    flush: bool = False,
    elided: bool = False,
) -> QPushButton:
    """A button that looks like a link; a ``flush`` one begins where plain text would begin, an ``elided`` one is
    shortened where it has no room: for names."""
    made = ElidedButton(text) if elided else PushButton(text)
    made.setProperty("tone", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if clicked is not None:
        made.clicked.connect(clicked)
    made.setProperty("accent", accent)
    made.setProperty("flush", flush)
    return made


def icon_button(
    theme: Theme,
    icon: str,
    name: str,
    clicked: Callable[[], object] | None = None,
    *,
    role: str = "ink_2",
    size: int = 16,
    framed: bool = False,
) -> QPushButton:
    """A button with an icon only; ``name`` is its tooltip and what a screen reader says."""
    made = button("", clicked, tone="square" if framed else "icon", tip=name)
    made.setAccessibleName(name)
    made.setIconSize(QSize(size, size))
    ThemeWatcher(made, theme, icon, role, size)
    return made


def with_icon(made: QPushButton, theme: Theme, icon: str, role: str = "ink", size: int = 16) -> QPushButton:
    """Give a text button an icon that follows the theme; returns the button."""
    made.setIconSize(QSize(size, size))
    if not made.text().startswith(" "):
        made.setText(f" {made.text()}")
        made.setAccessibleName(made.text().strip())
    ThemeWatcher(made, theme, icon, role, size)
    return made


class FilterChip(PushButton):
    """One filter of a list. Inactive it offers its choices ("Owner ▾"); active it says what it keeps
    ("Owner is Mia ×"). ``clicked`` asks for the choices, ``cleared`` for the filter's removal."""

    cleared = Signal()

    def __init__(self, text: str, *, active: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._text = text
        self._active = active
        self.set_state(text, active=active)

    @property
    def active(self) -> bool:
        return self._active

    def set_state(self, text: str, *, active: bool) -> None:
        """Show ``text`` as an active or an idle filter."""
        self._text, self._active = text, active
        self.setText(f"{text}  ×" if active else text + ("" if text.startswith("+") else MENU_MARK))
        self.setAccessibleName(text)
        self.setAccessibleDescription("Press Delete to remove this filter" if active else "")
        set_look(self, active=active)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._active and self.rect().contains(at) and at.x() > self.width() - 24:
            self.setDown(False)
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._active and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
            return
        super().keyPressEvent(event)


class SegmentedButtons(QWidget):
    """Exclusive choices side by side, in several lines where they ``wrap``; ``chosen`` carries the key, for the person's choice only."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        current: str = "",
        *,
        name: str = "View",
        pills: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._pills = pills
        self._layout: QLayout
        if wrap:
            self._layout = FlowLayout(self, spacing=6)
        else:
            row = self._layout = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self.set_options(options, current)
        self._group.buttonClicked.connect(self._on_clicked)

    def set_options(self, options: Sequence[tuple[str, str]], current: str = "") -> None:
        """Offer (key, text) pairs; the first is current unless ``current`` names another."""
        for made in self._buttons.values():
            self._group.removeButton(made)
            self._layout.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons = {}
        for key, text in options:
            made = button(text, tone="pill" if self._pills else "segment")
            made.setCheckable(True)
            self._group.addButton(made)
            self._layout.addWidget(made)
            self._buttons[key] = made
        if options:
            self.set_current(current or options[0][0])

    def renew_options(self, options: Sequence[tuple[str, str]]) -> str:
        """Offer other options; the choice stays where it is among them, else it is "". Returns it."""
        chosen = self.current()
        chosen = chosen if chosen in dict(options) else ""
        self.set_options(options, chosen)
        return chosen

    def current(self) -> str:
        """The key of the checked choice, "" when there is none."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Check a choice without emitting ``chosen``."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.current())
