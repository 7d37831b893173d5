"""A workbook that was made where the clock says something else than here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, results

ZONES = ("UTC", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata")


@pytest.mark.parametrize(
    ("made", "read"),
    [
        ("Pacific/Auckland", "UTC"),
        ("UTC", "America/Los_Angeles"),
        ("America/Los_Angeles", "Pacific/Auckland"),
    ],
)
def test_a_midnight_of_another_zone_is_no_edit(
    made: str,
    read: str,
    services: Services,
    store: Store,
    tmp_path: Path,
    in_zone: Callable[[str], None],
) -> None:
    in_zone(made)
    anna = add_contact(store, "Anna Berg")
    for zone in ZONES:  # whose midnight it is
        in_zone(zone)
        for at in ("2025-11-02T00:00", "2025-07-02T00:00", "2025-03-01T15:30"):
            moment = datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            services.activities.log(ActivityKind.CALL, Subject(anna), subject=f"{zone} {at}", at=moment)
    in_zone(made)
    book = export(services, RecordKind.ACTIVITIES, tmp_path / "calls.xlsx")
    in_zone(read)
    plan = services.merging_back.plan(book)
    assert (results(plan), plan.problems, plan.new) == (set(), (), ())

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("UTC 2025-11-02T00:00", "Subject"), "Subject", "Said yes")

    edited(book, change)
    assert {field for _, field, _ in results(services.merging_back.plan(book))} == {"subject"}
