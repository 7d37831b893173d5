"""Starting a meeting from the page of whom it is about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context


def start_meeting(host: QWidget, context: Context, about: Subject) -> None:
    """Ask for a meeting about somebody."""
    from salesdesk.ui.pages.meetings.start_dialog import StartMeetingDialog  # few pages need it

    StartMeetingDialog(host.window(), context, about).open()
