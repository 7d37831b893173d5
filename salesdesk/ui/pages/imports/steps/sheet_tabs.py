"""The sheets of a file side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.sheets import SheetAnalysis
from salesdesk.ui.pages.imports.texts import tr
from salesdesk.ui.widgets.buttons import SegmentedButtons

_LONGEST = 24


class SheetTabs(QWidget):
    """One segment per imported sheet; hidden when there is one. ``place`` is the shown sheet's place in the file."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = 0
        self._shown: tuple[tuple[str, str], ...] = ()
        self.buttons = SegmentedButtons([], name=tr("Sheet"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.buttons)
        self.buttons.chosen.connect(self._on_chosen)

    def show_sheets(self, analyses: Sequence[SheetAnalysis], used: Sequence[int]) -> None:
        """Offer the imported sheets; the shown one stays when it still is one."""
        if self.place not in used:
            self.place = used[0] if used else 0
        options = tuple((str(place), _short(analyses[place].name)) for place in used)
        if options != self._shown:
            self._shown = options
            self.buttons.set_options(options, str(self.place))
        else:
            self.buttons.set_current(str(self.place))
        self.setVisible(len(options) > 1)

    def _on_chosen(self, key: str) -> None:
        self.place = int(key)
        self.chosen.emit()


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
