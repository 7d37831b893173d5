"""Keeping in touch: by person, tag or view, counted from the last time somebody was spoken to."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Sort, parse_filter
from salesdesk.domain.keep_in_touch import TouchOf, touch_of
from salesdesk.errors import InputError
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Desk:
    """A store with its services, on 23 November 2026."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.store = Store(place, clock=lambda: NOW)
        set_up(self.store)
        self.services: Services = build_services(self.store)

    def person(self, name: str, spoken: str | None = None, outcome: str = "Reached", **values: object) -> int:
        number = self.services.contacts.create({"full_name": name, **values})[0]
        if spoken is not None:
            self.services.activities.log(
                ActivityKind.CALL, Subject(contact_id=number), at=spoken, outcome=outcome
            )
        return number

    def where(self, text: str) -> list[int]:
        wanted = parse_filter(text, filter_fields(RecordKind.CONTACTS))
        return self.store.contacts.ids(wanted, Sort("touch_due")).tolist()

    def due(self, number: int) -> object:
        return self.store.contacts.page([number], ["touch_due"])[number]["touch_due"]

    def tag(self, name: str) -> int:
        return next(tag.id for tag in self.store.tags.all() if tag.name == name)

    def view(self, name: str, text: str) -> int:
        wanted = parse_filter(text, filter_fields(RecordKind.CONTACTS))
        return self.services.saved_views.create(RecordKind.CONTACTS, name, wanted, Sort())[0]


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def test_a_person_is_due_so_many_weeks_after_they_were_reached(desk: Desk) -> None:
    anna = desk.person("Anna Stern", "2026-10-26T09:00:00Z", touch_weeks="4")
    boris = desk.person("Boris Kahn", "2026-10-26T09:00:00Z", touch_weeks="6")
    cara = desk.person("Cara Lind", "2026-11-20T09:00:00Z", "No answer", touch_weeks="2")
    dora = desk.person("Dora Mai", "2026-01-01T09:00:00Z")
    assert (desk.due(anna), desk.due(boris), desk.due(dora)) == ("2026-11-23", "2026-12-07", None)
    assert desk.due(cara) == "2026-11-23"  # nobody spoke to her: due from the day she was added
    assert desk.where("touch_due<=today") == [anna, cara]
    assert desk.where("touch_due:?") == [anna, cara, boris]
    assert desk.where("-touch_due:?") == [dora]
    waiting = desk.services.today.waiting()
    assert [(one.name, one.due, one.last) for one in waiting.touches] == [
        ("Anna Stern", "2026-11-23", "2026-10-26T09:00:00Z"),
        ("Cara Lind", "2026-11-23", None),
    ]
    assert waiting.touches_count == 2
    desk.services.activities.log(ActivityKind.CALL, Subject(contact_id=anna), outcome="No answer")
    assert anna in desk.where("touch_due<=today")
    desk.services.activities.log(ActivityKind.CALL, Subject(contact_id=anna), outcome="Reached")
    assert desk.due(anna) == "2026-12-21"
    desk.services.commands.undo()
    assert desk.due(anna) == "2026-11-23"


def test_the_shortest_of_tags_and_views_counts_unless_the_person_says_otherwise(desk: Desk) -> None:
    spoken = "2026-10-01T09:00:00Z"
    tagged = desk.person("Anna Stern", spoken, tags="VIP, Partner")
    viewed = desk.person("Boris Kahn", spoken, city="Hamburg")
    both = desk.person("Cara Lind", spoken, city="Hamburg", tags="VIP")
    own = desk.person("Dora Mai", spoken, city="Hamburg", tags="VIP", touch_weeks="20")
    left = desk.person("Egon Rau", spoken, city="Hamburg", tags="VIP", touch_weeks="0")
    none = desk.person("Finn Ost", spoken)
    service = desk.services.keep_in_touch
    view = desk.view("Hamburg", "city:Hamburg -full_name:Nobody")
    service.set_rule(TouchOf.TAG, desk.tag("VIP"), 6)
    service.set_rule(TouchOf.TAG, desk.tag("Partner"), 8)
    assert [desk.due(one) for one in (tagged, viewed, both)] == ["2026-11-12", None, "2026-11-12"]
    service.set_rule(TouchOf.VIEW, view, 4)
    days = [desk.due(one) for one in (tagged, viewed, both, own, left, none)]
    assert days == ["2026-11-12", "2026-10-29", "2026-10-29", "2027-02-18", None, None]
    assert desk.where("touch_due<=today") == [viewed, both, tagged]
    assert [(rule.of, rule.name, rule.weeks) for rule in service.rules()] == [
        (TouchOf.TAG, "Partner", 8), (TouchOf.TAG, "VIP", 6), (TouchOf.VIEW, "Hamburg", 4),
    ]  # fmt: skip
    of = desk.store.keep_in_touch.of_contact
    through = of(both).through
    assert through is not None
    assert (of(both).weeks, through.name, of(both).due) == (4, "Hamburg", "2026-10-29")
    assert (of(own).weeks, of(own).through, of(left).weeks, of(none).weeks) == (20, None, None, None)
    desk.services.commands.undo()
    assert desk.due(viewed) is None
    service.set_rule(TouchOf.TAG, desk.tag("VIP"), None)
    assert desk.due(tagged) == "2026-11-26"
    desk.services.saved_views.delete(view)  # a view goes with its rule
    assert [rule.name for rule in service.rules()] == ["Partner"]


def test_a_view_with_any_kind_of_condition_makes_a_rule(desk: Desk) -> None:
    desk.services.custom_fields.create("contact", "Stand", CustomType.NUMBER)
    spoken = "2026-10-01T09:00:00Z"
    numbers = {
        name: desk.person(name, spoken, company=company, do_not_call=call, phone=phone)
        for name, company, call, phone in (
            ("Anna Stern", "Nordwind GmbH", "no", "+49 40 1234711"),
            ("Boris Kahn", "Kite Systems", "yes", ""),
        )
    }
    desk.services.contacts.edit(numbers["Boris Kahn"], "custom.stand", "14")
    for text, who in (
        ("company:Nordwind", "Anna Stern"),
        ("company~kite", "Boris Kahn"),
        ("company>=L", "Anna Stern"),
        ("do_not_call:yes", "Boris Kahn"),
        ("phone:4711", "Anna Stern"),
        ("stern", "Anna Stern"),
        ("custom.stand>10", "Boris Kahn"),
        ("(company:Nordwind or city:Wien) -tag:vip", "Anna Stern"),
        ('last_contact:100d -company:"Kite Systems" created>=2026-01-01', "Anna Stern"),
    ):
        fields = filter_fields(RecordKind.CONTACTS) | {"custom.stand"}
        view, _ = desk.services.saved_views.create(
            RecordKind.CONTACTS, text, parse_filter(text, fields), Sort()
        )
        desk.services.keep_in_touch.set_rule(TouchOf.VIEW, view, 2)
        assert desk.where("touch_due<=today") == [numbers[who]], text
        desk.services.saved_views.delete(view)
    assert desk.where("touch_due:?") == []


def test_people_are_set_many_at_once_and_back(desk: Desk) -> None:
    people = [desk.person(name) for name in ("Anna Stern", "Boris Kahn")]
    desk.services.keep_in_touch.set_people(people, 4)
    assert desk.where("touch_weeks:4") == people
    assert worded(desk.services.commands.state().undo) == "Keep in touch with 2 contacts every 4 weeks"
    desk.services.commands.undo()
    assert desk.where("touch_weeks:?") == []
    for wrong in (-1, 521):
        with pytest.raises(InputError):
            desk.services.keep_in_touch.set_people(people, wrong)
    with pytest.raises(InputError):
        desk.services.contacts.edit(people[0], "touch_weeks", "-3")
    with pytest.raises(InputError):
        desk.services.keep_in_touch.set_rule(TouchOf.TAG, 1, 0)


def test_somebody_with_whom_something_is_planned_comes_last(desk: Desk) -> None:
    anna = desk.person("Anna Stern", "2026-08-01T09:00:00Z", touch_weeks="4")
    boris = desk.person("Boris Kahn", "2026-09-01T09:00:00Z", touch_weeks="4")
    desk.services.activities.plan(Subject(contact_id=anna), "Call", "2026-11-27")
    found = desk.services.today.waiting().touches
    assert [(one.contact_id, one.next_step) for one in found] == [(boris, None), (anna, "2026-11-27")]


def test_two_made_one_keep_the_rhythm(desk: Desk) -> None:
    anna = desk.person("Anna Stern", touch_weeks="4")
    other = desk.person("Anna Stern")
    preview = desk.services.merges.preview(RecordKind.CONTACTS, [other, anna])
    desk.services.merges.merge(RecordKind.CONTACTS, [other, anna])
    assert desk.where("touch_weeks:4") == [preview.survivor]


def test_nothing_said_is_nothing_due() -> None:
    assert touch_of(None, [], None).weeks is None
