"""Days as the person counts them."""

from __future__ import annotations

from datetime import date, datetime


def local_day(stored: str) -> date:
    """The day a stored moment (UTC text) or day falls on where the person is."""
    if len(stored) == 10:
        return date.fromisoformat(stored)
    return datetime.fromisoformat(stored.replace("Z", "+00:00")).astimezone().date()
