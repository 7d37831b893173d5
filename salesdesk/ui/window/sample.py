"""Looking around in a made-up business: filling an empty file with it, and clearing it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.search import Command

if TYPE_CHECKING:
    from salesdesk.domain.demo import Cleared


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
        """Take the sample away again: at once where nothing but it was ever made, else after asking."""
        self._run(self._context.services.demo.would_clear, self._looked)

    def _looked(self, found: Cleared) -> None:
        from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask  # not needed for the first page

        if found.is_plain:
            self._busy = False
            self._clear()
            return
        self._end()
        ask(
            self._window,
            self.tr("Clear the sample data?"),
            self._question(found),
            [CANCEL, Choice("clear", self.tr("Clear"), "danger")],
            lambda answer: self._clear() if answer == "clear" else None,
        )

    def _question(self, found: Cleared) -> str:
        """One sentence of what goes and what stays, and that it can be undone."""
        one = found.going == 1
        parts = [self.tr("1 sample record goes") if one else self.tr("{0} sample records go")]
        parts[0] = parts[0].format(number_text(found.going))
        if found.edits:
            with_it = self.tr("1 own change of it") if one else self.tr("1 own change of them")
            many = self.tr("{0} own changes of them")
            told = with_it if found.edits == 1 else many.format(number_text(found.edits))
            parts[0] += self.tr(" with {0}").format(told)
        if found.staying:
            stays = self.tr("1 stays because own ones refer to it")
            stay = self.tr("{0} stay because own ones refer to them")
            parts.append(stays if found.staying == 1 else stay.format(number_text(found.staying)))
        parts.append(self.tr("records of your own stay"))
        return self.tr("{0}. It can be undone.").format(", ".join(parts[:-1]) + self.tr(" and ") + parts[-1])

    def _clear(self) -> None:
        self._run(self._context.services.demo.clear, self._cleared)

    def _run(self, what: Callable[[Work], Cleared], done: Callable[[Cleared], None]) -> None:
        if not self._busy:
            self._busy = True
            self._window.status.clear_sample.setEnabled(False)
            self._context.tasks.run(
                self._context.writes.before(what),
                done=done,
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

    def _cleared(self, found: Cleared) -> None:
        self._end()
        text = self.tr("Sample data cleared")
        if found.staying:
            one = self.tr("Sample data cleared, but for 1 record that your own ones refer to")
            many = self.tr("Sample data cleared, but for {0} records that your own ones refer to")
            text = one if found.staying == 1 else many.format(number_text(found.staying))
        self._context.messages.done(text, found.changes)
        if found.empty:
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
        self._batch = self._context.services.demo.shown()
        self._window.status.set_sample(self._batch is not None and not self._context.store.database.read_only)
        self._window.status.clear_sample.setEnabled(not self._busy)
