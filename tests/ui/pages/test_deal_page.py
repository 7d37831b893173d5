"""The page of one deal, driven as a person does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.walk import RecordWalk
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.deal_page import DealPage
from salesdesk.ui.pages.deals.next_step_dialog import NextStepDialog
from salesdesk.ui.pages.today.finish_dialog import FinishDialog
from salesdesk.ui.records.journey import JourneySegment
from salesdesk.ui.records.side_cards import SideRow
from salesdesk.ui.records.value_editor import ValueEditor
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import NOW, Office, until


def stage_id(office: Office, name: str) -> int:
    return next(s.id for p in office.store.pipelines.all() for s in p.stages if s.name == name)


@pytest.fixture
def deals(office: Office) -> list[int]:
    """Three deals; the first has a person, a company and a history."""
    amara = office.person("Amara Okafor", company="Nordwind Logistics", job_title="Head of Ops")
    company = office.store.contacts.get(amara).companies[0].company_id
    office.now = NOW - timedelta(days=6)
    fleet, _ = office.services.deals.create(
        "Fleet rollout",
        stage_id(office, "Prospecting"),
        amount=2_400_000,
        contact_id=amara,
        company_id=company,
        expected_close="2026-12-18",
    )
    office.now = NOW - timedelta(days=2)
    office.services.deals.move(fleet, stage_id(office, "Demo"))
    others = [
        office.services.deals.create(title, stage_id(office, "Demo"))[0] for title in ("Kiln", "Office")
    ]
    office.now = NOW
    return [fleet, *others]


@pytest.fixture
def page(qtbot: QtBot, office: Office, deals: list[int]) -> DealPage:
    """The page of the first of them, come from a list of all three."""
    made = DealPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 760)
    made.open_target(RecordWalk(deals, deals[0], "Demo"))
    made.show()
    qtbot.waitExposed(made)
    return made


def dialog(kind: type[QDialog]) -> QDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert found, kind
    return found[0]


def segments(page: DealPage) -> dict[str, JourneySegment]:
    shown = [s for s in page.journey.findChildren(JourneySegment) if s.isVisible()]
    return {segment.accessibleName().split(",")[0]: segment for segment in shown}


def type_into(qtbot: QtBot, page: DealPage, key: str, text: str) -> None:
    page.fields.start(key)
    editor = page.fields.value_of(key)
    assert isinstance(editor, ValueEditor)
    qtbot.keyClick(editor.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.editor, text)
    qtbot.keyClick(editor.editor, Qt.Key.Key_Return)


def test_it_says_what_the_deal_is(page: DealPage) -> None:
    assert (page.name.text(), page.stage.text()) == ("Fleet rollout", "Demo")
    assert page.subtitle.text() == "Nordwind Logistics · Amara Okafor"
    figures = page.figures
    assert figures.amount.accessibleName() == "Amount: €24,000, weighted €12,000 · 50 %"
    assert figures.close_day.accessibleName() == "Expected close: 18 Dec 2026, in 25 days"
    assert figures.open_for.accessibleName() == "Open for: 6 days"
    assert figures.next.accessibleName() == "Next step: Nothing planned, Press to plan one"
    assert figures.done.isHidden()
    assert_all_named(page)


def test_the_strip_tells_the_dates_and_the_usual_time(page: DealPage) -> None:
    shown = segments(page)
    assert list(shown) == ["Prospecting", "Education", "Demo", "Proposal", "Negotiation", "Won"]
    assert shown["Prospecting"].accessibleName() == "Prospecting, reached, 17 Nov · 4 d"
    assert shown["Education"].accessibleName() == "Education, reached, skipped"
    assert shown["Demo"].accessibleName() == "Demo, reached, 21 Nov · 2 d, usual 30 d"
    tip = shown["Demo"].toolTip()
    assert "First there on 21 Nov 2026" in tip
    assert "usually 30 d" in tip
    assert "moved by You" in tip


def test_past_its_usual_time_the_bar_warns(office: Office, page: DealPage) -> None:
    assert "longer than usual" not in segments(page)["Demo"].toolTip()
    office.now = NOW + timedelta(days=40)
    page.refresh()
    late = segments(page)["Demo"]
    assert "longer than usual" in late.toolTip()
    assert [part.property("journey") for part in late.findChildren(QWidget) if part.property("journey")] == [
        "warn"
    ]


def test_a_click_moves_and_asks_for_the_next_step(
    qtbot: QtBot, office: Office, page: DealPage, deals: list[int]
) -> None:
    qtbot.mouseClick(segments(page)["Proposal"], Qt.MouseButton.LeftButton)
    asked = dialog(NextStepDialog)
    assert office.store.deals.get(deals[0]).stage_id == stage_id(office, "Proposal")
    assert page.stage.text() == "Proposal"
    field = asked.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Send the offer fri 10:00")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    (step,) = office.store.activities.open_steps_of_deal(deals[0])
    assert (step.subject, step.due_at) == ("Send the offer", "2026-11-27T10:00:00Z")
    assert office.said[-1] == "“Send the offer” planned: Fri 10:00"
    assert page.figures.next.accessibleName().startswith("Next step: Send the offer, Fri 10:00")
    office.services.commands.undo()
    office.services.commands.undo()
    assert page.stage.text() == "Demo", "the step and the move are taken back one after the other"


def test_nothing_has_to_be_next(qtbot: QtBot, office: Office, page: DealPage, deals: list[int]) -> None:
    office.services.activities.plan(Subject(deal_id=deals[0]), "Call Amara", "2026-11-24")
    qtbot.keyClick(segments(page)["Education"], Qt.Key.Key_Return)
    asked = dialog(NextStepDialog)
    assert isinstance(asked, NextStepDialog)
    assert "Planned already: Call Amara, tomorrow" in asked._next.field._hint.text()
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert len(office.store.activities.open_steps_of_deal(deals[0])) == 1
    assert segments(page)["Demo"].accessibleName() == "Demo, not reached", "it went back"


def test_won_and_lost_ask_what_they_ask_on_the_board(
    qtbot: QtBot, office: Office, page: DealPage, deals: list[int]
) -> None:
    qtbot.mouseClick(segments(page)["Won"], Qt.MouseButton.LeftButton)
    dialog(WonDialog).reject()
    qtbot.keyClick(
        page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog(LostDialog).reject()
    qtbot.mouseClick(page.won, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog(WonDialog), Qt.Key.Key_Return)
    deal = office.store.deals.get(deals[0])
    assert office.store.pipelines.stage(deal.stage_id).kind is StageKind.WON
    assert page.won.text() == "Won: correct…"
    assert page.figures.close_day.accessibleName() == "Closed: 23 Nov 2026"


def test_a_lost_deal_ends_its_strip_and_is_opened_again_by_a_click(
    qtbot: QtBot, office: Office, page: DealPage, deals: list[int]
) -> None:
    office.services.deals.lose(deals[0], "Price")
    assert list(segments(page))[-1] == "Lost"
    qtbot.mouseClick(segments(page)["Demo"], Qt.MouseButton.LeftButton)
    dialog(NextStepDialog).reject()
    assert office.store.deals.get(deals[0]).stage_id == stage_id(office, "Demo")


def test_every_field_is_edited_where_it_stands(
    qtbot: QtBot, office: Office, page: DealPage, deals: list[int]
) -> None:
    type_into(qtbot, page, "deal_title", "Fleet 2027")
    assert page.name.text() == "Fleet 2027"
    type_into(qtbot, page, "competitor", "TourMax")
    assert office.store.deals.get(deals[0]).competitor == "TourMax"
    page.figures.amount.setFocus()
    qtbot.keyClick(page.figures.amount, Qt.Key.Key_Return)
    assert page.fields.editing == "deal_value"
    editor = page.fields.value_of("deal_value")
    assert isinstance(editor, ValueEditor)
    qtbot.keyClick(editor.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.editor, "30000")
    qtbot.keyClick(editor.editor, Qt.Key.Key_Return)
    assert page.figures.amount.value.text() == "€30,000"


@pytest.mark.parametrize(
    ("forth", "back"),
    [
        ((Qt.Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier),) * 1
        + ((Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.NoModifier),),
        (
            (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier),
            (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier),
        ),
    ],
)
def test_keys_lead_through_the_list_it_came_from(
    qtbot: QtBot,
    page: DealPage,
    forth: tuple[Qt.Key, Qt.KeyboardModifier],
    back: tuple[Qt.Key, Qt.KeyboardModifier],
) -> None:
    assert page.place.text() == "1 of 3 in “Demo”"
    qtbot.keyClick(page, *forth)
    assert (page.name.text(), page.place.text()) == ("Kiln", "2 of 3 in “Demo”")
    qtbot.keyClick(page, *forth)
    qtbot.keyClick(page, *forth)
    assert page.name.text() == "Office", "there is none behind the last"
    qtbot.keyClick(page, *back)
    assert page.name.text() == "Kiln"


def test_a_bracket_in_a_field_is_a_letter(qtbot: QtBot, page: DealPage) -> None:
    page.fields.start("deal_title")
    editor = page.fields.value_of("deal_title")
    assert isinstance(editor, ValueEditor)
    qtbot.keyClicks(editor.editor, "]")
    assert page.name.text() == "Fleet rollout"
    qtbot.keyClick(editor.editor, Qt.Key.Key_Escape)


def test_the_next_step_is_finished_and_moved_in_place(
    qtbot: QtBot, office: Office, page: DealPage, deals: list[int]
) -> None:
    plan = office.services.activities.plan
    plan(Subject(deal_id=deals[0]), "Send proposal", "2026-11-21")
    plan(Subject(deal_id=deals[0]), "Call about pilot", "2026-11-27")
    assert page.figures.next.accessibleName() == (
        "Next step: Send proposal, overdue 2 d, then Call about pilot · Fri"
    )
    qtbot.mouseClick(page.figures.move_, Qt.MouseButton.LeftButton)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    next(action for action in menu.actions() if "Tomorrow" in action.text()).trigger()
    menu.close()
    assert page.figures.next.chip.text() == "tomorrow"
    qtbot.mouseClick(page.figures.done, Qt.MouseButton.LeftButton)
    dialog(FinishDialog).findChildren(QLineEdit)[0].setFocus()
    qtbot.keyClick(dialog(FinishDialog), Qt.Key.Key_Return)
    assert page.figures.next.value.text() == "Call about pilot"
    qtbot.mouseClick(page.figures.next, Qt.MouseButton.LeftButton)
    dialog(EntryDialog).reject()


def test_people_and_company_stand_beside_it(
    qtbot: QtBot, office: Office, page: DealPage, deals: list[int]
) -> None:
    jan = office.person("Jan Sörensen", job_title="CFO")
    office.services.activities.log(ActivityKind.MEETING, Subject(jan, None, deals[0]), body="Price")
    rows = [row.accessibleName() for row in page.cards.findChildren(SideRow) if row.isVisible()]
    assert rows == [
        "Amara Okafor, Head of Ops · never met, main contact",
        "Jan Sörensen, CFO · just now",
        "Nordwind Logistics",
    ]
    row = next(r for r in page.cards.findChildren(SideRow) if r.accessibleName().startswith("Jan"))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert office.asked[-1] == ("contact", jan)


def test_the_quick_log_is_about_the_deal(
    qtbot: QtBot, office: Office, page: DealPage, deals: list[int]
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_L)
    qtbot.keyClicks(page.timeline.log._text, "Wants a pilot")
    page.timeline.log.save()
    (entry,) = office.store.activities.of_deal(deals[0])
    assert (entry.body, entry.contact_name) == ("Wants a pilot", "Amara Okafor")


def test_a_deleted_deal_says_so(qtbot: QtBot, office: Office, page: DealPage, deals: list[int]) -> None:
    office.services.deals.delete([deals[0]])
    until(lambda: page.gone.isVisible())
    office.services.commands.undo()
    assert page.name.isVisible()
