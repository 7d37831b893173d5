"""The zone of the system, with its rules for every day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from salesdesk.domain.local_zone import LocalZone


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system's zone."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_every_day_has_its_own_offset() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(LocalZone())
    winter = datetime(2026, 12, 1, 12, tzinfo=UTC).astimezone(LocalZone())
    assert (summer.hour, winter.hour) == (14, 13)
    assert (summer.utcoffset(), winter.utcoffset()) == (timedelta(hours=2), timedelta(hours=1))
    assert (summer.tzname(), winter.tzname()) == ("CEST", "CET")
    assert summer.replace(month=12).astimezone(UTC).hour == 13
    assert summer.dst() is None
