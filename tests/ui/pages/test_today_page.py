"""The page of the day, driven by keys and clicks over a real file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.today import Birthday, StepState, Waiting, WaitingDeal, WaitingFor, WaitingLead
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.activities.log_dialog import LogDialog
from salesdesk.ui.pages.today.finish_dialog import FinishDialog
from salesdesk.ui.pages.today.moving import DayDialog
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.pages.today.step_list import StepList, circle_of
from salesdesk.ui.pages.today.step_model import StepModel
from salesdesk.ui.pages.today.waiting import WAITING_DEALS
from salesdesk.ui.widgets.text import ElidedLabel
from salesdesk.ui.widgets.timeline import TimelineRow
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


@pytest.fixture
def steps(office: Office) -> dict[str, int]:
    """Two overdue steps, one of today and one of tomorrow; the office is on 23 November 2026."""
    anna = office.person("Anna Stern", company="Harbour Dental", lifecycle_stage="customer")
    made = {}
    for what, due in (
        ("Call back", "2026-11-20"),
        ("Send the offer", "2026-11-22"),
        ("Visit", "2026-11-23"),
        ("Write", "2026-11-24"),
    ):
        changes = office.services.activities.plan(Subject(contact_id=anna), what, due, kind=ActivityKind.CALL)
        (made[what],) = (number for ids in changes.created.values() for number in ids)
    return made


@pytest.fixture
def page(qtbot: QtBot, office: Office, steps: dict[str, int]) -> TodayPage:
    return shown(qtbot, office)


def shown(qtbot: QtBot, office: Office) -> TodayPage:
    page = TodayPage(office.context)
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1232, 780)
    page.show()
    qtbot.waitExposed(page)
    page.take_focus()
    qtbot.waitUntil(lambda: bool(page.figures["leads"].value.text()))
    return page


def titles(page: TodayPage) -> list[tuple[str, StepState]]:
    return [(step.entry.subject, step.state) for step in page.list.steps.steps]


def button(widget: object, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text().strip() == text)  # type: ignore[attr-defined]


def menu_of(qtbot: QtBot, page: TodayPage) -> QMenu:
    qtbot.waitUntil(lambda: any(m.isVisible() for m in page.findChildren(QMenu)))
    return next(m for m in page.findChildren(QMenu) if m.isVisible())


def test_the_day_is_told_in_its_head_and_its_list(page: TodayPage) -> None:
    assert page.title == "Monday, 23 November"
    assert page.header.subtitle.text() == "3 things to do, 2 overdue"
    assert titles(page) == [
        ("Call back", StepState.OVERDUE), ("Send the offer", StepState.OVERDUE), ("Visit", StepState.TODAY),
    ]  # fmt: skip
    first = page.list.steps.index(0)
    assert first.data() == "Call back · Anna Stern"
    assert "overdue 3 d" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert_all_named(page)


def test_space_finishes_a_step_asks_for_the_next_and_undo_brings_it_back(
    qtbot: QtBot, page: TodayPage, office: Office, steps: dict[str, int]
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    dialog = page.findChild(FinishDialog)
    assert dialog is not None
    assert_all_named(dialog)
    dialog._outcome.editor.setCurrentIndex(dialog._outcome.editor.findData("Reached"))
    dialog._next.editor.setText("Send the contract")
    button(dialog, "Done").click()
    qtbot.waitUntil(lambda: ("Call back", StepState.DONE) in titles(page))
    done = office.store.activities.get(steps["Call back"])
    assert (done.outcome, done.is_open) == ("Reached", False)
    (following,) = [
        s
        for s in office.store.activities.open_steps(done.contact_id or 0)
        if s.subject == "Send the contract"
    ]
    assert following.due_at == "2026-11-24"
    assert office.said[-1] == "Done: Call back · then “Send the contract”: tomorrow"
    office.context.commands.undo()
    qtbot.waitUntil(lambda: ("Call back", StepState.OVERDUE) in titles(page))
    assert not [
        s
        for s in office.store.activities.open_steps(done.contact_id or 0)
        if s.subject == "Send the contract"
    ]


def test_enter_alone_finishes_and_space_opens_it_again(
    qtbot: QtBot, page: TodayPage, office: Office, steps: dict[str, int]
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    dialog = page.findChild(FinishDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ("Call back", StepState.DONE) in titles(page))
    page.list.select_step(steps["Call back"])
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: ("Call back", StepState.OVERDUE) in titles(page))
    assert office.said[-1] == "Open again: Call back"


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Send the contract fri 10:00", "2026-11-27T10:00:00Z"),
        ("Send the contract 27.11.", "2026-11-27"),
        ("Send the contract", "2026-11-24"),
    ],
)
def test_the_next_step_of_a_finished_one_is_read_with_its_day(
    qtbot: QtBot, page: TodayPage, office: Office, steps: dict[str, int], words: str, due: str
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    dialog = page.findChild(FinishDialog)
    assert dialog is not None
    dialog._next.editor.setText(words)
    assert dialog._next.due.isHidden() is (due != "2026-11-24"), (
        "a list of days only where the words say none"
    )
    button(dialog, "Done").click()
    qtbot.waitUntil(lambda: ("Call back", StepState.DONE) in titles(page))
    done = office.store.activities.get(steps["Call back"])
    planned = office.store.activities.open_steps(done.contact_id or 0)
    assert [s.due_at for s in planned if s.subject == "Send the contract"] == [due]


def test_work_goes_on_where_a_finished_step_stood(
    qtbot: QtBot, page: TodayPage, steps: dict[str, int]
) -> None:
    page.list.select_step(steps["Call back"])
    for finished, following in (("Call back", "Send the offer"), ("Send the offer", "Visit")):
        qtbot.keyClick(page.list, Qt.Key.Key_Space)
        dialog = next(d for d in page.findChildren(FinishDialog) if d.isVisible())
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda finished=finished: (finished, StepState.DONE) in titles(page))
        assert page.list.current_step() == steps[following]


def test_what_is_late_is_moved_to_today_by_a_key_of_its_own(
    qtbot: QtBot, page: TodayPage, office: Office, steps: dict[str, int]
) -> None:
    page.list.select_step(steps["Call back"])
    qtbot.keyClick(page.list, Qt.Key.Key_R)
    qtbot.keyClick(menu_of(qtbot, page), Qt.Key.Key_0)
    qtbot.waitUntil(lambda: ("Call back", StepState.TODAY) in titles(page))
    assert office.store.activities.get(steps["Call back"]).due_at == "2026-11-23"
    qtbot.keyClick(page, Qt.Key.Key_O)
    qtbot.keyClick(menu_of(qtbot, page), Qt.Key.Key_0)
    qtbot.waitUntil(lambda: {state for _, state in titles(page)} == {StepState.TODAY})


def test_what_is_due_today_is_not_offered_today_again(
    qtbot: QtBot, page: TodayPage, steps: dict[str, int]
) -> None:
    page.list.select_step(steps["Visit"])
    qtbot.keyClick(page.list, Qt.Key.Key_R)
    menu = menu_of(qtbot, page)
    assert menu.actions()[0].text() == "&1  Tomorrow"
    menu.close()


def test_a_click_on_the_circle_ticks_and_one_beside_it_does_not(qtbot: QtBot, page: TodayPage) -> None:
    row = page.list.visualRect(page.list.steps.index(1))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.center()))
    assert page.findChild(FinishDialog) is None
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=circle_of(row).center())
    dialog = page.findChild(FinishDialog)
    assert dialog is not None
    assert "Send the offer" in dialog.windowTitle()
    dialog.reject()


def test_all_overdue_are_moved_to_monday_at_once_by_keys(
    qtbot: QtBot, page: TodayPage, office: Office, steps: dict[str, int]
) -> None:
    page._overdue.setFocus()
    qtbot.keyClick(page._overdue, Qt.Key.Key_Space)
    menu = menu_of(qtbot, page)
    qtbot.keyClick(menu, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: titles(page) == [("Visit", StepState.TODAY)])
    for what in ("Call back", "Send the offer"):
        assert office.store.activities.get(steps[what]).due_at == "2026-11-30"
    assert office.said[-1] == "2 steps moved to 30 Nov"
    assert not page._overdue.isVisible()
    office.context.commands.undo()
    qtbot.waitUntil(lambda: len(titles(page)) == 3)


def test_r_moves_one_step_and_takes_any_day(
    qtbot: QtBot, page: TodayPage, office: Office, steps: dict[str, int]
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_R)
    menu = menu_of(qtbot, page)
    assert [a.text().replace("&", "") for a in menu.actions() if a.text()][:4] == [
        "0  Today", "1  Tomorrow", "2  Wed", "3  Next Monday",
    ]  # fmt: skip
    menu.actions()[-1].trigger()
    menu.close()
    dialog = page.findChild(DayDialog)
    assert dialog is not None
    dialog._field.set_value(None)
    button(dialog, "Move").click()
    assert dialog._form.error()
    dialog._field.set_value((office.now + timedelta(days=12)).date())
    button(dialog, "Move").click()
    qtbot.waitUntil(lambda: office.store.activities.get(steps["Call back"]).due_at == "2026-12-05")
    assert page.list.current_step() == steps["Send the offer"]  # the view stays where it was


def test_s_puts_the_reminder_off(
    qtbot: QtBot, page: TodayPage, office: Office, steps: dict[str, int]
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    menu = menu_of(qtbot, page)
    qtbot.keyClick(menu, Qt.Key.Key_1)
    qtbot.waitUntil(
        lambda: office.store.activities.get(steps["Call back"]).snoozed_until == "2026-11-23T11:00:00Z"
    )


def test_l_logs_with_whom_the_step_is_about_and_n_asks_for_a_new_one(
    qtbot: QtBot, page: TodayPage, office: Office
) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    log = page.findChild(LogDialog)
    assert log is not None
    assert log.windowTitle() == "Log with Anna Stern"
    log.reject()
    qtbot.waitUntil(lambda: page.findChild(LogDialog) is None)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    form = page.findChild(EntryDialog)
    assert form is not None
    form.findChild(QLineEdit).setText("Water the plants")
    form.reject()


def test_owner_and_kind_narrow_the_list(qtbot: QtBot, page: TodayPage, office: Office) -> None:
    page._kind.setCurrentIndex(page._kind.findData("letter"))
    page._kind.activated.emit(page._kind.currentIndex())
    assert titles(page) == []
    page.refresh()
    assert page._kind.currentData() == "letter"
    assert page.header.subtitle.text() == "nothing to do"


def test_who_waits_opens_from_the_side(qtbot: QtBot, page: TodayPage, office: Office) -> None:
    lead = office.person("Priya Raman", company="Solace", lifecycle_stage="lead", birthday="1990-11-25")
    qtbot.waitUntil(lambda: bool(page.waiting.findChildren(TimelineRow)))
    rows = {row.accessibleName().split(",")[0]: row for row in page.waiting.findChildren(TimelineRow)}
    qtbot.keyClick(rows["Priya Raman"], Qt.Key.Key_Return)
    assert office.asked[-1] == ("contact", lead)
    assert "turns 36" in " ".join(row.accessibleName() for row in page.waiting.findChildren(TimelineRow))


def test_what_is_not_shown_opens_as_a_list(qtbot: QtBot, page: TodayPage, office: Office) -> None:
    today = date.fromisoformat(office.store.today())
    leads = tuple(
        WaitingLead(number, f"Lead {number}", "", "", "lead", "2026-11-20") for number in range(1, 9)
    )
    born = tuple(Birthday(number, f"Kid {number}", "", today, 7) for number in range(1, 10))
    deals = tuple(
        WaitingDeal(number, f"Deal {number}", "", None, None, "Demo", WaitingFor.STEP) for number in range(9)
    )
    page.waiting.show_waiting(Waiting(deals, 20, leads, born), today)
    links = {
        link.text(): link for link in page.waiting.findChildren(QPushButton) if link.isVisibleTo(page.waiting)
    }
    links["and 2 more"].click()
    assert office.asked[-1] == ("contacts", ("records", list(range(1, 9))))
    links["and 3 more"].click()
    assert office.asked[-1] == ("contacts", ("records", list(range(1, 10))))
    links["and 14 more"].click()
    assert office.asked[-1] == ("deals", WAITING_DEALS)
    office.store.list_of(RecordKind.DEALS).ids(WAITING_DEALS)


def test_every_figure_opens_its_rows(qtbot: QtBot, page: TodayPage, office: Office) -> None:
    for figure, place in (("won", "deals"), ("expected", "deals"), ("leads", "contacts")):
        qtbot.keyClick(page.figures[figure], Qt.Key.Key_Return)
        assert office.asked[-1][0] == place


def test_the_head_and_the_keys_are_shown_whole_in_the_smallest_window(
    qtbot: QtBot, page: TodayPage, office: Office
) -> None:
    office.services.owners.create("Wilhelmine Freifrau von Hohenlohe-Waldenburg-Schillingsfürst")
    page.resize(966, 560)
    page.refresh()
    card = page._overdue.parentWidget()
    assert card is not None
    labels = [page.header.subtitle, *card.findChildren(ElidedLabel)]
    assert len(labels) > 1
    qtbot.waitUntil(lambda: all(QLabel.text(one) == one.text() for one in labels))


def test_an_empty_day_says_what_it_is_for(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    assert page._stack.currentIndex() == 1
    assert QApplication.focusWidget() is not None
    qtbot.keyClick(page, Qt.Key.Key_N)
    form = page.findChild(EntryDialog)
    assert form is not None
    form.reject()


def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester, page: TodayPage, office: Office) -> None:
    model = StepModel()
    qtmodeltester.check(model)
    model.set_steps(page.list.steps.steps, office.store.activities.choices.all(), office.now.date())
    qtmodeltester.check(model)


def test_an_empty_list_asks_nothing(qtbot: QtBot, page: TodayPage) -> None:
    empty = StepList(page.context.theme, "To do")
    qtbot.addWidget(empty)
    empty.select_step(None)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_Return):
        qtbot.keyClick(empty, key)
    assert empty.current_step() is None
