"""Meetings: held, noted, decided, compared with the one before, found, deleted and brought back."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.columns import default_columns, filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, parse_filter
from salesdesk.domain.linked_kinds import MEETING_NOTES
from salesdesk.domain.meetings import AgendaItem, DecisionState, MeetingTemplate, Rhythm, View
from salesdesk.domain.own_reports import Design
from salesdesk.domain.saved_views import parse_sort
from salesdesk.errors import DomainError, InputError
from salesdesk.services.exports import ExportRequest, Rows
from salesdesk.services.meetings.figures import OWN, MeetingFigureService
from salesdesk.services.meetings.service import MeetingService, MeetingView
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OCT, NOV = date(2026, 10, 26), date(2026, 11, 23)


class Desk:
    """A store with two owners and three deals, and a clock that goes on by a minute at each look."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.now = NOW
        self.store = Store(place, clock=self.tick)
        set_up(self.store)
        self.services: Services = build_services(self.store)
        for name in ("Mia Lind", "Tom Berg"):
            self.services.owners.create(name)
        stage = self.store.pipelines.all()[0].stages[0]
        self.deals = {
            title: self.services.deals.create(title, stage.id, amount=amount, currency="EUR")[0]
            for title, amount in (
                ("Yard cranes", 2280000),
                ("Fleet rollout", 2400000),
                ("Kiln export", 770000),
            )
        }

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    @property
    def meetings(self) -> MeetingService:
        area = self.services.area_of(RecordKind.MEETINGS)
        assert isinstance(area, MeetingService)
        return area

    def start(self, day: date = NOV) -> int:
        return self.meetings.start("weekly", day, "Pipeline review", people="You, Mia")[0]

    def view(self, number: int) -> MeetingView:
        return self.meetings.view(number)

    def decide(self, number: int, line: str, **where: object) -> int:
        reading = self.meetings.decisions.reading("en", self.deals.values())
        return self.meetings.decisions.decide(number, reading.read(line), **where)[0]  # type: ignore[arg-type]

    def bodies(self, number: int) -> list[str]:
        return [note.body for note in self.view(number).notes]


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def test_a_meeting_begins_with_its_template(desk: Desk) -> None:
    number = desk.start()
    view = desk.view(number)
    assert [item.view for item in view.meeting.agenda] == [
        View.DECISIONS, View.FIGURES, View.MOVED, View.DISCUSS, View.DECIDE,
    ]  # fmt: skip
    assert (view.meeting.minutes, view.meeting.people, view.meeting.next_at) == (45, "You, Mia", "2026-11-30")
    assert view.before is None
    assert view.compared is None
    assert view.decided == ()


def test_notes_stand_where_they_were_put_and_each_is_one_step_back(desk: Desk) -> None:
    number = desk.start()
    first, _ = desk.meetings.add_note(number, "First", item="figures")
    desk.meetings.add_note(number, "Third", item="moved", deal=desk.deals["Yard cranes"])
    second, _ = desk.meetings.add_note(number, "Second", item="figures", after=first)
    assert desk.bodies(number) == ["First", "Second", "Third"]
    assert [note.deal_title for note in desk.view(number).notes] == ["", "", "Yard cranes"]
    desk.meetings.write_note(second, "Second, written anew")
    desk.meetings.remove_note(first)
    assert desk.bodies(number) == ["Second, written anew", "Third"]
    for expected in (
        ["First", "Second, written anew", "Third"],
        ["First", "Second", "Third"],
        ["First", "Third"],
    ):
        desk.services.commands.undo()
        assert desk.bodies(number) == expected
    desk.services.commands.redo()
    assert desk.bodies(number) == ["First", "Second", "Third"]


def test_what_two_people_write_into_one_paragraph_is_kept_of_both(desk: Desk) -> None:
    number = desk.start()
    note, _ = desk.meetings.add_note(number, "Begun", item="figures")
    desk.meetings.add_note(number, "Last", item="figures")
    assert desk.meetings.write_note(note, "Theirs", seen="Begun")[0] == note
    other, _ = desk.meetings.write_note(note, "Ours", seen="Begun")
    assert other != note
    assert desk.bodies(number) == ["Theirs", "Ours", "Last"]
    assert desk.meetings.write_note(other, "Ours, more", seen="Ours")[0] == other
    desk.services.commands.undo()
    desk.services.commands.undo()
    assert desk.bodies(number) == ["Theirs", "Last"]


def test_the_notes_of_meetings_are_listed_filtered_and_exported(desk: Desk, tmp_path: Path) -> None:
    number = desk.start()
    desk.meetings.add_note(number, "Granite wants a price")
    desk.decide(number, "! send it")
    desk.start(OCT)
    listed = desk.store.list_of(RecordKind.MEETINGS)
    assert listed.page([number])[number]["meeting_notes"] == "Granite wants a price\nSend it"
    found = listed.ids(parse_filter("meeting_notes~granite", filter_fields(RecordKind.MEETINGS)))
    assert found.tolist() == [number]


def test_a_decision_is_a_task_on_today_and_one_step_back(desk: Desk) -> None:
    number = desk.start()
    typed, _ = desk.meetings.add_note(number, "! Mia calls about the cranes today", item="moved")
    assert desk.decide(number, desk.bodies(number)[0], note=typed) == typed
    (note,) = desk.view(number).notes
    assert note.decided
    assert note.body == "Call about the cranes"
    assert note.entry is not None
    assert (note.entry.owner_name, note.entry.due_at, note.entry.deal_title) == (
        "Mia Lind",
        "2026-11-23",
        "Yard cranes",
    )
    assert [step.entry.id for step in desk.services.today.steps()] == [note.entry.id]
    assert note.state(desk.store.now(), desk.store.today()) is DecisionState.OPEN
    desk.services.commands.undo()
    assert desk.bodies(number) == ["! Mia calls about the cranes today"]
    assert not desk.services.today.steps()


def test_a_decision_without_a_day_is_due_by_the_next_meeting(desk: Desk) -> None:
    number = desk.start()
    desk.decide(number, "! send the offer")
    (note,) = desk.view(number).notes
    assert note.entry is not None
    assert note.entry.due_at == "2026-11-30"
    desk.meetings.set_next(number, None)
    desk.decide(number, "! send it again")
    again = desk.view(number).notes[-1].entry
    assert again is not None
    assert again.due_at == "2026-11-23"


def test_nothing_is_decided_by_an_empty_line(desk: Desk) -> None:
    number = desk.start()
    with pytest.raises(InputError):
        desk.decide(number, "! ")
    assert desk.view(number).notes == ()


def test_the_next_meeting_shows_what_was_decided_as_it_stands(desk: Desk) -> None:
    first, second = desk.start(date(2026, 9, 28)), desk.start(OCT)
    desk.decide(first, "! old and done by 1 Dec")
    desk.decide(first, "! old and open by 1 Dec")
    desk.decide(second, "! Tom sends the price list by 30 Nov")
    done = desk.view(first).notes[0].entry
    assert done is not None
    desk.services.activities.finish(done.id)
    third = desk.view(desk.start())
    assert third.before is not None
    assert third.before.held_on == "2026-10-26"
    assert [(one.held_on, one.note.body) for one in third.decided] == [
        ("2026-10-26", "Send the price list"),
        ("2026-09-28", "Old and open"),
    ]
    task = third.decided[0].note.entry
    assert task is not None
    assert task.owner_name == "Tom Berg"
    desk.services.activities.finish(task.id)
    again = desk.view(third.meeting.id).decided[0].note
    assert again.state(desk.store.now(), desk.store.today()) is DecisionState.DONE


def test_a_decision_whose_task_was_deleted_says_so(desk: Desk) -> None:
    number = desk.start()
    desk.decide(number, "! send the offer")
    entry = desk.view(number).notes[0].entry
    assert entry is not None
    desk.services.activities.delete(entry.id)
    (note,) = desk.view(number).notes
    assert note.state(desk.store.now(), desk.store.today()) is DecisionState.GONE
    desk.services.commands.undo()
    assert desk.view(number).notes[0].entry is not None


def test_taking_a_decision_out_takes_its_task(desk: Desk) -> None:
    number = desk.start()
    note = desk.decide(number, "! send the offer today")
    desk.meetings.remove_note(note)
    assert desk.view(number).notes == ()
    assert not desk.services.today.steps()
    desk.services.commands.undo()
    assert len(desk.services.today.steps()) == 1


def test_deals_are_picked_to_be_discussed(desk: Desk) -> None:
    number = desk.start()
    one, two = desk.deals["Yard cranes"], desk.deals["Kiln export"]
    desk.meetings.pick(number, [one, two, one])
    topics = desk.view(number).topics
    assert [topic.card.title for topic in topics] == ["Yard cranes", "Kiln export"]
    desk.meetings.remark(number, topics[0].id, " sign in\nNovember? ")
    assert desk.view(number).topics[0].remark == "sign in November?"
    with pytest.raises(DomainError):
        desk.meetings.pick(number, [one])
    desk.meetings.drop(number, [one])
    assert [topic.deal_id for topic in desk.view(number).topics] == [two]
    desk.services.deals.delete([two])
    assert desk.view(number).topics == ()
    with pytest.raises(DomainError):
        desk.meetings.pick(number, [999_999])


def test_figures_are_kept_and_the_next_meeting_compares_with_them(desk: Desk) -> None:
    first = desk.start(OCT)
    figures = MeetingFigureService(desk.store)
    view = desk.view(first)
    desk.meetings.begin(first, figures.read(view.meeting, view.before).snapshot)
    kept = desk.view(first).meeting.snapshot
    assert kept is not None
    assert kept.value("open") == 2280000 + 2400000 + 770000
    assert kept.value("without_step") == 3
    desk.services.deals.delete([desk.deals["Kiln export"]])
    second = desk.view(desk.start())
    assert second.compared == kept
    now = figures.read(second.meeting, second.before)
    assert now.snapshot.value("open") == 2280000 + 2400000
    assert now.since == OCT
    desk.services.commands.undo()
    desk.services.commands.undo()
    desk.services.commands.undo()
    assert desk.view(first).meeting.snapshot is None


def test_meetings_are_found_listed_deleted_and_brought_back(desk: Desk) -> None:
    number = desk.start()
    desk.meetings.add_note(number, "Granite wants a price for three shops")
    listed = desk.store.list_of(RecordKind.MEETINGS)
    desk.decide(number, "! send it")
    row = listed.page([number])[number]
    assert (row["meeting_name"], row["meeting_decisions"], row["meeting_open"]) == ("Pipeline review", 1, 1)
    for words in ("granite shops", "pipeline rev"):
        found = desk.store.quick_search.find(words, 5)
        assert [group.kind for group in found] == [EntityKind.MEETING], words
    desk.meetings.delete([number])
    assert not desk.store.quick_search.find("granite", 5)
    assert not listed.ids()
    with pytest.raises(DomainError):
        desk.view(number)
    desk.services.commands.undo()
    assert desk.bodies(number) == ["Granite wants a price for three shops", "Send it"]
    desk.meetings.purge([number])
    assert desk.services.today.steps() == [] or desk.store.database.name
    with pytest.raises(DomainError):
        desk.view(number)


def test_meetings_of_one_name_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    services, listed = desk.services, desk.store.list_of(RecordKind.MEETINGS)
    ann = services.contacts.create({"full_name": "Ann Roe"})[0]
    shop = services.companies.create({"company": "Granite Shops"})[0]
    whom = [(OCT, ann, None), (NOV, ann, None), (NOV, None, shop)]
    made = [
        desk.meetings.start("customer", day, "One customer", contact=contact, company=company)[0]
        for day, contact, company in whom
    ]
    desk.meetings.begin(made[1])
    desk.decide(made[1], "! send her the list by 1 Dec")
    shown = default_columns(RecordKind.MEETINGS)
    told = ["meeting_name", "held_on", "started_at", "full_name", "company", "meeting_decisions"]
    assert [key for key in shown if key in told] == told
    rows = listed.page(made, told)
    assert len({tuple(str(row[key]) for key in told) for row in rows.values()}) == 3
    assert (rows[made[1]]["full_name"], rows[made[1]]["meeting_decisions"]) == ("Ann Roe", 1)
    assert rows[made[2]]["company"] == "Granite Shops"
    assert list(listed.ids())[-1] == made[0], "the latest day first"
    by_whom = parse_sort("full_name")
    assert list(listed.ids(Filter(), by_whom))[:2] == [made[0], made[1]]
    (group,) = [g for g in desk.store.quick_search.find("One customer", 5) if g.kind is EntityKind.MEETING]
    assert {hit.id: hit.detail for hit in group.hits} == {
        made[0]: "2026-10-26 · Ann Roe",
        made[1]: "2026-11-23 · Ann Roe",
        made[2]: "2026-11-23 · Granite Shops",
    }
    found = parse_filter("granite", filter_fields(RecordKind.MEETINGS))
    assert list(listed.ids(found)) == [made[2]]
    history = [worded(batch.told) for batch in desk.store.journal.batches(20)]
    assert "Add One customer · Granite Shops" in history
    assert "Begin meeting “One customer · Ann Roe”" in history
    notes = tmp_path / "notes.csv"
    services.exports.write(ExportRequest((Rows(MEETING_NOTES),), separator=","), notes, worded)
    (line,) = csv.DictReader(notes.read_text(encoding="utf-8-sig").splitlines())
    assert (line["Held on"], line["About"]) == ("2026-11-23", "Ann Roe")


def test_a_meeting_about_somebody_compares_with_those_about_the_same(desk: Desk) -> None:
    ann = desk.services.contacts.create({"full_name": "Ann Roe"})[0]
    bob = desk.services.contacts.create({"full_name": "Bob Lee"})[0]
    first = desk.meetings.start("customer", OCT, "Ann in October", contact=ann)[0]
    desk.decide(first, "! send her the list by 1 Dec")
    other = desk.meetings.start("customer", NOV, "Bob", contact=bob)[0]
    assert desk.view(other).before is None
    again = desk.view(desk.meetings.start("customer", NOV, "Ann", contact=ann)[0])
    assert again.before is not None
    assert again.meeting.about_name == "Ann Roe"
    task = again.decided[0].note.entry
    assert task is not None
    assert task.contact_name == "Ann Roe"
    with pytest.raises(InputError):
        desk.meetings.start("customer", NOV, "Nobody")
    desk.services.contacts.purge([ann])
    assert desk.view(first).meeting.contact_id is None


def test_kinds_of_meetings_are_changed_set_back_made_and_deleted(desk: Desk) -> None:
    templates = desk.meetings.templates
    weekly = templates.named("Weekly sales", worded)
    templates.save(replace(weekly, agenda=weekly.agenda[:2], starts="9:30", rhythm=Rhythm.FORTNIGHTLY))
    number = desk.meetings.start("weekly", NOV, "Short")[0]
    assert len(desk.view(number).meeting.agenda) == 2
    assert str(desk.view(number).meeting.next_at).startswith("2026-12-07T")
    templates.delete("weekly")
    assert templates.named("weekly", worded) == weekly
    with pytest.raises(DomainError):
        templates.delete("weekly")
    own = MeetingTemplate(
        "", weekly.about, (AgendaItem("", View.TALK), AgendaItem("", View.TALK)), name="Board"
    )
    code, _ = templates.save(own)
    made = templates.named("board", worded)
    assert made.code == code
    assert [item.key for item in made.agenda] == ["talk", "talk-2"]
    for wrong in (
        replace(own, name=""),
        replace(own, agenda=()),
        replace(own, name="BOARD"),
        replace(own, name="Other", starts="25:00"),
        replace(own, name="Other", agenda=(AgendaItem("x", View.TALK, 601),)),
    ):
        with pytest.raises(InputError):
            templates.save(wrong)
    templates.delete(code)
    with pytest.raises(InputError):
        templates.named("board", worded)


def test_an_agenda_is_changed_and_notes_stay(desk: Desk) -> None:
    number = desk.start()
    desk.meetings.add_note(number, "About the figures", item="figures")
    desk.meetings.set_agenda(number, [AgendaItem("talk", View.TALK, 10, "Anything else")])
    view = desk.view(number)
    assert [item.title for item in view.meeting.agenda] == ["Anything else"]
    assert view.notes[0].item == "figures"


def test_a_meeting_begins_and_ends(desk: Desk) -> None:
    number = desk.start()
    desk.meetings.begin(number)
    assert desk.view(number).meeting.is_running
    desk.meetings.finish(number)
    assert not desk.view(number).meeting.is_running
    desk.meetings.begin(number)
    assert desk.view(number).meeting.is_running


def test_reports_of_ones_own_stand_on_the_agenda_and_in_every_meeting_about_sales(desk: Desk) -> None:
    own = desk.services.own_reports
    listed, _ = own.create("Deals we have", Design(RecordKind.DEALS))
    own.create("Shown everywhere", Design(RecordKind.DEALS), in_meetings=True)
    number = desk.start()
    item = AgendaItem("mine", View.REPORT, 5, what=f"{OWN}{listed}")
    gone = AgendaItem("gone", View.REPORT, 5, what=f"{OWN}999")
    desk.meetings.set_agenda(number, [*desk.view(number).meeting.agenda, item, gone])
    figures = MeetingFigureService(desk.store).read(desk.view(number).meeting, None)
    mine = figures.reports["mine"]
    assert mine is not None
    assert worded(mine.title) == "Deals we have"
    assert figures.reports["gone"] is None
    assert [worded(report.title) for report in figures.further] == ["Shown everywhere"]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(9999, 12, 31)])
def test_no_meeting_is_held_outside_the_calendar_of_business(desk: Desk, day: date) -> None:
    with pytest.raises(InputError):
        desk.start(day)


def test_what_was_said_outlives_the_deal_and_the_task_it_was_about(desk: Desk) -> None:
    number, deal = desk.start(), desk.deals["Yard cranes"]
    desk.meetings.add_note(number, "They want three", item="moved", deal=deal)
    reading = desk.meetings.decisions.reading("en", [deal])
    desk.meetings.decisions.decide(number, reading.read("! call about the cranes", deal), item="moved")
    desk.meetings.pick(number, [deal])
    entry = desk.view(number).notes[1].entry
    assert entry is not None
    desk.services.activities.delete(entry.id)
    desk.services.deals.delete([deal])
    desk.services.erasing.empty_trash()
    view = desk.view(number)
    assert [(note.body, note.deal_id, note.entry) for note in view.notes] == [
        ("They want three", None, None),
        ("Call about the cranes", None, None),
    ]
    assert view.topics == ()


def test_somebody_who_is_erased_is_taken_out_of_the_notes(desk: Desk) -> None:
    ann = desk.services.contacts.create({"full_name": "Ann Stanislavski"})[0]
    number = desk.meetings.start(
        "customer", NOV, "Ann Stanislavski, renewal", contact=ann, people="You, Ann Stanislavski"
    )[0]
    desk.meetings.add_note(number, "Ann Stanislavski wants three", item="talk")
    desk.services.erasing.erase([ann])
    view = desk.view(number)
    assert view.meeting.contact_id is None
    said = view.notes[0].body + view.meeting.people + view.meeting.name
    assert "Stanislavski" not in said
    assert "renewal" in view.meeting.name
