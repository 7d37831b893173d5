"""The list of meetings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.ui.context import Context
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.look import look_of
from salesdesk.ui.pages.meetings.profile import MeetingProfile
from salesdesk.ui.pages.meetings.start_dialog import StartMeetingDialog
from salesdesk.ui.pages.meetings.templates_dialog import TemplatesDialog
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.empty_state import EmptyState


class MeetingsPage(ListPage):
    """Every meeting, with the one in hand beside the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        look = look_of(RecordKind.MEETINGS)
        super().__init__(context, look, lambda: MeetingProfile(context, look, self.window), parent)
        self.header.crumb.setText(self.tr("Reports /"))
        self.header.crumb.setAccessibleName(self.tr("Back to the reports"))
        self.header.crumb.show()
        self.header.crumb_clicked.connect(lambda: context.navigate("reports"))
        self.header.add_action(button(self.tr("Kinds of meetings…"), self.show_templates))
        self.header.add_action(primary_button(self.tr("New meeting"), self.start))

    def nothing_state(self) -> QWidget:
        """What a meeting is."""
        return EmptyState(
            self.context.theme,
            "presentation",
            self.tr("No meetings yet"),
            self.tr(
                "A meeting walks in prepared: what was decided last and how it stands, the figures against last time, what "
                "moved since. Notes stand beside it, and a line that begins with ! becomes a task."
            ),
            [primary_button(self.tr("Start a meeting"), self.start)],
        )

    def start(self) -> None:
        """Ask what kind of meeting, and when."""
        StartMeetingDialog(self.window(), self.context).open()

    def show_templates(self) -> None:
        """Change the kinds of meetings."""
        TemplatesDialog(self.window(), self.context).open()

    def row_actions(self, record: int) -> list[tuple[str, Callable[[], object]]]:
        return [(self.tr("Open the meeting"), lambda: self.context.navigate("meeting", record))]

    def apply_change(self, change: ChangeSet) -> None:
        super().apply_change(change)
        if change.concerns(EntityKind.ACTIVITY):  # how the decisions stand
            self.model.reload()
