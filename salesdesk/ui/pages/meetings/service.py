"""The use cases of meetings, for the pages about them."""

from __future__ import annotations

from salesdesk.domain.fields import RecordKind
from salesdesk.services.meetings import MeetingService
from salesdesk.ui.context import Context


def meetings_of(context: Context) -> MeetingService:
    """The use cases of meetings."""
    area = context.services.area_of(RecordKind.MEETINGS)
    assert isinstance(area, MeetingService)
    return area
