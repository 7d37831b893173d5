"""Looking around in a made-up business: filling an empty file with it, and clearing it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind, KeptRow
from salesdesk.domain.entities import entities
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.search import Command


class SampleData(QObject):
    """Fills and clears in the worker; the status line offers the clearing for as long as the sample is there."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._busy = False
        self._batch: int | None = None
        context.notifier.changed.connect(self._on_changed)
        window.status.clear_requested.connect(self.clear)
        self._look()

    def commands(self) -> Sequence[Command]:
        """What the palette offers while the sample is there."""
        text = self.tr("Clear the sample data")
        return [Command(text, "trash-2", self.clear)] if self._batch is not None else []

    def show(self) -> None:
        """Fill the file and lead to its people."""
        if not self._busy:
            self._busy = True
            self._context.tasks.run(
                self._context.writes.before(self._context.services.demo.show),
                done=self._shown,
                failed=self._failed,
                title=self.tr("Sample data"),
                owner=self,
            )

    def clear(self) -> None:
        """Take the sample away again, with what was done in it."""
        if not self._busy:
            self._busy = True
            self._window.status.clear_sample.setEnabled(False)
            self._context.tasks.run(
                self._context.writes.before(self._context.services.demo.clear),
                done=self._cleared,
                failed=self._failed,
                title=self.tr("Clear the sample data"),
                owner=self,
            )

    def _shown(self, _changes: object) -> None:
        self._end()
        self._window.open_page("contacts")
        self._context.messages.say(
            self.tr("A made-up business to look around in: change what you like"),
            self.tr("Clear it"),
            self.clear,
        )

    def _cleared(self, kept: tuple[KeptRow, ...]) -> None:
        self._end()
        kinds = {kind.value for kind, spec in entities().items() if spec.page}
        records = len({(row.table, row.row) for row in kept if row.table in kinds})
        if records:
            one = self.tr("Sample data cleared, but for 1 record that your own ones refer to")
            many = self.tr("Sample data cleared, but for {0} records that your own ones refer to")
            self._context.messages.say(one if records == 1 else many.format(number_text(records)))
            return
        self._context.messages.say(self.tr("Sample data cleared"))
        if self._context.services.demo.is_empty():
            self._window.open_page("start")

    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, SalesDeskError):
            raise error
        self._context.messages.error(error)

    def _end(self) -> None:
        self._busy = False
        self._look()

    def _on_changed(self, change: ChangeSet) -> None:
        # Only these can bring it or take it away; the question is not asked after each edit.
        if change.created.get(EntityKind.CAMPAIGN) or (self._batch is not None and change.deleted):
            self._look()

    def _look(self) -> None:
        filled = self._context.store.journal.standing(Cause.DEMO)
        self._batch = None if filled is None else filled.id
        self._window.status.set_sample(self._batch is not None and not self._context.store.database.read_only)
        self._window.status.clear_sample.setEnabled(not self._busy)
