"""Meetings in the whole window: held, presented, empty, listed, with long texts, and their dialogs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.meetings import AgendaItem, Rhythm, View
from salesdesk.services.meetings import MeetingFigureService, MeetingService
from salesdesk.ui.pages.meetings.meeting_menu import AgendaDialog, NextDialog
from salesdesk.ui.pages.meetings.meeting_page import MeetingPage
from salesdesk.ui.pages.meetings.start_dialog import StartMeetingDialog
from salesdesk.ui.pages.meetings.templates_dialog import TemplatesDialog
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import NOW, Office
from tests.visual.contacts_scenes import LONG
from tests.visual.workspace_scenes import fill_long_deals, fill_sales, nothing, page_of, scene

THEN = NOW - timedelta(days=28)


def meetings_of(office: Office) -> MeetingService:
    """The use cases of meetings."""
    area = office.services.area_of(RecordKind.MEETINGS)
    assert isinstance(area, MeetingService)
    return area


def hold(office: Office, number: int) -> None:
    """Begin a meeting, and keep its figures."""
    meetings = meetings_of(office)
    view = meetings.view(number)
    figures = MeetingFigureService(office.store).read(view.meeting, view.before)
    meetings.begin(number, figures.snapshot)


_THEN = (
    # title, person, whole euros, expected close then and now
    ("Fleet rollout, phase two", "Amara Okafor", 24_000, "2026-12-15", "2026-12-18"),
    ("Crane service", "Henrik Dahl", 22_800, "2026-11-06", "2026-11-20"),
    ("Third branch", "Sofia Alvarez", 31_500, "2026-11-27", "2026-12-11"),
    ("Kiln export, second lot", "Elif Kaya", 7_700, "2026-12-18", "2027-01-31"),
    ("Depot", "Ravi Menon", 16_400, "2026-12-20", "2026-12-20"),
    ("Spring range", "Léa Moreau", 9_900, "2027-02-01", "2027-02-01"),
    ("Signage", "Grace Mensah", 5_300, "2026-11-15", "2026-11-15"),
)
"""Deals that there were at the meeting before."""


def fill_then(office: Office) -> dict[str, int]:
    """The deals of the meeting before, as they were then."""
    office.now = THEN - timedelta(days=20)
    stages = {stage.name: stage.id for stage in office.store.pipelines.all()[0].stages}
    made = {}
    for title, person, amount, close, _ in _THEN:
        contact = office.find(person)
        company = office.store.contacts.get(contact).companies[0].company_id
        made[title] = office.services.deals.create(
            title, stages["Education"], amount=amount * 100, expected_close=close, contact_id=contact, company_id=company
        )[0]  # fmt: skip
    return made


def change_since(office: Office, deals: dict[str, int]) -> None:
    """What became of them since."""
    services = office.services.deals
    office.now = NOW - timedelta(days=9)
    for title, _, _, _, close in _THEN:
        services.change(deals[title], expected_close=close)
    stages = {stage.name: stage.id for stage in office.store.pipelines.all()[0].stages}
    services.move(deals["Depot"], stages["Proposal"])
    services.win(deals["Spring range"])
    services.lose(deals["Signage"], "Price")
    office.now = NOW


def fill_meetings(office: Office) -> int:
    """A meeting of four weeks ago with decisions, and one of today that is being held. Returns the one of today."""
    fill_sales(office)
    meetings = meetings_of(office)
    kind = next(one for one in meetings.templates.all() if one.code == "weekly")
    meetings.templates.save(replace(kind, rhythm=Rhythm.MONTHLY, starts="16:00"))
    deals = fill_then(office)
    office.now = THEN
    first = meetings.start("weekly", THEN.date(), "Pipeline review", people="You, Mia")[0]
    hold(office, first)
    for name in ("Mia Lindqvist", "Tom Berg"):
        office.services.owners.create(name)
    reading = meetings.decisions.reading("en")
    made = [
        meetings.decisions.decide(first, reading.read(line), item="decide")[0]
        for line in (
            "! Mia asks two suppliers about unit repairs by 30 Nov",
            "! Demo for Granite Outdoor by 23 Nov",
            "! Price list 2027 to Fjord Coffee by 15 Nov",
        )
    ]
    meetings.finish(first)
    done = [note.entry for note in meetings.view(first).decisions if note.id in made[1:] and note.entry]
    office.now = NOW - timedelta(days=11)
    office.services.activities.finish(done[1].id)
    change_since(office, deals)
    office.services.activities.finish(done[0].id)
    office.now = NOW - timedelta(minutes=17)
    number = meetings.start("weekly", NOW.date(), "Pipeline review", people="You, Mia")[0]
    hold(office, number)
    office.now = NOW
    known = {row.title: row.id for row in office.store.meetings.open_deals()}
    picked = [known[title] for title in ("Annual supply", "Fleet rollout, phase two", "Yard cranes")]
    meetings.pick(number, picked)
    topics = meetings.view(number).topics
    meetings.remark(number, topics[0].id, "sign in November?")
    meetings.add_note(number, "Granite demo went well, they want a price for three shops.", item="decisions")
    meetings.add_note(
        number, "November target is out of reach without Fjord. Jonas signs this week or we plan it for December.", item="figures"
    )  # fmt: skip
    reading = meetings.decisions.reading("en", picked)
    meetings.decisions.decide(
        number, reading.read("! ask Jonas for the date in writing tomorrow"), item="figures"
    )
    fleet = known["Fleet rollout, phase two"]
    text = "Slipped because the proposal went out late. Amara wants yearly billing."
    meetings.add_note(number, text, item="moved", deal=fleet)
    line = "! send proposal with yearly billing today 16:00"
    meetings.decisions.decide(number, reading.read(line, fleet), item="moved")
    return number


def type_decision(window: MainWindow, office: Office, prepared: object) -> None:
    """The page with a decision half typed."""
    window.show_page("meeting", prepared)
    page = window.page("meeting")
    assert isinstance(page, MeetingPage)
    page.step(1)
    page.step(1)
    edit = page.focusWidget()
    edit.insertPlainText("! Mia calls Henrik about the cranes by wed")  # type: ignore[union-attr]


def present(window: MainWindow, office: Office, prepared: object) -> None:
    """Shown to a room."""
    window.show_page("meeting", prepared)
    page = window.page("meeting")
    assert isinstance(page, MeetingPage)
    page.present()
    window.showNormal()  # the screen of the pictures is smaller than any real one
    window.resize(1440, 900)


def fill_customer(office: Office) -> int:
    """A meeting about one person."""
    fill_sales(office)
    return meetings_of(office).start(
        "customer", NOW.date(), "Amara, renewal", contact=office.find("Amara Okafor")
    )[0]


def fill_campaigns(office: Office) -> int:
    """A campaign review."""
    fill_sales(office)
    return meetings_of(office).start("campaigns", NOW.date(), "Campaign review")[0]


def fill_long_meeting(office: Office) -> int:
    """Names and notes that are too long."""
    fill_long_deals(office)
    meetings = meetings_of(office)
    office.services.owners.create(LONG[0])
    number = meetings.start("weekly", NOW.date(), f"{LONG[2]} {LONG[1]}", people=f"{LONG[0]}, {LONG[0]}")[0]
    deals = [row.id for row in office.store.meetings.open_deals()][:7]
    meetings.pick(number, deals)
    for topic in meetings.view(number).topics[:2]:
        meetings.remark(number, topic.id, f"{LONG[2]} {LONG[2]}")
    meetings.add_note(number, f"{LONG[2]} {LONG[1]} " * 4 + "x" * 120, item="figures", deal=deals[0])
    reading = meetings.decisions.reading("en", deals)
    line = f"! @{LONG[0]} {LONG[2]} {LONG[1]} tomorrow"
    meetings.decisions.decide(number, reading.read(line, deals[0]), item="figures")
    return number


def fill_millions(office: Office) -> int:
    """Long titles, and amounts of millions in two currencies of which one has no rate; compared with the meeting before."""
    number = fill_meetings(office)
    for place, row in enumerate(office.store.meetings.open_deals()):
        values = {"amount": 1_234_567_890_12 + place * 100, "currency": "USD" if place % 2 else "EUR"}
        office.services.deals.change(row.id, **values)
    meetings = meetings_of(office)
    agenda = [
        replace(
            item,
            title=f"What {LONG[2]}" if item.key == "moved" else "Figures of the quarter against last time",
        )
        if item.key in ("moved", "figures")
        else item
        for item in meetings.view(number).meeting.agenda
    ]
    report = AgendaItem("report", View.REPORT, 10, what="pipeline")
    meetings.set_agenda(number, [agenda[0], agenda[1], report, *agenda[2:]])
    return number


def fill_alike(office: Office) -> int:
    """Meetings of one name, about the same and about others."""
    fill_sales(office)
    meetings, who = meetings_of(office), office.find("Amara Okafor")
    firm = office.store.contacts.get(who).companies[0].company_id
    reading = meetings.decisions.reading("en")
    for weeks, contact, company in ((9, who, None), (5, who, None), (1, who, None), (1, None, firm)):
        day = NOW - timedelta(weeks=weeks)
        number = meetings.start("customer", day.date(), "One customer", contact=contact, company=company)[0]
        office.now = day
        meetings.begin(number)
        if contact:
            meetings.decisions.decide(number, reading.read("! send the new prices tomorrow"), item="decide")
        meetings.finish(number)
    office.now = NOW
    return number


def present_small(window: MainWindow, office: Office, prepared: object) -> None:
    """Shown to a room on a small screen."""
    size = window.size()
    window.show_page("meeting", prepared)
    page = window.page("meeting")
    assert isinstance(page, MeetingPage)
    page.present()
    window.showNormal()
    window.resize(size)


def show_meeting(window: MainWindow, office: Office, prepared: object) -> None:
    """The page of a meeting."""
    window.show_page("meeting", prepared)


def start_dialog(window: MainWindow, office: Office, _prepared: object) -> None:
    """Asking for a meeting."""
    window.show_page("meetings")
    StartMeetingDialog(window, office.context).open()


def templates_dialog(window: MainWindow, office: Office, _prepared: object) -> None:
    """The kinds of meetings."""
    window.show_page("meetings")
    TemplatesDialog(window, office.context).open()


def agenda_dialog(window: MainWindow, office: Office, prepared: object) -> None:
    """The agenda of a meeting."""
    window.show_page("meeting", prepared)
    assert isinstance(prepared, int)
    AgendaDialog(window, office.context, office.store.meetings.meeting(prepared)).open()


def next_dialog(window: MainWindow, office: Office, prepared: object) -> None:
    """When the next meeting is."""
    window.show_page("meeting", prepared)
    assert isinstance(prepared, int)
    NextDialog(window, office.context, office.store.meetings.meeting(prepared)).open()


def first(office: Office) -> int:
    """The first meeting of its kind."""
    fill_sales(office)
    return meetings_of(office).start("weekly", date(2026, 11, 23), "Weekly sales")[0]


SCENES = [
    scene("meeting", fill_meetings, type_decision),
    scene("meeting-presented", fill_meetings, present),
    scene("meeting-first", first, show_meeting),
    scene("meeting-customer", fill_customer, show_meeting),
    scene("meeting-campaigns", fill_campaigns, show_meeting),
    scene("meeting-long", fill_long_meeting, show_meeting),
    scene("meeting-millions", fill_millions, show_meeting),
    scene("meeting-millions-presented", fill_millions, present_small),
    scene("meetings-alike", fill_alike, page_of("meetings")),
    scene("meetings-list", fill_meetings, page_of("meetings")),
    scene("meetings-empty", nothing, page_of("meetings")),
    scene("meeting-start", fill_sales, start_dialog),
    scene("meeting-kinds", fill_sales, templates_dialog),
    scene("meeting-agenda", fill_meetings, agenda_dialog),
    scene("meeting-next", fill_meetings, next_dialog),
]
