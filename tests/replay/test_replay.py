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


def test_every_allowance_names_its_scenarios_and_its_reason() -> None:
    for one in comparison.ALLOWED:
        assert one.scenarios
        assert set(one.scenarios) <= set(SCENARIOS), one
        assert one.reason.strip(), one
