"""Call rounds: made of a list, worked one by one, resumed, undone, and left by whoever is deleted or merged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.call_rounds import Left, MemberState, RoundAbout
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.errors import DomainError, InputError
from salesdesk.services.call_rounds import CallRoundService, RoundView
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Desk:
    """A store with five people, and a clock that goes on by a minute at each look."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.now = NOW
        self.store = Store(place, clock=self.tick)
        set_up(self.store)
        self.services: Services = build_services(self.store)
        self.people = {
            name: self.services.contacts.create({"full_name": name, "company": company, "phone": phone})[0]
            for name, company, phone in (
                ("Anna Stern", "Nordwind", "+49 40 1001"),
                ("Boris Kahn", "Kite", "+49 40 1002"),
                ("Cara Lind", "Fjord", "+49 40 1003"),
                ("Dora Mai", "Nordwind", "+49 40 1004"),
                ("Egon Rau", "", "+49 40 1005"),
            )
        }

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    @property
    def rounds(self) -> CallRoundService:
        area = self.services.area_of(RecordKind.CALL_ROUNDS)
        assert isinstance(area, CallRoundService)
        return area

    def start(self) -> int:
        return self.rounds.start(
            "Autumn", RoundAbout.CONTACTS, list(self.people.values()), purpose="New price list", origin="VIP"
        )[0].number

    def view(self, number: int) -> RoundView:
        return self.rounds.view(number)

    def states(self, number: int) -> dict[str, str]:
        return {one.name: one.state.value for one in self.view(number).members}

    def member(self, number: int, name: str) -> int:
        return next(one.id for one in self.view(number).members if one.name == name)

    def up(self, number: int) -> str:
        found = self.view(number).next
        return "" if found is None else found.name


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def test_a_round_is_worked_one_by_one_and_resumed_where_it_stopped(desk: Desk) -> None:
    number = desk.start()
    assert desk.up(number) == "Anna Stern"
    desk.rounds.call(
        number, desk.member(number, "Anna Stern"), outcome="Reached", body="Wants the list", dialled="+49401001",
        minutes=7, next_step="Send the price list", next_due="2026-11-27",
    )  # fmt: skip
    desk.rounds.call(number, desk.member(number, "Boris Kahn"), outcome="No answer", dialled="+49401002")
    desk.rounds.skip(desk.member(number, "Cara Lind"))
    assert desk.up(number) == "Dora Mai"
    again = build_services(desk.store).area_of(RecordKind.CALL_ROUNDS)
    assert isinstance(again, CallRoundService)
    found = again.view(number)
    assert (found.name, found.purpose, found.origin) == ("Autumn", "New price list", "VIP")
    assert found.next is not None
    assert found.next.name == "Dora Mai"
    assert found.next.detail == "Nordwind"
    figures = found.figures
    assert (figures.people, figures.left, figures.again, figures.done, figures.skipped) == (5, 3, 1, 1, 1)
    assert (figures.reached, figures.calls, figures.minutes, figures.next_steps) == (1, 2, 7, 1)
    assert figures.outcomes == {"Reached": 1, "No answer": 1}
    entry = desk.store.activities.of_contact(desk.people["Anna Stern"])
    assert [(one.subject, one.place, one.outcome) for one in entry] == [
        ("Send the price list", None, None), ("", "+49401001", "Reached"),
    ]  # fmt: skip


def test_whom_nobody_reached_comes_again_when_the_rest_was_called(desk: Desk) -> None:
    number = desk.start()
    for name in ("Anna Stern", "Boris Kahn", "Cara Lind", "Dora Mai", "Egon Rau"):
        outcome = "No answer" if name in ("Anna Stern", "Dora Mai") else "Reached"
        desk.rounds.call(number, desk.member(number, name), outcome=outcome)
    assert desk.up(number) == "Anna Stern"
    desk.rounds.call(number, desk.member(number, "Anna Stern"), outcome="Busy")
    assert desk.up(number) == "Dora Mai"
    desk.rounds.call(number, desk.member(number, "Dora Mai"), outcome="Interested")
    desk.rounds.call(number, desk.member(number, "Anna Stern"), outcome="Reached")
    assert desk.view(number).next is None


def test_every_number_that_was_tried_is_kept(desk: Desk) -> None:
    number = desk.start()
    anna = desk.member(number, "Anna Stern")
    desk.rounds.call(number, anna, outcome="No answer", dialled="+49401001", again=True)
    assert desk.up(number) == "Anna Stern"
    desk.rounds.call(number, anna, outcome="Reached", dialled="+4915112345")
    found = desk.view(number)
    tries = found.tries_of(next(one for one in found.members if one.id == anna))
    assert [(one.number, one.outcome) for one in tries] == [
        ("+49401001", "No answer"), ("+4915112345", "Reached"),
    ]  # fmt: skip


def test_one_save_is_one_undo(desk: Desk) -> None:
    number = desk.start()
    desk.rounds.call(
        number, desk.member(number, "Anna Stern"), outcome="Reached", next_step="Visit", next_due="2026-12-01"
    )
    assert worded(desk.services.commands.state().undo) == "Anna Stern: Log call"
    desk.services.commands.undo()
    assert desk.states(number)["Anna Stern"] == "waiting"
    assert desk.store.activities.of_contact(desk.people["Anna Stern"]) == []
    assert desk.up(number) == "Anna Stern"
    desk.services.commands.redo()
    assert desk.states(number)["Anna Stern"] == "done"


def test_who_does_not_want_to_be_called_is_left_out_and_leaves(desk: Desk) -> None:
    desk.services.contacts.edit(desk.people["Boris Kahn"], "do_not_call", "yes")
    made, _ = desk.rounds.start("Autumn", RoundAbout.CONTACTS, list(desk.people.values()))
    assert (made.people, made.refused) == (4, 1)
    desk.services.contacts.edit(desk.people["Anna Stern"], "do_not_call", "yes")
    members = {one.name: one.left for one in desk.view(made.number).members}
    assert members["Anna Stern"] is Left.REFUSES
    assert desk.up(made.number) == "Cara Lind"
    with pytest.raises(DomainError) as refused:
        desk.rounds.start("None", RoundAbout.CONTACTS, [desk.people["Boris Kahn"]])
    assert (
        worded(refused.value) == "There is nobody on the list to call; one person does not want to be called."
    )
    with pytest.raises(InputError):
        desk.rounds.start(" ", RoundAbout.CONTACTS, list(desk.people.values()))


def test_who_is_deleted_or_merged_leaves_with_a_word_and_comes_back(desk: Desk) -> None:
    number = desk.start()
    desk.services.contacts.delete([desk.people["Anna Stern"]])
    assert desk.up(number) == "Boris Kahn"
    assert {one.name: one.left for one in desk.view(number).members}["Anna Stern"] is Left.TRASH
    desk.services.commands.undo()
    assert desk.up(number) == "Anna Stern"
    desk.rounds.call(number, desk.member(number, "Boris Kahn"), outcome="Reached")
    desk.services.merges.merge(
        RecordKind.CONTACTS,
        [desk.people["Cara Lind"], desk.people["Boris Kahn"]],
        survivor=desk.people["Cara Lind"],
    )
    found = desk.view(number)
    cara = next(one for one in found.members if one.contact_id == desk.people["Cara Lind"])
    assert (cara.state, cara.outcome) == (MemberState.DONE, "Reached")
    gone = next(one for one in found.members if one.contact_id == desk.people["Boris Kahn"])
    assert (gone.left, gone.merged_into) == (Left.TRASH, cara.name)
    assert len(found.tries_of(cara)) == 1
    assert desk.up(number) == "Dora Mai"
    desk.services.commands.undo()
    assert desk.states(number)["Cara Lind"] == "waiting"
    other = desk.services.contacts.create({"full_name": "Anna Star"})[0]
    desk.services.merges.merge(RecordKind.CONTACTS, [other, desk.people["Anna Stern"]], survivor=other)
    assert len([one for one in desk.view(number).members if one.contact_id == other]) == 1


def test_companies_and_deals_are_called_too(desk: Desk) -> None:
    companies = [number for number, _ in desk.store.companies.starting_with("", 9)]
    made, _ = desk.rounds.start("Firms", RoundAbout.COMPANIES, companies)
    first = desk.view(made.number).next
    assert first is not None
    desk.rounds.call(made.number, first.id, outcome="Reached", dialled="1")
    found = desk.view(made.number)
    assert len(found.tries_of(first)) == 1
    assert desk.store.activities.of_company(first.company_id or 0)[0].outcome == "Reached"
    stage = desk.store.pipelines.all()[0].stages[0].id
    deal, _ = desk.services.deals.create("Fleet", stage, contact_id=desk.people["Anna Stern"])
    made, _ = desk.rounds.start("Deals", RoundAbout.DEALS, [deal])
    one = desk.view(made.number).next
    assert one is not None
    assert (one.name, one.detail, one.contact_id) == (
        "Fleet", "Anna Stern · Nordwind", desk.people["Anna Stern"],
    )  # fmt: skip
    desk.rounds.call(made.number, one.id, outcome="Reached")
    assert desk.store.activities.of_deal(deal)[0].outcome == "Reached"
    assert desk.view(made.number).next is None


def test_people_join_later_and_leave(desk: Desk) -> None:
    made, _ = desk.rounds.start("Autumn", RoundAbout.CONTACTS, [desk.people["Anna Stern"]])
    more, _ = desk.rounds.add(made.number, [desk.people["Anna Stern"], desk.people["Egon Rau"]])
    assert (more.people, more.known) == (1, 1)
    assert list(desk.states(made.number)) == ["Anna Stern", "Egon Rau"]
    desk.rounds.remove(desk.member(made.number, "Anna Stern"))
    assert list(desk.states(made.number)) == ["Egon Rau"]
    desk.rounds.skip(desk.member(made.number, "Egon Rau"))
    desk.rounds.take_back(desk.member(made.number, "Egon Rau"))
    assert desk.up(made.number) == "Egon Rau"
    desk.services.contacts.purge([desk.people["Egon Rau"]])
    assert [one.left for one in desk.view(made.number).members] == [Left.ERASED]


def test_rounds_are_listed_found_exported_and_go_to_the_trash(desk: Desk) -> None:
    number = desk.start()
    desk.rounds.call(number, desk.member(number, "Anna Stern"), outcome="Reached")
    listed = desk.store.list_of(RecordKind.CALL_ROUNDS)
    row = listed.page([number])[number]
    shown = {key: row[f"round_{key}"] for key in ("name", "origin", "people", "left", "reached", "calls")}
    assert shown == {"name": "Autumn", "origin": "VIP", "people": 5, "left": 4, "reached": 1, "calls": 1}
    assert [group.kind for group in desk.store.quick_search.find("autumn", 5)] == [EntityKind.CALL_ROUND]
    people = desk.store.contacts.ids(parse_filter("call_round:Autumn", filter_fields(RecordKind.CONTACTS)))
    assert sorted(people) == sorted(desk.people.values())
    calls = parse_filter("call_round:Autumn", filter_fields(RecordKind.ACTIVITIES))
    assert len(desk.store.list_of(RecordKind.ACTIVITIES).ids(calls)) == 1
    desk.rounds.edit(number, "round_name", "Winter")
    desk.rounds.delete([number])
    assert [one.title for one in desk.store.trash.all()] == ["Winter"]
    assert listed.count() == 0
    desk.services.trash.restore(desk.store.trash.all())
    assert desk.up(number) == "Boris Kahn"
    desk.rounds.purge([number])
    assert desk.store.activities.of_contact(desk.people["Anna Stern"])[0].call_round_id is None
    with pytest.raises(DomainError):
        desk.view(number)
