"""When an activity of a file was: to the minute, whatever its column is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.services.imports.test_importing_again import decided, imported, planned


@pytest.mark.parametrize(
    "header",
    ["When", "Start time", "Date and time", "Datetime", "Start", "Zeitpunkt", "Date", "Fecha y hora"],
)
@pytest.mark.parametrize("moment", ["2026-10-01 10:20", "01.10.2026 10:20"])
def test_the_hour_of_an_activity_is_kept(
    header: str, moment: str, store: Store, services: Services, tmp_path: Path
) -> None:
    kept(store, services, tmp_path, f"Kind,Subject,{header},Name\nCall,Hello,{moment},John Smith\n")


@pytest.mark.parametrize("clock", ["Time", "Uhrzeit", "Heure", "Hora"])
@pytest.mark.parametrize("hour", ["10:20", "10:20:00"])
def test_the_hour_of_a_column_beside_the_day_is_kept(
    clock: str, hour: str, store: Store, services: Services, tmp_path: Path
) -> None:
    kept(
        store,
        services,
        tmp_path,
        f"Type,Subject,Date,{clock},Contact\nCall,Hello,2026-10-01,{hour},John Smith\n",
    )


def test_what_is_due_keeps_its_hour(store: Store, services: Services, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Kind,Subject,When,Due,Name\nTask,Call,,2027-10-01 10:20,John Smith\n", encoding="utf-8")
    imported(services, path, decided(path, RecordKind.ACTIVITIES))
    assert store.database.value("SELECT due_at FROM activity")[14:16] == "20"


def kept(store: Store, services: Services, folder: Path, text: str) -> None:
    """Import a list of one call at twenty past ten, twice."""
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    decisions = decided(path, RecordKind.ACTIVITIES)
    imported(services, path, decisions)
    at = store.database.value("SELECT at FROM activity")
    assert at[:10] == "2026-10-01"
    assert at[14:16] == "20"
    assert planned(services, path, decisions).counts.new == 0
