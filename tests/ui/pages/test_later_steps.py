"""One step of a sequence is moved: whether the later ones go with it is asked, through every door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.calendar.spans import View
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sequences import SequenceFor, SequenceStep
from salesdesk.services.sequences import SequenceService
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.deals.deal_page import DealPage
from salesdesk.ui.pages.today.calendar.dragging import Proposal
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.widgets.dialog import Question
from tests.ui.pages.office import Office, until
from tests.ui.pages.test_calendar import opened

MONDAY = date(2026, 11, 23)
Door = Callable[[QtBot, Office, int, date], object]


@pytest.fixture
def deal(office: Office) -> int:
    """A deal with a sequence of three steps that begins on Monday."""
    stage = office.store.pipelines.all()[0].stages[0]
    number, _ = office.services.deals.create("Fleet", stage.id, contact_id=office.person("Anna Stern"))
    steps = [SequenceStep("call", text, days) for text, days in (("First", 0), ("Second", 3), ("Third", 4))]
    area = office.services.area_of(RecordKind.SEQUENCES)
    assert isinstance(area, SequenceService)
    area.start(area.make("Welcome", SequenceFor.DEALS, steps)[0], [number], MONDAY, MONDAY)
    return number


def due(office: Office, deal: int) -> list[int]:
    """By how many days after Monday the steps are due."""
    steps = office.store.activities.open_steps_of_deal(deal)
    return sorted((date.fromisoformat((one.due_at or "")[:10]) - MONDAY).days for one in steps)


def shown(qtbot: QtBot, office: Office, page: QWidget) -> None:
    qtbot.addWidget(page)
    office.shown.append(page)
    page.show()


def from_today(qtbot: QtBot, office: Office, deal: int, to: date) -> None:
    page = TodayPage(office.context)
    shown(qtbot, office, page)
    page._moved([office.store.activities.open_steps_of_deal(deal)[0].id], to.isoformat())


def from_the_deal(qtbot: QtBot, office: Office, deal: int, to: date) -> None:
    page = DealPage(office.context)
    page.open_target(deal)
    shown(qtbot, office, page)
    page.refresh()
    page.figures._move_to(to.isoformat())


def from_the_form(qtbot: QtBot, office: Office, deal: int, to: date) -> None:
    host = QWidget()
    shown(qtbot, office, host)
    form = EntryDialog(host, office.context, office.store.activities.open_steps_of_deal(deal)[0])
    form.open()
    form._write({"due_at": to.isoformat()})


def from_the_calendar(qtbot: QtBot, office: Office, deal: int, to: date) -> None:
    view = opened(qtbot, office, View.WEEK)
    event = next(
        one
        for one in office.services.calendar.events(MONDAY, MONDAY + timedelta(days=1))
        if one.entry.deal_id == deal
    )
    moved = event.begins + (to - event.begins.date())
    view._acts.put(
        event, Proposal(moved, moved + (event.ends - event.begins), event.whole), lambda _made: None
    )


DOORS = [from_today, from_the_deal, from_the_form, from_the_calendar]


def question() -> Question:
    (found,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible())
    return found


def answer(text: str) -> None:
    next(b for b in question().findChildren(QPushButton) if b.text() == text).click()


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_later_steps_are_asked_about(qtbot: QtBot, office: Office, deal: int, door: Door) -> None:
    door(qtbot, office, deal, MONDAY + timedelta(days=2))
    assert due(office, deal) == [0, 3, 7]
    assert "2 later steps come after it" in question().text.text()
    answer("Later ones too")
    until(lambda: due(office, deal) == [2, 5, 9])
    office.services.commands.undo()
    assert due(office, deal) == [0, 3, 7]
    close_forms()


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_one_alone_and_none(qtbot: QtBot, office: Office, deal: int, door: Door) -> None:
    door(qtbot, office, deal, MONDAY + timedelta(days=1))
    answer("Cancel")
    assert due(office, deal) == [0, 3, 7]
    close_forms()
    door(qtbot, office, deal, MONDAY + timedelta(days=1))
    answer("Only this one")
    until(lambda: due(office, deal) == [1, 3, 7])
    close_forms()


def test_the_last_one_and_another_time_of_the_day_are_moved_without_a_question(
    qtbot: QtBot, office: Office, deal: int
) -> None:
    first, *_, last = office.store.activities.open_steps_of_deal(deal)
    page = TodayPage(office.context)
    shown(qtbot, office, page)
    page._moved([last.id], (MONDAY + timedelta(days=9)).isoformat())
    until(lambda: due(office, deal) == [0, 3, 9])
    page._moved([first.id], "2026-11-23T14:00:00Z")
    until(lambda: office.store.activities.get(first.id).due_at == "2026-11-23T14:00:00Z")


def close_forms() -> None:
    for one in QApplication.topLevelWidgets():
        if isinstance(one, EntryDialog) and one.isVisible():
            one.reject()
