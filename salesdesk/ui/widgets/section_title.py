"""The heading of a section, with what is said beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.self_fitting import SelfFitting
from salesdesk.ui.widgets.text import ElidedLabel

_GAP = 8


class SectionTitle(SelfFitting):
    """A section's heading with an optional quiet note at the right and ``said`` beside it; both stand below it where they have
    no room there. Further widgets go to ``add``."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.said = ElidedLabel(title, "section"), ElidedLabel("", "secondary")
        self.note = ElidedLabel(note, "note")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(_GAP)
        for part in (self.title, self.said):
            self._beside.addWidget(part)
        self._beside.addStretch(1)
        self._beside.addWidget(self.note)
        self._host = QWidget()
        self._below = FlowLayout(self._host, spacing=_GAP, row_spacing=0)
        rows.addLayout(self._beside)
        rows.addWidget(self._host)
        self._host.hide()
        self._more: list[QWidget] = []
        self._moved: list[QWidget] = []
        self.note.setVisible(bool(note))
        self.said.hide()

    def say(self, text: str) -> None:
        """Say something beside the heading."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._more.append(widget)
        self._beside.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        parts = [self.title, *self._shown(self._more)]
        return QSize(
            max(part.minimumSizeHint().width() for part in parts), super().minimumSizeHint().height()
        )

    def _shown(self, parts: list[QWidget]) -> list[QWidget]:
        return [part for part in parts if not part.isHidden()]

    def fit(self) -> None:
        """Put below the heading what has no room beside it: what is said, then the controls; or beside it again."""
        told, more = self._shown([self.said, self.note]), self._shown(self._more)
        if self._wide([self.title, *told, *more]) <= self.width():
            below: list[QWidget] = []
        elif self._wide([self.title, *more]) <= self.width():
            below = [self.said, self.note]
        else:
            below = [self.said, self.note, *self._more]
        if below == self._moved:
            return
        for part in self._moved:
            self._below.removeWidget(part)
        for part in below:
            self._beside.removeWidget(part)
            self._below.addWidget(part)
        for part in self._moved:
            if part not in below:
                place = {id(self.said): 1, id(self.note): 3 - (self.said in below)}.get(id(part), -1)
                self._beside.insertWidget(place, part)
        self._moved = below
        self._host.setVisible(bool(below))

    def _wide(self, parts: list[QWidget]) -> int:
        return sum(part.sizeHint().width() + _GAP for part in parts) - _GAP
