"""What became of deals since the last meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.meetings import Move
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


def test_a_second_meeting_on_the_same_day_compares_too(desk: Desk) -> None:
    desk.read(NOW.date())
    figures = desk.read(NOW.date())
    assert figures.moved is not None
    assert all(group.count == 0 for group in figures.moved)
