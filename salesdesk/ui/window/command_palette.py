"""Ctrl+K: everything that can be found or done, from one field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.errors import SalesDeskError
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.floating_panel import FloatingPanel
from salesdesk.ui.widgets.result_list import Result, ResultList
from salesdesk.ui.widgets.text import ElidedLabel, label, line
from salesdesk.ui.window.search import Command, Found, Hit, Search, from_each_group, matching_commands
from salesdesk.ui.wording import worded

WIDTH = 600
TOP = 110
MOST_ROWS = 10
COMMANDS_BESIDE_HITS = 4
LISTS = 2


class CommandPalette(QWidget):
    """A veil over ``host`` with a field and what it finds: records, then commands; ">" shows commands only.

    ``chosen`` carries the Hit or Command. ``commands`` is asked each time, so that it can depend on the page.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, search: Search, commands: Callable[[], Sequence[Command]], host: QWidget
    ) -> None:
        super().__init__(host)
        self.setAccessibleName("Command palette")
        self._theme = theme
        self._search = search
        self._commands = commands
        self._host = host
        self._focus_before: QWidget | None = None
        self.panel = FloatingPanel(theme, self)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        picture = QLabel()
        ThemeWatcher(picture, theme, "search", "ink_2", 16)
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setProperty("large", True)
        self.field.setPlaceholderText("Search or type a command")
        self.field.setAccessibleName("Search or type a command")
        row.addWidget(picture)
        row.addWidget(self.field, 1)
        self.panel.body.addLayout(row)
        self.panel.body.addWidget(line("full"))
        self.results = ResultList(theme, "Records and commands")
        self.panel.body.addWidget(self.results, 1)
        self.panel.body.addWidget(line("full"))
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        self.footer = ElidedLabel("", "caption")
        foot.addWidget(self.footer, 1)
        foot.addWidget(label("type > for commands", "caption"))
        self.panel.body.addLayout(foot)
        self.results.drive(self.field)
        self.field.textEdited.connect(self.show_for)
        self.results.chosen.connect(self._on_chosen)
        self.results.escaped.connect(self.dismiss)
        host.installEventFilter(self)
        self.hide()

    def summon(self, text: str = "") -> None:
        """Show the palette and take the focus."""
        if self.isVisible():
            self.field.selectAll()
            return
        self._focus_before = self._host.window().focusWidget()
        self.setGeometry(self._host.rect())
        self.field.setText(text)
        self.show_for(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Hide the palette and give the focus back."""
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus()
        self._focus_before = None

    def show_for(self, text: str) -> None:
        """Find for ``text``."""
        typed = text.strip()
        only_commands = typed.startswith(">")
        found, failed = Found(), ""
        if not only_commands:
            try:
                found = self._search(typed)
            except SalesDeskError as error:  # a damaged file: what can be done about it is found here
                failed = worded(error)
        self._show(typed, found, failed)
        if found.later is not None:
            found.later(partial(self._add, typed, found))

    def _show(self, typed: str, found: Found, failed: str = "") -> None:
        commands = [*found.commands, *matching_commands(self._commands(), typed.lstrip("> "))]
        room = MOST_ROWS if not found.hits else COMMANDS_BESIDE_HITS
        results = [
            Result(hit.title, hit.detail, hit.icon, value=hit)
            for hit in [*from_each_group(found.hits, MOST_ROWS - 1), *found.lists[:LISTS]]
        ]
        offered = [Result(one.title, one.detail, one.icon, one.shortcut, one) for one in commands[:room]]
        # What is called exactly so is meant, be it a record or a command.
        first = [one for one in offered if _is_called(one.title, typed)]
        if results and _is_called(results[0].title, typed):
            first = []
        results = [*first, *results, *(one for one in offered if one not in first)]
        self.results.set_results(results)
        self.results.setVisible(bool(results))
        self.footer.setText(failed or (found.footer if results else f"Nothing found for “{typed}”"))
        self._place()

    def _add(self, typed: str, found: Found, similar: Sequence[Hit]) -> None:
        """What is only nearly written so comes behind the rest, if the same is still typed."""
        known = {(hit.page, hit.target) for hit in found.hits}
        more = [hit for hit in similar if (hit.page, hit.target) not in known]
        if more and self.isVisible() and self.field.text().strip() == typed:
            footer = found.footer if found.hits else f"Nothing is written “{typed}”; these are nearly so"
            self._show(typed, replace(found, hits=[*found.hits, *more], footer=footer))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.scrim())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._host.rect())
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width = min(WIDTH, self._host.width() - 48)
        height = 47 + self.results.content_height() + 38
        height = max(height, self.panel.sizeHint().height() if self.results.isHidden() else 0)
        height = min(height, self._host.height() - TOP - 24)
        self.panel.setGeometry((self._host.width() - width) // 2, TOP, width, height)

    def _on_chosen(self, value: object) -> None:
        self.dismiss()
        if isinstance(value, (Hit, Command)):
            self.chosen.emit(value)


def _is_called(title: str, typed: str) -> bool:
    return fold_key(title) == fold_key(typed) != ""
