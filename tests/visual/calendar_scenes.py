"""The calendar: a week as it is lived, a day, a month, too much at once, and nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint

from salesdesk.domain.activities import ActivityKind, Repeat
from salesdesk.domain.activities.moments import stored
from salesdesk.domain.calendar.spans import View
from salesdesk.services.activities import Subject
from salesdesk.services.calendar.taking_in import CalendarPlan, Fate, PlannedItem
from salesdesk.services.kept_files import Kept
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.pages.today.calendar.files import TakeInDialog
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.window.kept_files import option_of
from salesdesk.ui.window.main_window import MainWindow
from tests.gallery import Scene
from tests.ui.pages.office import NOW, Office
from tests.visual.contacts_scenes import LONG, fill, fill_long
from tests.visual.workspace_scenes import scene

_MONDAY = date(2026, 11, 23)
_WEEK = (
    # kind, person, subject, day of the week, from, to, place
    ("call", "Amara Okafor", "", 0, "8:30", "8:55", ""),
    ("demo", "Tom Whitaker", "", 0, "14:00", "15:00", "video call"),
    ("meeting", "Mia Lehmann", "Pipeline review", 0, "16:00", "16:45", "office"),
    ("demo", "Priya Raman", "", 1, "9:30", "10:30", "video"),
    ("meeting", "Jonas Lindqvist", "Plan December", 1, "13:00", "14:00", "office"),
    ("call", "Elif Kaya", "", 2, "11:00", "11:30", ""),
    ("call", "Chloe Bennett", "", 3, "9:30", "10:00", ""),
    ("visit", "Léa Moreau", "", 3, "14:00", "15:30", "Lille"),
    ("call", "Ravi Menon", "", 3, "14:30", "15:30", ""),
    ("call", "Amara Okafor", "Contract", 4, "10:00", "10:30", ""),
    ("email", "Dmitri Volkov", "", 4, "15:00", "15:30", ""),
)
_DAYS = (
    ("task", "Amara Okafor", "Send proposal", -2, 0),
    ("call", "Sofia Alvarez", "Call about quote v2", 0, 0),
    ("call", "Jonas Lindqvist", "", 0, 0),
    ("letter", "Henrik Dahl", "Letters “Harbour district” out", 2, 1),
    ("task", "Grace Mensah", "Thank for the referral", 0, 0),
    ("conference", "Priya Raman", "Trade fair", 4, 1),
)


def _at(day: int, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, 23, hour, minute) + timedelta(days=day)


def fill_week(office: Office) -> None:
    """A week of calls and meetings, some steps without a time, one done call, one that comes every day."""
    fill(office)
    act = office.services.activities
    office.now = NOW - timedelta(days=6)
    for kind, who, subject, day, begins, ends, place in _WEEK:
        person = _person(office, who)
        act.plan(
            Subject(person), subject, stored(_at(day, begins)), kind=ActivityKind(kind),
            end_at=stored(_at(day, ends)), place=place or None,
        )  # fmt: skip
    for kind, who, subject, day, more in _DAYS:
        first = _MONDAY + timedelta(days=day)
        act.plan(
            Subject(_person(office, who)), subject, first.isoformat(), kind=ActivityKind(kind),
            end_at=(first + timedelta(days=more)).isoformat() if more else None,
        )  # fmt: skip
    daily = Repeat("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    act.plan(Subject(), "Plan the day", stored(_at(0, "8:30")), repeat=daily, end_at=stored(_at(0, "8:45")))
    office.now = NOW
    events = office.services.calendar.events(_MONDAY, _MONDAY + timedelta(days=1))
    done = next(e.entry.id for e in events if e.entry.kind == "call" and e.begins == _at(0, "8:30"))
    act.finish(done, outcome="Reached")


def _person(office: Office, name: str) -> int:
    found = [c for c in office.store.contacts.ids() if office.store.contacts.get(c).full_name == name]
    return found[0] if found else office.person(name)


def fill_crowd(office: Office) -> None:
    """More than there is room for, with names that are too long."""
    person = fill_long(office)
    for n in range(40):
        at = datetime(2026, 11, 23, 9) + timedelta(days=n % 5, minutes=20 * (n // 5))
        office.services.activities.plan(
            Subject(person),
            LONG[2],
            stored(at),
            kind=ActivityKind.MEETING,
            end_at=stored(at + timedelta(hours=2)),
        )
        office.services.activities.plan(Subject(person), f"{LONG[2]} {n}", at.date().isoformat())


def _nothing(office: Office) -> None:
    """No event at all."""
    office.person("Anna Stern")


def _view(view: View, *, drag: bool = False) -> Callable[[MainWindow, Office, object], None]:
    def show(window: MainWindow, office: Office, prepared: object) -> None:
        window.show_page("today", view)
        page = window.page("today")
        assert isinstance(page, TodayPage)
        calendar = page.views.calendar
        assert calendar is not None
        if drag:
            step = calendar.side.place.steps.events[1]
            calendar.grid.drag_in(step, calendar.grid.viewport().mapToGlobal(QPoint(300, 560)))

    return show


def _take_in(window: MainWindow, office: Office, prepared: object) -> None:
    """What a file would change, some of it with names that are too long."""
    fates = list(Fate)
    items = tuple(
        PlannedItem(LONG[2] if n % 4 == 0 else "Weekly review", f"2026-11-{n + 10}T09:00:00Z", fates[n % 5])
        for n in range(16)
    )
    window.show_page("today", View.WEEK)
    TakeInDialog(window, office.context, CalendarPlan("Team calendar 2026.ics", items)).open()


def _kept(window: MainWindow, office: Office, prepared: object) -> None:
    """The settings of the calendar, one file kept and the other not."""
    folder = {
        "folder": "/home/mia/Sync/A folder with a name that is longer than its place/Phone",
        "count": 214,
    }
    at = {"at": office.store.now(), "batch": office.store.journal.latest()}
    office.context.preferences.set(option_of(office.context, Kept.CONTACTS), {**folder, **at})
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    for card in page._cards:
        card.setVisible(card in (page.calendar, page.kept))


SCENES: tuple[Scene, ...] = (
    scene("calendar-week", fill_week, _view(View.WEEK)),
    scene("calendar-week-drag", fill_week, _view(View.WEEK, drag=True)),
    scene("calendar-day", fill_week, _view(View.DAY)),
    scene("calendar-month", fill_week, _view(View.MONTH)),
    scene("calendar-week-crowd", fill_crowd, _view(View.WEEK)),
    scene("calendar-month-crowd", fill_crowd, _view(View.MONTH)),
    scene("calendar-take-in", fill_week, _take_in),
    scene("settings-calendar", fill_week, _kept),
    scene("calendar-empty", _nothing, _view(View.WEEK)),
)
