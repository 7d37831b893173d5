"""What the import page shows when there is no import: an invitation, or why a file was refused."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from salesdesk.ui.pages.imports.run.queue import FileQueue
from salesdesk.ui.pages.imports.texts import tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.drop_zone import DropZone
from salesdesk.ui.widgets.empty_state import EmptyState


class StartView(QWidget):
    """The drop zone. ``files_dropped`` carries paths; the other two are its buttons."""

    files_dropped = Signal(object)
    choose_requested = Signal()
    paste_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = DropZone(
            theme,
            tr("Drop a spreadsheet here"),
            tr(
                "Excel, CSV or contact cards, in any layout and language. You see what will happen before anything is "
                "saved, and the whole import can be undone."
            ),
            icon="file-up",
            actions=(
                primary_button(tr("Choose a file…"), self.choose_requested.emit),
                button(tr("Paste from Excel"), self.paste_requested.emit),
            ),
        )
        self.zone.setMaximumSize(760, 320)
        self.zone.files_dropped.connect(self.files_dropped)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 24, 0, 24)
        layout.addWidget(self.zone, 1, 1)
        for place, (row, column) in enumerate(((1, 1), (6, 8), (2, 1))):
            layout.setRowStretch(place, row)
            layout.setColumnStretch(place, column)


class RefusedView(QWidget):
    """One sentence and the ways on; ``next_requested`` goes on with the next of several files."""

    choose_requested = Signal()
    paste_requested = Signal()
    next_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.next_file = button(tr("Next file"), self.next_requested.emit)
        self._another = primary_button(tr("Choose another file…"), self.choose_requested.emit)
        paste = button(tr("Paste from Excel"), self.paste_requested.emit)
        self._state = EmptyState(theme, "file-x", "", "", [paste, self.next_file, self._another])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._state)

    def show_problem(self, title: str, text: str, queue: FileQueue) -> None:
        """Say what is wrong."""
        self._state.set_texts(title, text)
        following = queue.following
        self.next_file.setVisible(following is not None)
        if following is not None:
            self.next_file.setText(tr("Next: {0}").format(queue.files[following].path.name))

    def begin(self) -> None:
        """Put the keyboard on the way on."""
        self._another.setFocus()
