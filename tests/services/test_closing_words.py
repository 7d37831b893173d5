"""Reasons and competitors as managed lists: added, renamed in every deal, put in order, replaced, undone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.pipelines import LOST_REASONS, WON_REASONS
from salesdesk.errors import DomainError, InputError
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.refusals import refusing

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LOST, WON, COMPETITOR = ClosingList.LOST_REASON, ClosingList.WON_REASON, ClosingList.COMPETITOR


class Desk:
    """A store with its services."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.store = Store(place, clock=lambda: NOW)
        set_up(self.store)
        self.services: Services = build_services(self.store)

    def lost(self, reason: str, competitor: str | None = None) -> int:
        stage = self.store.pipelines.all()[0].stages[0]
        deal, _ = self.services.deals.create(f"deal because of {reason}", stage.id)
        self.services.deals.lose(deal, reason, competitor=competitor)
        return deal

    def names(self, of: ClosingList) -> list[str]:
        return self.store.closing_words.listed(of)

    def counts(self, of: ClosingList) -> dict[str, int]:
        return {word.name: word.deals for word in self.store.closing_words.all(of) if word.deals}


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def test_the_lists_begin_with_what_was_always_offered(desk: Desk) -> None:
    assert desk.names(LOST) == list(LOST_REASONS)
    assert desk.names(WON) == list(WON_REASONS)
    assert desk.names(COMPETITOR) == []


def test_a_word_is_added_and_undone_and_taken_only_once(desk: Desk) -> None:
    words = desk.services.closing_words
    words.add(LOST, "  Merged  away ")
    assert desk.names(LOST) == [*LOST_REASONS, "Merged away"]
    with refusing(InputError, match="is in the list"):
        words.add(LOST, "MERGED away")
    with refusing(InputError, match="Give the entry a name"):
        words.add(LOST, " ")
    desk.services.commands.undo()
    assert desk.names(LOST) == list(LOST_REASONS)
    assert desk.names(WON) == list(WON_REASONS)


def test_renaming_reaches_every_deal_and_is_one_step(desk: Desk) -> None:
    first, second, other = desk.lost("Price"), desk.lost("PRICE"), desk.lost("No need")
    trashed = desk.lost("price")
    desk.services.deals.delete([trashed])
    assert desk.counts(LOST) == {"Price": 2, "No need": 1}
    desk.services.closing_words.rename(LOST, "Price", "Too dear")
    said = [desk.store.deals.get(deal).lost_reason for deal in (first, second, trashed, other)]
    assert said == ["Too dear", "Too dear", "Too dear", "No need"]
    assert desk.names(LOST)[0] == "Too dear"
    desk.services.commands.undo()
    assert desk.store.deals.get(second).lost_reason == "PRICE"
    assert desk.names(LOST) == list(LOST_REASONS)
    with refusing(InputError, match="To join two"):
        desk.services.closing_words.rename(LOST, "Price", "no NEED")
    desk.services.closing_words.rename(LOST, "Price", "price")
    assert desk.names(LOST)[0] == "price"
    assert desk.store.deals.get(first).lost_reason == "price"


def test_what_deals_alone_say_is_shown_behind_the_list_and_can_be_put_into_it(desk: Desk) -> None:
    desk.lost("Price", "Rival")
    desk.lost("Price", "rival")
    desk.lost("Price", "Other Ltd")
    found = desk.store.closing_words.all(COMPETITOR)
    assert [(word.name.lower(), word.deals, word.is_listed) for word in found] == [
        ("rival", 2, False),
        ("other ltd", 1, False),
    ]
    desk.services.closing_words.add(COMPETITOR, "Other Ltd")
    desk.services.closing_words.rename(COMPETITOR, "Rival", "Rival GmbH")
    assert desk.names(COMPETITOR) == ["Other Ltd", "Rival GmbH"]
    assert desk.counts(COMPETITOR) == {"Other Ltd": 1, "Rival GmbH": 2}


def test_words_are_put_in_order(desk: Desk) -> None:
    words = desk.services.closing_words
    words.move(LOST, "Competitor", -1)
    assert desk.names(LOST)[:2] == ["Competitor", "Price"]
    assert desk.store.closing_words.offered(LOST)[:2] == ["Competitor", "Price"]
    with refusing(DomainError, match="cannot be moved any further"):
        words.move(LOST, "Competitor", -1)
    desk.services.commands.undo()
    assert desk.names(LOST)[:2] == ["Price", "Competitor"]


def test_a_word_in_use_asks_what_its_deals_get_instead(desk: Desk) -> None:
    deal = desk.lost("Price")
    words = desk.services.closing_words
    with refusing(DomainError, match="1 deal has “Price”. Say what it gets instead"):
        words.remove(LOST, "Price")
    with refusing(DomainError, match="1 deal has"):
        words.remove(LOST, "Price", into="PRICE")
    words.remove(LOST, "Price", into="No budget")
    assert desk.store.deals.get(deal).lost_reason == "No budget"
    assert "Price" not in desk.names(LOST)
    assert desk.names(LOST).count("No budget") == 1
    desk.services.commands.undo()
    assert desk.store.deals.get(deal).lost_reason == "Price"
    assert desk.names(LOST) == list(LOST_REASONS)


def test_a_list_of_which_everything_was_removed_stays_empty_and_takes_a_word_again(desk: Desk) -> None:
    words = desk.services.closing_words
    for name in WON_REASONS:
        words.remove(WON, name)
    assert desk.names(WON) == []
    words.add(WON, "trust")
    assert desk.names(WON) == ["trust"]
    desk.services.commands.undo()
    assert desk.names(WON) == []
