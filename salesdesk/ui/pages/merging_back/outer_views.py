"""What the merge page shows when no workbook is compared: an invitation with what waits, a refusal, or the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.pages.merging_back.waiting import WaitingMerges
from salesdesk.ui.pages.merging_back.words import tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.drop_zone import DropZone
from salesdesk.ui.widgets.empty_state import EmptyState

_WIDEST = 760
_ALL = 8
"""Workbooks that are shown waiting: older ones come up when these are done."""


class StartView(QWidget):
    """Workbooks that were put aside, and a drop zone."""

    files_dropped = Signal(object)
    choose_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waiting = WaitingMerges(context, context.services.merging_back.open_questions, self, _ALL)
        self.waiting.setMaximumWidth(_WIDEST)
        self.zone = DropZone(
            context.theme,
            tr("Drop the edited workbook here"),
            tr(
                "A workbook that SalesDesk exported comes back from a colleague: what both sides changed is compared cell "
                "by cell, and you see every change before anything is saved."
            ),
            icon="merge",
            actions=(primary_button(tr("Choose a workbook…"), self.choose_requested.emit),),
        )
        self.zone.setMaximumSize(_WIDEST, 320)
        self.zone.files_dropped.connect(self.files_dropped)
        middle = QVBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.waiting)
        middle.addWidget(self.zone, 1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 24, 0, 24)
        layout.addLayout(middle, 1, 1)
        for place, (row, column) in enumerate(((1, 1), (6, 8), (2, 1))):
            layout.setRowStretch(place, row)
            layout.setColumnStretch(place, column)

    def refresh(self) -> None:
        """Read anew what waits."""
        self.waiting.refresh()


class RefusedView(QWidget):
    """Why a file cannot be merged, and the ways on."""

    choose_requested = Signal()
    import_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        another = primary_button(tr("Choose another workbook…"), self.choose_requested.emit)
        instead = button(tr("Import it as a list"), self.import_requested.emit)
        self._state = EmptyState(theme, "file-x", "", "", [instead, another])
        layout = QVBoxLayout(self)
        layout.addWidget(self._state)

    def show_problem(self, title: str, text: str) -> None:
        """Say why."""
        self._state.set_texts(title, text)


class DoneView(QWidget):
    """What became of the workbook; ``next_requested`` goes on with the next of several."""

    choose_requested = Signal()
    history_requested = Signal()
    next_requested = Signal()
    problems_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next = primary_button(tr("Next workbook"), self.next_requested.emit)
        another = button(tr("Merge another workbook…"), self.choose_requested.emit)
        history = button(tr("Show the history"), self.history_requested.emit)
        self._problems = button(tr("Show the problems"), self.problems_requested.emit)
        buttons = [self._problems, history, another, self._next]
        self.state = EmptyState(theme, "circle-check", "", "", buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)

    def show_outcome(self, title: str, text: str, following: Sequence[Path]) -> None:
        """Say what became of it; ``following`` are the files that still wait."""
        self.state.set_texts(title, text)
        self.show_problems(False)
        self._next.setVisible(bool(following))
        if following:
            self._next.setText(tr("Next: {0}").format(following[0].name))

    def show_problems(self, offered: bool) -> None:
        """Offer the list of what was not taken over, or not."""
        self._problems.setVisible(offered)
