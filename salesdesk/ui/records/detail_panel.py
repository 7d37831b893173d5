"""The card beside a list, and in it the record that is selected."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.widgets.cards import Card

if TYPE_CHECKING:
    from salesdesk.ui.records.profile import RecordProfile
    from salesdesk.ui.records.record_details import RecordDetails

NARROWEST, WIDTH, WIDEST = 320, 320, 560


class DetailPanel(Card):
    """``opened`` asks for the record's page, ``closed`` to hide the panel; ``appeared`` for a record to show.

    What it holds is built when the first record is shown: the list beside it is on screen sooner.
    """

    opened = Signal(object)
    closed = Signal()
    appeared = Signal()

    def __init__(
        self, context: Context, make_profile: Callable[[], RecordProfile], parent: QWidget | None = None
    ) -> None:
        super().__init__(flush=True, parent=parent)
        self._context, self._make_profile = context, make_profile
        self.is_built = False
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)

    @cached_property
    def details(self) -> RecordDetails:
        """What is shown of the record, built now if it was never needed."""
        from salesdesk.ui.records.record_details import RecordDetails

        details = RecordDetails(self._context, self._make_profile())
        details.opened.connect(self.opened)
        details.closed.connect(self.closed)
        self.add(details, 1)
        details.show()  # at once, and not when the layout comes to it
        self.is_built = True
        return details

    def show_record(self, number: int | None) -> None:
        """Show a record, or ask to select one."""
        self.details.show_record(number)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.appeared.emit()
