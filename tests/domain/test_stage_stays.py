"""How long deals stay in stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from salesdesk.domain.deals import StageMove
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.domain.stage_stays import stays, usual_cycle, usual_days

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PIPELINE = Pipeline(
    1,
    "New business",
    0,
    (
        Stage(1, 1, "Prospecting", 0, StageKind.OPEN, 10, 14),
        Stage(2, 1, "Demo", 1, StageKind.OPEN, 50, 0),
        Stage(3, 1, "Won", 2, StageKind.WON, 100, 0),
    ),
)


def moved(*steps: tuple[str, int | None, int]) -> list[StageMove]:
    return [StageMove(at, before, after, "Mia") for at, before, after in steps]


def test_time_in_a_stage_is_added_up_over_all_its_visits() -> None:
    moves = moved(
        ("2026-11-01T10:00:00Z", None, 1),
        ("2026-11-05T10:00:00Z", 1, 2),
        ("2026-11-07T10:00:00Z", 2, 1),
        ("2026-11-10T10:00:00Z", 1, 2),
    )
    known = stays(moves, NOW, {2: 6.0})
    assert (known[1].days, known[1].times) == (7.0, 2)
    assert (known[1].entered, known[1].since) == ("2026-11-01T10:00:00Z", "2026-11-07T10:00:00Z")
    assert known[2].days == 15.0
    assert known[2].is_late
    assert not known[1].is_late, "nobody knows what is usual there"


def test_a_bare_day_begins_where_the_person_is() -> None:
    known = stays(moved(("2026-11-01T00:00:00Z", None, 1), ("2026-11-20", 1, 3)), NOW)
    assert known[1].days > 18
    assert known[3].entered == "2026-11-20"


def test_a_deal_that_never_moved_is_nowhere() -> None:
    assert stays([], NOW) == {}


def test_usual_is_the_middle_of_those_that_left_and_else_what_the_stage_allows() -> None:
    ways = [
        moved((f"2026-10-{start:02}T10:00:00Z", None, 2), (f"2026-10-{start + days:02}T10:00:00Z", 2, 3))
        for start, days in ((1, 2), (3, 4), (5, 20))
    ]
    assert usual_days(PIPELINE, ways) == {1: 14.0, 2: 4.0}
    assert usual_days(PIPELINE, ways[:2]) == {1: 14.0}, "two are too few to judge, and the stage says nothing"


def test_what_a_person_says_is_usual_goes_before_what_was() -> None:
    stages = tuple(replace(stage, usual_days=9) for stage in PIPELINE.stages)
    assert usual_days(replace(PIPELINE, stages=stages), []) == {1: 9.0, 2: 9.0}, "what is won stays nowhere"


def test_the_usual_cycle_needs_three_deals() -> None:
    assert usual_cycle([10, 20]) is None
    assert usual_cycle([10, 20, 60]) == 20
