"""What became of deals between two meetings, taken from the report that compares two dates."""

from __future__ import annotations

from datetime import date

from salesdesk.domain.meetings import MovedGroup
from salesdesk.services.reports.service import ReportService
from salesdesk.store.store import Store


def moved_between(
    _store: Store, _reports: ReportService, _since: date, _last: date
) -> tuple[MovedGroup, ...] | None:
    """The deals that are new, moved on, slipped, were won or lost since the end of a day, up to another one."""
    return None
