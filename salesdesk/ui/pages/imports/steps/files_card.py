"""The list of the files that were dropped together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.imports.run.queue import STATE_TITLES, STATE_TONES, FileQueue
from salesdesk.ui.pages.imports.tables import RowSource, wizard_table
from salesdesk.ui.pages.imports.texts import tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.record_header import HEIGHT
from salesdesk.ui.widgets.record_table import ROW

MOST_ROWS = 6


class FilesCard(Card):
    """Hidden for a single file. ``chosen`` carries the place of a file to work on."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self._source, self._most = RowSource(), MOST_ROWS
        self.table, self._model = wizard_table(
            theme,
            tr("Files"),
            (
                Column("name", tr("File"), 280, "left", lambda f: f.path.name, kind="strong"),
                Column(
                    "state",
                    tr("State"),
                    130,
                    "left",
                    lambda f: f.state,
                    lambda state: tr(STATE_TITLES[state]),
                    kind="chip",
                    tone=lambda state: STATE_TONES.get(state, ""),
                ),
                Column("said", tr("Outcome"), 300, "left", lambda f: f.said, kind="secondary"),
            ),
            self._source,
        )
        self.add(self.table)
        self.table.opened.connect(self.chosen)

    def show_files(self, queue: FileQueue) -> None:
        """Show the files of ``queue``."""
        self._source.keys = tuple(queue.files)
        self._model.reload()
        self.show_most(self._most)
        self.setVisible(len(queue.files) > 1)

    def show_most(self, rows: int) -> None:
        """At most so many rows at once; the others scroll."""
        self._most = rows
        self.table.setFixedHeight(HEIGHT + min(len(self._source.keys), rows) * ROW + 2)
