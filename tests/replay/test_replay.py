"""Every scenario leaves the records and the journal that it left before: the same rows, numbers and moments."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.replay import comparison, recording
from tests.replay.everything import SCENARIOS
from tests.replay.record import play

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot hold its time zone")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_leaves_what_it_left_before(name: str, template_file: Path, tmp_path: Path) -> None:
    found = list(comparison.differences(name, recording.stored(name), play(name, template_file, tmp_path)))
    wrong, unused = comparison.judged(name, found)
    assert not wrong, f"{len(wrong)} differences:\n{comparison.in_words(wrong)}"
    assert not unused, f"allowed, but there is no such difference: {unused}"


def test_every_recording_has_its_scenario() -> None:
    stored = {path.name.removesuffix(".json.xz") for path in recording.FOLDER.iterdir()}
    assert stored == set(SCENARIOS)


NEVER_FILLED = {("owner", "email")}
"""What nothing in the program writes."""


def test_the_scenarios_fill_every_column_there_was() -> None:
    filled: set[tuple[str, str]] = set()
    columns: set[tuple[str, str]] = set()
    for name in SCENARIOS:
        recorded = recording.stored(name)
        columns |= {(table, column) for table, names in recorded.columns.items() for column in names}
        filled |= {
            (table, column)
            for step in recorded.steps
            for table, _, cells in step.changes
            for column, value in (cells or {}).items()
            if value is not None
        }
    assert {(table, column) for table, column in columns - filled if column != "id"} == NEVER_FILLED


def test_every_allowance_names_its_scenarios_and_its_reason() -> None:
    for one in comparison.ALLOWED:
        assert one.scenarios
        assert one.scenarios == comparison.WHEREVER or set(one.scenarios) <= {
            *SCENARIOS,
            comparison.VERSION_2,
        }, one
        assert one.reason.strip(), one
