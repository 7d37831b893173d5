"""The calendar of the page of the day, driven by keys and the mouse over a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QTimeEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityDraft, ActivityKind, Repeat
from salesdesk.domain.activities.moments import local, stored
from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.domain.calendar.spans import View
from salesdesk.phrases import phrase
from salesdesk.services.activities import Subject
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.pages.today.calendar.files import TakeInDialog
from salesdesk.ui.pages.today.calendar.month_grid import MonthGrid
from salesdesk.ui.pages.today.calendar.time_grid import TimeGrid
from salesdesk.ui.pages.today.calendar.view import MUCH, CalendarView
from salesdesk.ui.pages.today.finish_dialog import FinishDialog
from salesdesk.ui.pages.today.page import TodayPage
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office

MONDAY = date(2026, 11, 23)
KEY, ALT, SHIFT, CTRL = (
    Qt.Key,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """A time of the week, which is that of 23 November 2026."""
    return datetime(2026, 11, 23, hour, minute) + timedelta(days=days)


@pytest.fixture
def plan(office: Office) -> Callable[..., int]:
    """Plan a call with somebody; gives its number."""
    person = office.person("Anna Stern")

    def made(subject: str, due: str, **more: object) -> int:
        changes = office.services.activities.plan(
            Subject(person),
            subject,
            due,
            kind=ActivityKind.CALL,
            **more,  # type: ignore[arg-type]
        )
        (number,) = (number for ids in changes.created.values() for number in ids)
        return number

    return made


def opened(
    qtbot: QtBot, office: Office, view: View = View.WEEK, size: tuple[int, int] = (1232, 780)
) -> CalendarView:
    page = TodayPage(office.context)
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    page.take_focus()
    qtbot.waitUntil(lambda: page.views.in_calendar or bool(page.figures["leads"].value.text()))
    letter = {View.DAY: KEY.Key_D, View.WEEK: KEY.Key_W, View.MONTH: KEY.Key_M}[view]
    qtbot.keyClick(page.focusWidget() or page, letter)
    calendar = page.views.calendar
    assert calendar is not None
    assert page.views.in_calendar
    assert calendar.view is view
    return calendar


def spans(office: Office) -> list[tuple[str, datetime, datetime]]:
    found = office.services.calendar.events(MONDAY, MONDAY + timedelta(days=14))
    return [(e.entry.subject, e.begins, e.ends) for e in found]


def undo(qtbot: QtBot, office: Office) -> None:
    before = office.store.journal.latest()
    office.context.commands.undo()
    qtbot.waitUntil(lambda: office.store.journal.latest() != before and not office.context.tasks.is_busy)


def box_of(grid: TimeGrid, subject: str) -> tuple[QPoint, CalendarEvent]:
    """The middle of an event of the week, and the event."""
    g = grid.geometry_now()
    for column, layout in enumerate(grid.layouts()):
        for placed in layout.placed:
            if placed.event.entry.subject == subject:
                return g.block(column, placed).center(), placed.event
    strip = next(strip for strip in grid.shown_strips() if strip.event.entry.subject == subject)
    return g.bar(strip).center(), strip.event


def drag(view: QWidget, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(view, start + (end - start) * step / 5)
    if drop:
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_a_letter_shows_the_week_and_another_the_list_again(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    plan("Call", stored(at(14)))
    plan("Offer", "2026-11-24")
    calendar = opened(qtbot, office)
    page = calendar.window()
    assert isinstance(page, TodayPage)
    assert page.title == "23–29 November"
    assert page.header.subtitle.text() == "week 48 · 1 booked, 1 to place"
    assert [
        b.text() for b in page.findChildren(QPushButton) if b.isVisible() and b.text() == "New step"
    ] == []
    assert_all_named(page)
    ModelTester(None).check(calendar.side.place.steps)
    qtbot.keyClick(calendar.grid, KEY.Key_M)
    assert page.title == "November 2026"
    qtbot.keyClick(calendar.grid, KEY.Key_PageDown)
    assert page.title == "December 2026"
    qtbot.keyClick(calendar.grid, KEY.Key_D)
    assert page.title == "Wednesday, 23 December"
    qtbot.keyClick(calendar.grid, KEY.Key_T)
    assert page.title == "Monday, 23 November"
    qtbot.keyClick(calendar.grid, KEY.Key_A)
    assert not page.views.in_calendar
    assert page.header.subtitle.text() == "1 thing to do"
    assert page.list.hasFocus()


def test_keys_find_move_and_lengthen_an_event_each_with_one_undo(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    plan("Call", stored(at(14)), end_at=stored(at(15)))
    grid = opened(qtbot, office).grid
    qtbot.keyClick(grid, KEY.Key_Down, CTRL)
    assert "Call" in grid.accessibleDescription()
    assert "Mon 23 Nov 14:00–15:00" in grid.accessibleDescription()
    qtbot.keyClick(grid, KEY.Key_Down, ALT)
    assert spans(office) == [("Call", at(14, 15), at(15, 15))]
    qtbot.keyClick(grid, KEY.Key_Right, ALT)
    assert spans(office) == [("Call", at(14, 15, 1), at(15, 15, 1))]
    assert office.said[-1] == "Now Tue 24 Nov 14:15–15:15"
    qtbot.keyClick(grid, KEY.Key_Up, ALT | SHIFT)
    assert spans(office) == [("Call", at(14, 15, 1), at(15, 0, 1))]
    for _ in range(6):
        qtbot.keyClick(grid, KEY.Key_Right, ALT)
    assert spans(office) == [("Call", at(14, 15, 7), at(15, 0, 7))], "into the week after"
    assert grid.chosen is not None
    for _ in range(9):
        undo(qtbot, office)
    assert spans(office) == [("Call", at(14), at(15))]


def test_the_mouse_moves_lengthens_and_puts_back(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    plan("Call", stored(at(10)), end_at=stored(at(11)))
    grid = opened(qtbot, office).grid
    assert isinstance(grid, TimeGrid)
    view, g = grid.viewport(), grid.geometry_now()
    centre, _ = box_of(grid, "Call")
    drag(view, centre, QPoint(g.column(2).center().x(), centre.y() + g.hour * 2 + 3))
    assert spans(office) == [("Call", at(12, 0, 2), at(13, 0, 2))]
    bottom = QPoint(g.column(2).center().x(), g.y_of(13 * 60) - 3)
    drag(view, bottom, bottom + QPoint(0, g.hour // 2 + 4))
    assert spans(office) == [("Call", at(12, 0, 2), at(13, 30, 2))]
    top = QPoint(g.column(2).center().x(), g.y_of(12 * 60) + 3)
    drag(view, top, top + QPoint(0, g.hour // 2 + 4))
    assert spans(office) == [("Call", at(12, 30, 2), at(13, 30, 2))]
    centre, _ = box_of(grid, "Call")
    drag(view, centre, centre + QPoint(0, 90), drop=False)
    assert grid.drag is not None
    qtbot.keyClick(grid, KEY.Key_Escape)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=centre + QPoint(0, 90))
    assert spans(office) == [("Call", at(12, 30, 2), at(13, 30, 2))]
    drag(view, centre, QPoint(g.column(3).center().x(), 60))
    assert spans(office) == [("Call", at(0, 0, 3), at(0, 0, 4))], "above the hours it takes the day"


def test_a_task_is_dragged_to_a_time_or_placed_by_keys(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    plan("Offer", "2026-11-23")
    plan("Letter", "2026-11-24")
    calendar = opened(qtbot, office)
    grid, place = calendar.grid, calendar.side.place
    assert isinstance(grid, TimeGrid)
    g = grid.geometry_now()
    target = grid.viewport().mapToGlobal(QPoint(g.column(1).center().x(), g.y_of(11 * 60) + 4))
    row = place.visualRect(place.steps.index(0)).center()
    drag(place.viewport(), row, place.viewport().mapFromGlobal(target))
    assert ("Offer", at(11, 0, 1), at(11, 30, 1)) in spans(office)
    assert [event.entry.subject for event in place.steps.events] == ["Letter"]
    qtbot.keyClick(grid, KEY.Key_P)
    assert place.hasFocus()
    qtbot.keyClick(place, KEY.Key_P)
    assert grid.hasFocus()
    qtbot.keyClick(grid, KEY.Key_Right)
    for _ in range(2):
        qtbot.keyClick(grid, KEY.Key_Down)
    when = local(stored(grid.cursor_moment()[0]))
    qtbot.keyClick(grid, KEY.Key_Return)
    assert ("Letter", when, when + timedelta(minutes=30)) in spans(office)
    undo(qtbot, office)
    assert ("Letter", at(0, 0, 1), at(0, 0, 2)) in spans(office)


def test_the_card_says_what_time_it_is_for_somebody_elsewhere(qtbot: QtBot, office: Office) -> None:
    person = office.person("Ann Lee", phone="+1 212 555 0123")
    office.services.activities.plan(Subject(person), "Call", stored(at(14)), kind=ActivityKind.CALL)
    grid = opened(qtbot, office).grid
    assert isinstance(grid, TimeGrid)
    centre, _ = box_of(grid, "Call")
    drag(grid.viewport(), centre, centre + QPoint(0, 60), drop=False)
    assert grid._card.isVisible()
    assert grid._card._when.text() == "Mon 23 Nov 15:00–15:30 · 10:00 for Ann Lee"
    qtbot.keyClick(grid, KEY.Key_Escape)


def test_what_is_overdue_stands_on_today(qtbot: QtBot, office: Office, plan: Callable[..., int]) -> None:
    plan("Offer", "2026-11-20")
    grid = opened(qtbot, office).grid
    (event,) = grid.events
    assert grid.look(event).title == "Offer · Fri"
    assert (event.begins, grid.look(event).tone) == (at(0), "bad")
    qtbot.keyClick(grid, KEY.Key_Home)
    qtbot.keyClick(grid, KEY.Key_Home)
    qtbot.keyClick(grid, KEY.Key_Right, ALT)
    assert spans(office)[0][1] == at(0, 0, 1)


def test_a_drop_outside_and_where_it_was_changes_nothing(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    plan("Offer", "2026-11-23")
    calendar = opened(qtbot, office)
    place = calendar.side.place
    row = place.visualRect(place.steps.index(0)).center()
    drag(place.viewport(), row, row + QPoint(0, 60))
    batch = office.store.journal.latest()
    grid = calendar.grid
    assert isinstance(grid, TimeGrid)
    centre, _ = box_of(grid, "Offer")
    drag(grid.viewport(), centre, centre + QPoint(12, 2))
    assert office.store.journal.latest() == batch


def test_enter_n_space_and_delete_act_on_what_is_chosen(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    number = plan("Call", stored(at(14)))
    calendar = opened(qtbot, office)
    grid = calendar.grid
    qtbot.keyClick(grid, KEY.Key_Down, CTRL)
    qtbot.keyClick(grid, KEY.Key_Return)
    dialog = calendar.findChild(EntryDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Call"
    dialog.reject()
    qtbot.keyClick(grid, KEY.Key_Space)
    finish = calendar.findChild(FinishDialog)
    assert finish is not None
    qtbot.keyClick(finish, KEY.Key_Return)
    qtbot.waitUntil(lambda: not office.store.activities.get(number).is_open)
    assert grid.chosen is not None
    assert "done" in grid.accessibleDescription()
    qtbot.keyClick(grid, KEY.Key_Space)
    assert office.store.activities.get(number).is_open
    qtbot.keyClick(grid, KEY.Key_Delete)
    assert spans(office) == []
    qtbot.keyClick(grid, KEY.Key_N)
    fresh = [d for d in calendar.findChildren(EntryDialog) if d.isVisible()][-1]
    line = fresh.findChildren(QLineEdit)[0]
    line.setText("Look at the plan")
    qtbot.keyClick(line, KEY.Key_Return)
    assert spans(office) == [("Look at the plan", at(14), at(14, 30))]


def test_one_of_a_series_is_moved_and_left_out_alone(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    plan("Stand-up", stored(at(11)), repeat=Repeat("FREQ=DAILY;COUNT=4"), end_at=stored(at(11, 15)))
    calendar = opened(qtbot, office)
    grid = calendar.grid
    qtbot.keyClick(grid, KEY.Key_Right)
    qtbot.keyClick(grid, KEY.Key_Down, CTRL)
    assert grid.chosen is not None
    assert grid.chosen.occurrence is not None
    qtbot.keyClick(grid, KEY.Key_Down, ALT)
    assert [begins for _, begins, _ in spans(office)] == [at(11), at(11, 15, 1), at(11, 0, 2), at(11, 0, 3)]
    assert office.said[-1] == "Now Tue 24 Nov 11:15–11:30, this one only"
    qtbot.keyClick(grid, KEY.Key_Right)
    qtbot.keyClick(grid, KEY.Key_Up, CTRL)
    assert grid.chosen is not None
    assert grid.chosen.begins == at(11, 0, 2)
    qtbot.keyClick(grid, KEY.Key_Delete)
    menu = next(m for m in calendar.findChildren(QMenu) if m.isVisible())
    assert isinstance(grid, TimeGrid)
    box = grid.geometry_now().block(2, grid.layouts()[2].placed[0])
    assert grid.viewport().mapFromGlobal(menu.pos()) == box.bottomLeft(), "where the eye is"
    qtbot.keyClick(menu, KEY.Key_1)
    assert [begins for _, begins, _ in spans(office)] == [at(11), at(11, 15, 1), at(11, 0, 3)]


def test_a_month_asks_about_a_series_at_its_day(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    plan("Stand-up", stored(at(11)), repeat=Repeat("FREQ=WEEKLY;COUNT=2"), end_at=stored(at(11, 15)))
    calendar = opened(qtbot, office, View.MONTH)
    grid = calendar.grid
    assert isinstance(grid, MonthGrid)
    qtbot.keyClick(grid, KEY.Key_Down, CTRL)
    qtbot.keyClick(grid, KEY.Key_Delete)
    menu = next(m for m in calendar.findChildren(QMenu) if m.isVisible())
    (box, _event), *_ = grid.lines(grid.days.index(MONDAY))
    assert grid.viewport().mapFromGlobal(menu.pos()) == box.bottomLeft()
    qtbot.keyClick(menu, KEY.Key_Escape)
    assert len(spans(office)) == 2


def test_a_month_moves_what_keeps_its_time(qtbot: QtBot, office: Office, plan: Callable[..., int]) -> None:
    plan("Call", stored(at(14)), end_at=stored(at(15)))
    calendar = opened(qtbot, office, View.MONTH)
    grid = calendar.grid
    assert isinstance(grid, MonthGrid)
    qtbot.keyClick(grid, KEY.Key_Down, CTRL)
    qtbot.keyClick(grid, KEY.Key_Right, ALT)
    assert spans(office) == [("Call", at(14, 0, 1), at(15, 0, 1))]
    place = grid.days.index(MONDAY + timedelta(days=1))
    box, _ = grid.lines(place)[0]
    drag(grid.viewport(), box.center(), grid.cell(place + 8).center())
    assert spans(office) == [("Call", at(14, 0, 9), at(15, 0, 9))]
    number = grid.cell(place).topLeft() + QPoint(10, 10)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=number)
    assert calendar.view is View.DAY
    assert calendar.day == MONDAY + timedelta(days=1)


def test_what_is_hidden_stays_hidden_and_what_there_is_no_room_for_is_offered(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    for n in range(5):
        plan(f"Call {n}", stored(at(11)), end_at=stored(at(12)))
    calendar = opened(qtbot, office)
    grid = calendar.grid
    assert isinstance(grid, TimeGrid)
    ((box, hidden),) = grid.more_boxes()
    assert [event.entry.subject for event in hidden] == ["Call 3", "Call 4"]
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    menu = next(m for m in calendar.findChildren(QMenu) if m.isVisible())
    assert [action.text().split(",")[0] for action in menu.actions()] == ["Call 3", "Call 4"]
    menu.close()
    chip = next(b for b in calendar.side.findChildren(QPushButton) if b.accessibleName() == "Calls")
    chip.click()
    assert grid.events == []
    fresh = opened(qtbot, office)
    assert fresh.grid.events == []


def test_in_a_narrow_window_the_side_is_a_drawer(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    plan("Offer", "2026-11-23")
    calendar = opened(qtbot, office, size=(816, 560))
    assert calendar.side.isHidden()
    assert calendar.head.side.text() == "To place 1"
    qtbot.keyClick(calendar.grid, KEY.Key_P)
    assert calendar.side.isVisible()
    assert calendar.side.place.hasFocus()
    calendar.head.side.click()
    assert calendar.side.isHidden()


def test_a_move_onto_something_else_says_so(qtbot: QtBot, office: Office, plan: Callable[..., int]) -> None:
    plan("First", stored(at(14)), end_at=stored(at(15)))
    plan("Second", stored(at(15)), end_at=stored(at(16)))
    grid = opened(qtbot, office).grid
    qtbot.keyClick(grid, KEY.Key_Down, CTRL)
    qtbot.keyClick(grid, KEY.Key_Down, ALT)
    assert office.said[-1] == "Now Mon 23 Nov 14:15–15:15, at the same time as “Second”"


def test_working_hours_are_set_and_a_wrong_span_is_refused(qtbot: QtBot, office: Office) -> None:
    page = SettingsPage(office.context)
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1000, 700)
    page.show()
    card = page.calendar
    saturday = next(b for b in card.findChildren(QPushButton) if b.accessibleName() == "Saturday")
    saturday.click()
    assert office.services.calendar.hours.days == frozenset(range(6))
    begins, ends = card.findChildren(QTimeEdit)
    begins.setTime(QTime(19, 0))
    begins.editingFinished.emit()
    assert "end after it begins" in card._hours.error()
    assert office.services.calendar.hours.begins == 8 * 60 + 30
    ends.setTime(QTime(22, 0))
    ends.editingFinished.emit()
    assert (office.services.calendar.hours.begins, office.services.calendar.hours.ends) == (19 * 60, 22 * 60)
    assert card._hours.error() == ""


def test_what_is_shown_is_saved_and_a_file_is_read_after_it_said_what_it_changes(
    qtbot: QtBot, office: Office, plan: Callable[..., int], tmp_path: Path
) -> None:
    plan("Call", stored(at(14)), end_at=stored(at(15)))
    calendar = opened(qtbot, office)
    menu = calendar.files.ask()
    assert [a.isEnabled() for a in menu.actions()] == [True, False, True, True, True]
    menu.actions()[-1].trigger()
    assert office.asked[-1] == ("settings", "On your phone")
    menu.close()
    qtbot.keyClick(calendar.grid, KEY.Key_Down, CTRL)
    menu = calendar.files.ask()
    assert [a.isEnabled() for a in menu.actions()] == [True, True, True, True, True]
    menu.close()
    calendar.files.save(None, tmp_path / "all.ics")
    qtbot.waitUntil(lambda: office.said[-1:] == ["1 entry saved in all.ics"])
    target = tmp_path / "week.ics"
    calendar.files.save(calendar.grid.events, target)
    qtbot.waitUntil(lambda: office.said[-1:] == ["1 entry saved in week.ics"])
    text = target.read_text(encoding="utf-8").replace("Call", "Phone")
    text = text.replace(
        "END:VCALENDAR",
        "BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Fair\r\nDTSTART:20261124\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    target.write_text(text, encoding="utf-8", newline="")
    calendar.files.read(target)
    qtbot.waitUntil(lambda: calendar.findChild(TakeInDialog) is not None)
    dialog = calendar.findChild(TakeInDialog)
    assert dialog is not None
    assert dialog.text.text() == "1 new · 1 changed"
    assert_all_named(dialog)
    qtbot.keyClick(dialog, KEY.Key_Return)
    assert spans(office) == [("Phone", at(14), at(15)), ("Fair", at(0, 0, 1), at(0, 0, 2))]
    assert office.said[-1] == "week.ics taken in"
    undo(qtbot, office)
    assert spans(office) == [("Call", at(14), at(15))]
    calendar.files.read(tmp_path / "window.ini")
    qtbot.waitUntil(lambda: "is no calendar" in office.said[-1])


def test_what_is_much_is_read_beside_and_shown_when_it_is_there(
    qtbot: QtBot, office: Office, plan: Callable[..., int]
) -> None:
    def fill(uow: Writing) -> None:
        starts = [stored(at(8) + timedelta(days=n % 7, minutes=5 * (n // 7))) for n in range(MUCH + 50)]
        ActivityWriter(uow).add_many(
            [ActivityDraft("call", f"Call {n}", due_at=due) for n, due in enumerate(starts)]
        )

    office.services.commands.run(phrase("changes.settings"), fill)
    calendar = opened(qtbot, office)
    qtbot.waitUntil(lambda: len(calendar.grid.events) == MUCH + 50)
    qtbot.keyClick(calendar.grid, KEY.Key_PageDown)
    assert calendar.grid.events == []
    assert calendar.grid.days[0] == MONDAY + timedelta(days=7)
    qtbot.keyClick(calendar.grid, KEY.Key_PageUp)
    qtbot.waitUntil(lambda: len(calendar.grid.events) == MUCH + 50)


def test_an_owner_narrows_the_calendar(qtbot: QtBot, office: Office, plan: Callable[..., int]) -> None:
    office.services.owners.create("Mia")
    mia = office.store.owners.find("Mia")
    plan("Mine", stored(at(10)))
    plan("Hers", stored(at(11)), owner_id=mia)
    calendar = opened(qtbot, office)
    owner, grid = calendar.head.owner, calendar.grid
    assert owner.isVisible()
    assert {event.entry.subject for event in grid.events} == {"Mine", "Hers"}
    owner.setCurrentIndex(owner.findData(mia))
    owner.activated.emit(owner.currentIndex())
    assert {event.entry.subject for event in grid.events} == {"Hers"}


@pytest.mark.parametrize("view", list(View))
def test_what_is_shown_is_read_whole_in_a_small_window(qtbot: QtBot, office: Office, view: View) -> None:
    office.now = datetime(2026, 9, 30, 10, 0, tzinfo=UTC)  # a Wednesday
    calendar = opened(qtbot, office, view, (968, 590))
    page = calendar.window()
    assert isinstance(page, TodayPage)
    qtbot.wait(20)
    assert "…" not in QLabel.text(page.header.title)
    assert page.title == page.header.title.text()
    page.resize(880, 590)
    qtbot.wait(20)
    assert "…" not in QLabel.text(page.header.title)
    if view is View.DAY:
        assert (page.title, QLabel.text(page.header.title)) == ("Wednesday, 30 September", "Wed, 30 Sep")
    page.resize(1400, 700)
    qtbot.wait(20)
    assert QLabel.text(page.header.title) == page.title
