"""The list of sequences."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.ui.context import Context
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.look import look_of
from salesdesk.ui.pages.sequences.dialog import SequenceDialog
from salesdesk.ui.pages.sequences.profile import SequenceProfile
from salesdesk.ui.widgets.buttons import primary_button
from salesdesk.ui.widgets.empty_state import EmptyState


class SequencesPage(ListPage):
    """Every sequence, with the one in hand beside the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        look = look_of(RecordKind.SEQUENCES)
        super().__init__(context, look, lambda: SequenceProfile(context, look, self.window), parent)
        self.header.add_action(primary_button(self.tr("New sequence"), self.add))

    def nothing_state(self) -> QWidget:
        """What a sequence is."""
        return EmptyState(
            self.context.theme,
            "list-checks",
            self.tr("No sequences yet"),
            self.tr(
                "A sequence is a template of dated steps: thank you today, a call in three days, a letter in ten. Start it with one "
                "person or with a whole list; it stops by itself when somebody replies."
            ),
            [primary_button(self.tr("Make a sequence"), self.add)],
        )

    def add(self) -> None:
        """Ask for a new one."""
        SequenceDialog(self.window(), self.context).open()

    def row_actions(self, record: int) -> list[tuple[str, Callable[[], object]]]:
        return [(self.tr("Steps and starts"), lambda: self.context.navigate("sequence", record))]

    def apply_change(self, change: ChangeSet) -> None:
        super().apply_change(change)
        if change.concerns(EntityKind.ACTIVITY):  # how many are under way
            self.model.reload()
