"""The list of call rounds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.ui.context import Context
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.look import look_of
from salesdesk.ui.pages.call_rounds.profile import CallRoundProfile
from salesdesk.ui.pages.call_rounds.start_dialog import StartRoundDialog
from salesdesk.ui.widgets.buttons import primary_button
from salesdesk.ui.widgets.empty_state import EmptyState

_MOVED = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL, EntityKind.ACTIVITY)


class CallRoundsPage(ListPage):
    """Every round, with the one in hand beside the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        look = look_of(RecordKind.CALL_ROUNDS)
        super().__init__(context, look, lambda: CallRoundProfile(context, look, self.window), parent)
        self.header.add_action(primary_button(self.tr("New call round"), self.start))

    def nothing_state(self) -> QWidget:
        """What a round is."""
        return EmptyState(
            self.context.theme,
            "phone-call",
            self.tr("No call rounds yet"),
            self.tr(
                "A call round works through a list one by one: who, why and what was last stand before you, the outcome is one "
                "key, then comes the next. Leave at any time; it goes on where you stopped."
            ),
            [primary_button(self.tr("Start a call round"), self.start)],
        )

    def start(self) -> None:
        """Ask for a list to call."""
        StartRoundDialog(self.window(), self.context).open()

    def row_actions(self, record: int) -> list[tuple[str, Callable[[], object]]]:
        return [(self.tr("Go on calling"), lambda: self.context.navigate("call_round", record))]

    def apply_change(self, change: ChangeSet) -> None:
        super().apply_change(change)
        if change.concerns(*_MOVED):  # how far the rounds are
            self.model.reload()
