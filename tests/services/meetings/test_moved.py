"""What became of deals since the last meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.meetings import Move
from salesdesk.domain.money import Money
from salesdesk.services.meetings.figures import MeetingFigures, MeetingFigureService
from salesdesk.services.meetings.service import MeetingService
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store

THEN, NOW = datetime(2026, 10, 26, 12, 0, tzinfo=UTC), datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Desk:
    """Five deals at the first meeting; afterwards one slips, one moves on, one is won, one lost, and one is new."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.now = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
        self.store = Store(place, clock=lambda: self.now)
        set_up(self.store, currency="EUR", country="DE")
        self.services: Services = build_services(self.store)
        self.stages = self.store.pipelines.all()[0].stages
        for amount, title in enumerate(("Slips", "Moves", "Is won", "Is lost", "Stays"), 1):
            self.make(title, amount * 1000_00)
        self.now = THEN
        self.meetings.start("weekly", THEN.date(), "First")
        self.now = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
        self.services.deals.change(self.deal("Slips"), expected_close="2026-12-18")
        self.services.deals.move(self.deal("Moves"), self.stages[2].id)
        self.services.deals.win(self.deal("Is won"))
        self.services.deals.lose(self.deal("Is lost"), "Price")
        self.make("Is new", 6000_00)
        self.now = NOW

    def make(self, title: str, amount: int) -> None:
        self.services.deals.create(
            title, self.stages[0].id, amount=amount, currency="EUR", expected_close="2026-12-01"
        )

    def deal(self, title: str) -> int:
        return next(one.id for one in self.store.meetings.open_deals() if one.title == title)

    @property
    def meetings(self) -> MeetingService:
        area = self.services.area_of(RecordKind.MEETINGS)
        assert isinstance(area, MeetingService)
        return area

    def read(self, day: date) -> MeetingFigures:
        number, _ = self.meetings.start("weekly", day, "Second")
        view = self.meetings.view(number)
        return MeetingFigureService(self.store).read(view.meeting, view.before)


@pytest.fixture
def desk(place: Path | ServerAddress) -> Iterator[Desk]:
    made = Desk(place)
    yield made
    made.store.close()


def test_every_move_has_its_deals(desk: Desk) -> None:
    figures = desk.read(NOW.date())
    assert figures.moved is not None
    found = {
        group.move: (group.count, group.amount, [figures.cards[one.deal_id].title for one in group.deals])
        for group in figures.moved
    }
    assert found == {
        Move.NEW: (1, 6000_00, ["Is new"]),
        Move.FORWARD: (1, 2000_00, ["Moves"]),
        Move.SLIPPED: (1, 1000_00, ["Slips"]),
        Move.WON: (1, 3000_00, ["Is won"]),
        Move.LOST: (1, 4000_00, ["Is lost"]),
    }
    slipped = next(group for group in figures.moved if group.move is Move.SLIPPED).deals[0]
    assert (slipped.before, slipped.after) == ("2026-12-01", "2026-12-18")
    forward = next(group for group in figures.moved if group.move is Move.FORWARD).deals[0]
    assert (forward.before, forward.after) == (desk.stages[0].name, desk.stages[2].name)
    assert figures.snapshot.moved[Move.NEW] == (1, 6000_00)


def test_the_rows_of_a_move_are_its_deals(desk: Desk) -> None:
    for group in desk.read(NOW.date()).moved or ():
        assert group.rows is not None
        assert desk.store.deals.ids(group.rows.filter).tolist() == [one.deal_id for one in group.deals]


def test_the_first_meeting_has_nothing_to_compare(desk: Desk) -> None:
    number, _ = desk.meetings.start("monthly", NOW.date(), "First of its kind")
    view = desk.meetings.view(number)
    assert MeetingFigureService(desk.store).read(view.meeting, view.before).moved is None


def test_two_meetings_on_one_day_are_told_apart_by_their_moments(desk: Desk) -> None:
    first, _ = desk.meetings.start("weekly", NOW.date(), "Morning")
    service = MeetingFigureService(desk.store)
    view = desk.meetings.view(first)
    desk.meetings.begin(first, service.read(view.meeting, view.before).snapshot)
    desk.now = NOW + timedelta(hours=1)
    desk.services.deals.win(desk.deal("Slips"))
    desk.services.deals.move(desk.deal("Stays"), desk.stages[1].id)
    desk.services.deals.change(desk.deal("Moves"), expected_close="2026-12-24")
    desk.make("Is newest", 100_00)
    desk.now = NOW + timedelta(hours=2)
    figures = desk.read(NOW.date())
    found = {
        group.move: [figures.cards[one.deal_id].title for one in group.deals] for group in figures.moved or ()
    }
    assert found == {
        Move.NEW: ["Is newest"],
        Move.FORWARD: ["Stays"],
        Move.SLIPPED: ["Moves"],
        Move.WON: ["Slips"],
        Move.LOST: [],
    }
    assert figures.since_at == "2026-11-23T12:00:00Z"


def test_what_moved_after_a_meeting_that_is_over_is_for_the_next_one(desk: Desk) -> None:
    service = MeetingFigureService(desk.store)
    first, _ = desk.meetings.start("weekly", NOW.date(), "Morning")
    view = desk.meetings.view(first)
    desk.meetings.finish(first, service.read(view.meeting, view.before).snapshot)
    desk.now = NOW + timedelta(hours=1)
    desk.services.deals.lose(desk.deal("Stays"), "Price")
    view = desk.meetings.view(first)
    moved = {group.move: group.count for group in service.read(view.meeting, view.before).moved or ()}
    assert moved[Move.LOST] == 1, "the one before the meeting"
    assert desk.read(NOW.date()).snapshot.moved[Move.LOST][0] == 1


def test_a_first_meeting_may_be_compared_with_a_day(desk: Desk) -> None:
    number, _ = desk.meetings.start("monthly", NOW.date(), "First of its kind")
    view = desk.meetings.view(number)
    found = MeetingFigureService(desk.store).read(view.meeting, view.before, date(2026, 11, 1))
    assert {group.move: group.count for group in found.moved or ()}[Move.WON] == 1


def test_a_second_meeting_on_the_same_day_compares_too(desk: Desk) -> None:
    desk.read(NOW.date())
    figures = desk.read(NOW.date())
    assert figures.moved is not None
    assert all(group.count == 0 for group in figures.moved)


def test_what_no_rate_converts_stands_beside_the_sum(desk: Desk) -> None:
    desk.services.deals.create("Is far", desk.stages[0].id, amount=2_500_000, currency="JPY")
    figures = desk.read(NOW.date())
    assert figures.moved is not None
    (new,) = [group for group in figures.moved if group.move is Move.NEW]
    assert (new.count, new.amount, new.apart) == (2, 6000_00, (Money(2_500_000, "JPY"),))
