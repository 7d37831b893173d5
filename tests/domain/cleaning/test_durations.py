from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from salesdesk.domain.cleaning.durations import parse_duration


@pytest.mark.parametrize(
    ("value", "header", "minutes"),
    [
        (30, "Dauer", 30),
        ("30", "Dauer (Min.)", 30),
        ("45 min", "", 45),
        ("1 h 20 min", "Duration", 80),
        ("1h20m", "", 80),
        ("1,5 Std.", "Dauer", 90),
        ("0:45", "Duration", 45),
        ("1:05:30", "Duration", 66),
        ("5:30", "Duration (sec)", 6),
        (300, "Duration (s)", 5),
        ("20", "Duration (seconds)", 1),
        ("90 sec", "", 2),
        (2, "Hours", 120),
        (time(0, 30), "Duration", 30),
        (timedelta(hours=1), "Duration", 60),
        ("0", "Duration", 0),
        ("long", "Duration", None),
        ("-5", "Duration", None),
        (True, "Duration", None),
        ("2024-03-01", "Duration", None),
    ],
)
def test_a_length_of_time_is_read_in_minutes(value: Any, header: str, minutes: int | None) -> None:
    assert parse_duration(value, header) == minutes
