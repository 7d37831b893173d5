"""A meeting held in the window: notes kept as they are typed, decisions that become tasks, the agenda, presenting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.meetings import AgendaItem, Move, View
from salesdesk.services.meetings import MeetingService
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.profile import ContactProfile
from salesdesk.ui.pages.meetings.deal_table import DealModel
from salesdesk.ui.pages.meetings.decided_card import DecidedCard
from salesdesk.ui.pages.meetings.figures_card import FigureCell, FiguresCard
from salesdesk.ui.pages.meetings.meeting_page import MeetingPage
from salesdesk.ui.pages.meetings.moved_card import MovedCard, MoveTile
from salesdesk.ui.pages.meetings.note_block import DecisionBlock, IconChip, TextBlock
from salesdesk.ui.pages.meetings.note_edit import NoteEdit
from salesdesk.ui.pages.meetings.page import MeetingsPage
from salesdesk.ui.pages.meetings.part_menu import PartMenu
from salesdesk.ui.pages.meetings.presenting import larger
from salesdesk.ui.pages.meetings.start_dialog import StartMeetingDialog
from salesdesk.ui.pages.meetings.templates_dialog import TemplatesDialog
from salesdesk.ui.pages.meetings.topics_card import TopicsCard
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.text import ElidedLabel
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import NOW, Office, until


def meetings_of(office: Office) -> MeetingService:
    area = office.services.area_of(RecordKind.MEETINGS)
    assert isinstance(area, MeetingService)
    return area


@pytest.fixture
def deals(office: Office) -> dict[str, int]:
    """Two owners and three open deals."""
    for name in ("Mia Lind", "Tom Berg"):
        office.services.owners.create(name)
    stage = office.store.pipelines.all()[0].stages[0]
    return {
        title: office.services.deals.create(title, stage.id, amount=amount)[0]
        for title, amount in (
            ("Yard cranes", 2_280_000),
            ("Fleet rollout", 2_400_000),
            ("Kiln export", 770_000),
        )
    }


@pytest.fixture
def number(office: Office, deals: dict[str, int]) -> int:
    return meetings_of(office).start("weekly", NOW.date(), "Pipeline review", people="You, Mia, Nadia Ruiz")[
        0
    ]


@pytest.fixture
def page(qtbot: QtBot, office: Office, number: int) -> MeetingPage:
    made = MeetingPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.open_target(number)
    made.resize(1200, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    until(made.isActiveWindow)
    until(lambda: not office.context.tasks.is_busy)
    made.take_focus()
    return made


def edit_of(page: MeetingPage) -> NoteEdit:
    focus = page.focusWidget()
    assert isinstance(focus, NoteEdit)
    return focus


def type_(page: MeetingPage, text: str) -> None:
    QTest.keyClicks(edit_of(page), text)


def bodies(office: Office, number: int) -> list[str]:
    return [note.body for note in office.store.meetings.notes(number)]


def blocks(page: MeetingPage, kind: type) -> list:
    return [block for block in page.notes.findChildren(kind) if block.isVisible()]


def test_what_is_typed_is_kept_a_moment_later(page: MeetingPage, office: Office, number: int) -> None:
    type_(page, "Granite wants a price")
    until(lambda: bodies(office, number) == ["Granite wants a price"])
    assert len(blocks(page, TextBlock)) == 1
    type_(page, " for three shops")
    until(lambda: bodies(office, number) == ["Granite wants a price for three shops"])
    assert edit_of(page).text() == "Granite wants a price for three shops"


def test_a_press_beside_the_lines_goes_on_with_the_one_being_written(
    page: MeetingPage, office: Office, number: int
) -> None:
    for typed, body in (("Granite", "Granite"), (" wants a price", "Granite wants a price")):
        page.strip.findChildren(QPushButton)[0].setFocus()
        content = page.notes._area.content
        QTest.mouseClick(content, Qt.MouseButton.LeftButton, pos=QPoint(20, content.height() - 20))
        type_(page, typed)
        until(lambda: bodies(office, number) == [body])  # noqa: B023
    assert len(blocks(page, TextBlock)) == 1


def test_what_is_typed_is_kept_when_the_page_is_left(page: MeetingPage, office: Office, number: int) -> None:
    type_(page, "Not lost")
    page.hide()
    assert bodies(office, number) == ["Not lost"]
    page.show()
    assert [block.edit.text() for block in blocks(page, TextBlock)] == ["Not lost"]


def test_enter_begins_the_next_paragraph_and_backspace_takes_it_away(
    page: MeetingPage, office: Office, number: int
) -> None:
    type_(page, "One")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    type_(page, "Two")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    assert bodies(office, number) == ["One", "Two"]
    QTest.keyClick(edit_of(page), Qt.Key.Key_Backspace)
    assert edit_of(page).text() == "Two"
    QTest.keyClick(edit_of(page), Qt.Key.Key_Up)
    assert edit_of(page).text() == "One"


def test_a_line_with_its_mark_becomes_a_task_and_one_undo_takes_it_back(
    page: MeetingPage, office: Office, number: int, deals: dict[str, int]
) -> None:
    meetings_of(office).pick(number, [deals["Yard cranes"]])
    page.take_focus()
    type_(page, "! Mia calls about the cranes by wed")
    block = next(block for block in blocks(page, TextBlock) if block.is_decision)
    assert (block.person.text, block.day.text, block.deal.text) == ("Mia Lind", "Wed 25 Nov", "Yard cranes")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    (made,) = blocks(page, DecisionBlock)
    assert made.title.text() == "Call about the cranes"
    assert edit_of(page).text() == ""
    (note,) = office.store.meetings.notes(number)
    assert note.entry is not None
    assert (note.entry.owner_name, note.entry.due_at, note.entry.deal_title) == (
        "Mia Lind",
        "2026-11-25",
        "Yard cranes",
    )
    office.services.commands.undo()
    assert [note.decided for note in office.store.meetings.notes(number)] in ([], [False])
    assert not blocks(page, DecisionBlock)


def choose(page: MeetingPage, chip: IconChip, text: str) -> None:
    """Press a chip and choose from what it offers."""
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    (menu,) = page.notes.findChildren(PartMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    until(lambda: not page.notes.findChildren(PartMenu))


def test_what_a_line_says_is_corrected_by_its_chips(
    page: MeetingPage, office: Office, number: int, deals: dict[str, int]
) -> None:
    meetings_of(office).pick(number, [deals["Yard cranes"], deals["Kiln export"]])
    page.take_focus()
    type_(page, "! Mia and Tom call about the cranes Monday or Tuesday")
    block = next(block for block in blocks(page, TextBlock) if block.is_decision)
    choose(page, block.person, "Tom Berg")
    choose(page, block.day, "Tue 24 Nov")
    choose(page, block.deal, "Kiln export")
    assert (block.person.text, block.day.text, block.deal.text) == ("Tom Berg", "Tue 24 Nov", "Kiln export")
    assert page.window().focusWidget() is block.edit
    QTest.keyClick(block.edit, Qt.Key.Key_Return)
    until(lambda: bool(blocks(page, DecisionBlock)))
    (note,) = office.store.meetings.notes(number)
    assert note.entry is not None
    assert (note.entry.owner_name, note.entry.due_at, note.entry.deal_title) == (
        "Tom Berg", "2026-11-24", "Kiln export",
    )  # fmt: skip


def test_somebody_who_is_there_and_no_owner_is_asked_about(page: MeetingPage) -> None:
    page.take_focus()
    type_(page, "! Nadia calls about the cranes")
    block = next(block for block in blocks(page, TextBlock) if block.is_decision)
    assert block.person.text == "Nadia Ruiz is no owner: You?"
    choose(page, block.person, "You")
    assert block.person.text == "You"


def test_oneself_is_offered_once(page: MeetingPage, office: Office) -> None:
    if office.store.owners.find("You") is None:
        office.services.owners.create("You")
    page.take_focus()
    type_(page, "! Call about the cranes")
    block = next(block for block in blocks(page, TextBlock) if block.is_decision)
    QTest.mouseClick(block.person, Qt.MouseButton.LeftButton)
    (menu,) = page.notes.findChildren(PartMenu)
    assert [action.text() for action in menu.actions()].count("You") == 1
    menu.close()
    until(lambda: not page.notes.findChildren(PartMenu))


def test_a_decision_that_was_made_is_corrected_by_its_chips(
    page: MeetingPage, office: Office, number: int, deals: dict[str, int]
) -> None:
    meetings_of(office).pick(number, [deals["Yard cranes"]])
    page.take_focus()
    type_(page, "! Mia calls about the cranes by wed")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    (made,) = blocks(page, DecisionBlock)
    choose(page, made.person, "Tom Berg")
    choose(page, made.deal, "No deal")
    QTest.keyClick(made.day, Qt.Key.Key_Return)
    (menu,) = page.notes.findChildren(PartMenu)
    next(action for action in menu.actions() if action.text() == "Another day…").trigger()
    menu.close()
    (dialog,) = page.window().findChildren(Dialog)
    dialog.findChild(DateField).set_value(date(2026, 12, 24))
    dialog.accept()
    (note,) = office.store.meetings.notes(number)
    assert note.entry is not None
    assert (note.entry.owner_name, note.entry.due_at, note.entry.deal_title) == ("Tom Berg", "2026-12-24", "")
    assert note.deal_id is None
    assert (made.person.text, made.deal.text) == ("Tom Berg", "No deal")
    office.services.commands.undo()
    office.services.commands.undo()
    until(lambda: made.deal.text == "Yard cranes")


def test_a_doubt_is_said_and_not_guessed(page: MeetingPage) -> None:
    type_(page, "! Mia and Tom call Monday or Tuesday")
    (block,) = blocks(page, TextBlock)
    assert block.person.text == "Who?"
    assert block.day.text.startswith("No clear day")


def test_names_are_offered_behind_their_signs(page: MeetingPage) -> None:
    edit = edit_of(page)
    type_(page, "! @mi")
    popup = edit._completer.popup() if edit._completer is not None else None
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert edit.text() == "! @Mia Lind "
    type_(page, "#fleet")
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert edit.text() == "! @Mia Lind #Fleet rollout "


def test_a_decision_is_ticked_off_where_it_stands(page: MeetingPage, office: Office, number: int) -> None:
    type_(page, "! send the offer")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    (made,) = blocks(page, DecisionBlock)
    made.check.click()
    note = office.store.meetings.notes(number)[0]
    assert note.entry is not None
    assert note.entry.done_at is not None
    assert blocks(page, DecisionBlock)[0].check.isChecked()


def test_what_somebody_else_writes_appears_and_what_is_typed_stays(
    page: MeetingPage, office: Office, number: int
) -> None:
    type_(page, "Mine")
    meetings_of(office).add_note(number, "Theirs", item="figures")
    texts = [block.edit.text() for block in blocks(page, TextBlock)]
    assert sorted(texts) == ["Mine", "Theirs"]
    assert edit_of(page).text() == "Mine"
    until(lambda: sorted(bodies(office, number)) == ["Mine", "Theirs"])
    assert bodies(office, number) == ["Theirs", "Mine"] or bodies(office, number) == ["Mine", "Theirs"]


def test_the_agenda_is_walked_by_keys(page: MeetingPage) -> None:
    assert page.strip.place == 0
    QTest.keyClick(edit_of(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.strip.place == 1
    assert page.notes.at.item == "figures"
    QTest.keyClick(edit_of(page), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(edit_of(page), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.strip.place == 0


def checks(page: MeetingPage) -> list[str]:
    """The items that are ticked off, as they are heard."""
    buttons = page.strip.findChildren(QPushButton)
    return [one.accessibleName() for one in buttons if one.accessibleName().endswith("done")]


def test_going_to_an_item_ticks_nothing_off(page: MeetingPage, office: Office, number: int) -> None:
    items = page.strip.findChildren(QPushButton)
    QTest.mouseClick(items[3], Qt.MouseButton.LeftButton, pos=items[3].rect().center())
    assert page.strip.place == 3
    assert [one.isChecked() for one in items] == [False, False, False, True, False]
    assert checks(page) == []
    QTest.mouseClick(items[1], Qt.MouseButton.LeftButton, pos=QPoint(10, items[1].height() // 2))
    until(lambda: [item.done for item in meetings_of(office).view(number).meeting.agenda][1])
    assert page.strip.place == 3, "ticking goes nowhere"
    assert checks(page) == ["2 Figures, 10 min, done"]
    QTest.keyClick(items[1], Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    until(lambda: len(checks(page)) == 2)
    cards = dict(page.sections.cards)
    office.services.commands.undo()
    office.services.commands.undo()
    until(lambda: checks(page) == [])
    assert page.sections.cards == cards, "nothing was drawn anew"


def test_another_meeting_begins_at_its_first_item(page: MeetingPage, office: Office) -> None:
    QTest.keyClick(edit_of(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(edit_of(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.strip.place == 2
    second = meetings_of(office).start("weekly", NOW.date() + timedelta(days=7), "The next one")[0]
    page.open_target(second)
    page.refresh()
    items = page.strip.findChildren(QPushButton)
    assert [one.isChecked() for one in items] == [True, False, False, False, False]
    assert page.notes.at.item == page.strip._agenda[0].key


def test_the_time_runs_and_the_figures_are_kept(page: MeetingPage, office: Office, number: int) -> None:
    page.clock.click()
    office.now = NOW + timedelta(minutes=17)
    page.refresh()
    assert page.clock.text() == "17 of 45 min"
    office.now = NOW + timedelta(minutes=50)
    page.clock.click()
    assert page.clock.text() == "took 50 min"
    kept = office.store.meetings.meeting(number).snapshot
    assert kept is not None
    assert kept.value("open") == 2_280_000 + 2_400_000 + 770_000


def test_the_next_meeting_shows_figures_and_decisions_of_this_one(
    page: MeetingPage, office: Office, number: int, deals: dict[str, int]
) -> None:
    figures = page.sections.cards["figures"]
    assert isinstance(figures, FiguresCard)
    assert figures.findChildren(FigureCell)
    type_(page, "! send the offer by 30 Nov")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    page.clock.click()
    page.clock.click()
    office.services.deals.delete([deals["Kiln export"]])
    office.now = NOW + timedelta(days=7)
    second = meetings_of(office).start("weekly", office.now.date(), "Pipeline review")[0]
    page.open_target(second)
    page.refresh()
    until(lambda: not office.context.tasks.is_busy)
    decided = page.sections.cards["decisions"]
    assert isinstance(decided, DecidedCard)
    (tick,) = decided.findChildren(QCheckBox)
    assert tick.accessibleName() == "Done: Send the offer"
    cells = page.sections.cards["figures"].findChildren(FigureCell)
    assert any(cell.accessibleDescription().startswith("−€7,700") for cell in cells)


def test_of_two_meetings_on_one_day_the_time_is_said(page: MeetingPage, office: Office) -> None:
    page.clock.click()
    page.clock.click()
    office.now = NOW + timedelta(hours=2)
    second = meetings_of(office).start("weekly", NOW.date(), "Afternoon")[0]
    page.open_target(second)
    page.refresh()
    until(lambda: not office.context.tasks.is_busy)
    figures, moved = page.sections.cards["figures"], page.sections.cards["moved"]
    assert isinstance(figures, FiguresCard)
    assert isinstance(moved, MovedCard)
    said = (figures._head.note.text(), moved._head.note.text())
    assert all(any(sign.isdigit() for sign in text) and ":" in text for text in said), said
    assert said[1].startswith("since the last meeting today, ")


def test_a_deal_that_is_discussed_is_spoken_of(
    page: MeetingPage, office: Office, number: int, deals: dict[str, int]
) -> None:
    meetings_of(office).pick(number, [deals["Yard cranes"]])
    card = page.sections.cards["discuss"]
    assert isinstance(card, TopicsCard)
    card.spoken_of.emit(meetings_of(office).view(number).topics[0])
    type_(page, "They want three")
    page.notes.flush()
    (note,) = office.store.meetings.notes(number)
    assert note.deal_title == "Yard cranes"
    card.dropped.emit(deals["Yard cranes"])
    assert meetings_of(office).view(number).topics == ()


def test_any_deal_is_put_to_those_to_be_discussed(
    page: MeetingPage, office: Office, number: int, deals: dict[str, int]
) -> None:
    topics = page.sections.cards["discuss"]
    assert isinstance(topics, TopicsCard)
    search = topics.findChild(RecordPicker)
    search.field.setFocus()
    QTest.keyClicks(search.field, "kiln")
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    until(lambda: [one.deal_id for one in meetings_of(office).view(number).topics] == [deals["Kiln export"]])
    assert search.text() == ""


def test_a_first_meeting_is_compared_with_a_day(page: MeetingPage, office: Office) -> None:
    moved = page.sections.cards["moved"]
    assert isinstance(moved, MovedCard)
    field = moved.findChild(DateField)
    assert field.isVisible()
    assert not moved.table.isVisible()
    field.set_value(NOW.date() - timedelta(days=7))
    until(lambda: moved.table.isVisible())
    assert len(moved.table.shown.deals) == 3
    assert moved._head.note.text().startswith("since ")
    office.now = NOW + timedelta(days=7)
    second = meetings_of(office).start("weekly", office.now.date(), "Pipeline review")[0]
    page.open_target(second)
    page.refresh()
    until(lambda: not office.context.tasks.is_busy)
    assert not field.isVisible()
    assert field.value() is None


def test_what_no_rate_converts_stands_beside_what_moved(page: MeetingPage, office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[0]
    office.services.deals.create("Far away", stage.id, amount=2_500_000, currency="JPY")
    page._compare_with(NOW.date() - timedelta(days=7))
    tile = next(one for one in page.findChildren(MoveTile) if one.move_kind is Move.NEW)
    until(lambda: tile.accessibleName().endswith(", €54,500 + ¥2,500,000"))
    assert cut(page) == []


def test_a_meeting_that_goes_while_it_is_shown_leads_back(
    page: MeetingPage, office: Office, number: int
) -> None:
    meetings_of(office).delete([number])
    assert office.asked[-1][0] == "meetings"


def test_the_table_of_deals_is_a_sound_model(office: Office) -> None:
    model = DealModel(office.context.theme)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def cut(page: MeetingPage, *, header: bool = False) -> list[str]:
    """The figures, titles and labels that are not shown whole, those of the header as well where that is asked for."""
    found = []
    places = [page._left, page.strip, page.notes, *([page.header] if header else [])]
    for part in [label for place in places for label in place.findChildren(ElidedLabel)]:
        wide = part.fontMetrics().horizontalAdvance(part.text())
        if part.isVisible() and part.height() and wide > part.width():
            found.append(part.text())
    for item in page.strip.findChildren(QLabel):
        needed = item.heightForWidth(item.width()) if item.wordWrap() else item.sizeHint().height()
        if item.isVisible() and needed > item.height():
            found.append(item.text())
    return found


@pytest.mark.parametrize("size", [(1024, 640), (760, 560), (1440, 900)])
@pytest.mark.parametrize("presented", [False, True])
def test_no_figure_is_cut(
    page: MeetingPage, office: Office, deals: dict[str, int], size: tuple[int, int], presented: bool
) -> None:
    for number in deals.values():
        office.services.deals.change(number, amount=123_456_789_012)
    type_(page, "! Mia asks two suppliers about repairs of the oldest units by wed")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    page._compare_with(NOW.date() - timedelta(days=7))
    page.window().resize(*size)
    if presented:
        page.present()
    until(lambda: not office.context.tasks.is_busy)
    until(lambda: page.findChild(MoveTile).isVisible())
    page.window().grab()  # laid out to the end
    until(lambda: not office.context.tasks.is_busy)
    QTest.qWait(50)
    assert cut(page) == []
    block = page.notes.findChild(DecisionBlock)
    assert block.height() >= block.heightForWidth(block.width())
    assert page._left.content.width() <= page._left.viewport().width()
    if presented:
        page.present()


@pytest.mark.parametrize(
    ("size", "presented"),
    [
        ((936, 580), False),
        ((1072, 660), False),
        ((1232, 840), False),
        ((1024, 640), True),
        ((1280, 720), True),
        ((1440, 900), True),
    ],
)
def test_nothing_of_a_meeting_is_cut(
    page: MeetingPage, office: Office, deals: dict[str, int], size: tuple[int, int], presented: bool
) -> None:
    """Millions in two currencies of which one has no rate, long titles on the agenda, in the room that windows of 1024, 1280
    and 1440 pixels leave; a page that is presented has all of it."""
    for place, number in enumerate(deals.values()):
        currency = "USD" if place % 2 else "EUR"
        office.services.deals.change(number, amount=1_234_567_890_12, currency=currency)
    meetings = meetings_of(office)
    view = meetings.view(page.acts.meeting.id)  # type: ignore[union-attr]
    long = "Figures of the quarter against those of last time, for everybody who was not there, and why they differ"
    agenda = [replace(item, title=long) if item.key == "figures" else item for item in view.meeting.agenda]
    meetings.set_agenda(view.meeting.id, [*agenda, AgendaItem("report", View.REPORT, 10, what="pipeline")])
    meetings.pick(view.meeting.id, deals.values())
    type_(page, "! Mia asks two suppliers about repairs of the oldest units by wed")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    page.window().resize(*size)
    if presented:
        page.present()
    until(lambda: not office.context.tasks.is_busy)
    until(lambda: cut(page, header=True) == [])
    assert page._left.content.width() <= page._left.viewport().width()
    if presented:
        page.present()


def test_presenting_is_larger_and_escape_leaves(page: MeetingPage) -> None:
    page.present()
    assert page.styleSheet()
    QTest.keyClick(edit_of(page), Qt.Key.Key_Escape)
    assert not page.styleSheet()
    assert larger("a { border: 1px; padding: 10px; border-radius: 8px }").endswith(
        "a { border: 1px; padding: 15px; border-radius: 8px }"
    )


def test_an_edited_pack_is_replaced_after_a_question(
    page: MeetingPage, office: Office, tmp_path: Path
) -> None:
    page.acts.make_pack(tmp_path)
    until(lambda: not office.context.tasks.is_busy)
    (workbook,) = tmp_path.glob("*.xlsx")
    page.acts.make_pack(tmp_path)  # nobody edited it
    until(lambda: not office.context.tasks.is_busy)
    book = openpyxl.load_workbook(workbook)
    book.save(workbook)
    kept = workbook.read_bytes()
    page.acts.make_pack(tmp_path)
    until(lambda: page.window().findChild(Dialog) is not None)
    question = page.window().findChild(Dialog)
    assert question is not None
    assert workbook.read_bytes() == kept
    replace = next(one for one in question.findChildren(QPushButton) if one.text() == "Replace")
    replace.click()
    until(lambda: not office.context.tasks.is_busy and workbook.read_bytes() != kept)


def test_a_meeting_is_started_from_the_list(qtbot: QtBot, office: Office, deals: dict[str, int]) -> None:
    page = MeetingsPage(office.context)
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1232, 780)
    page.show()
    qtbot.waitExposed(page)
    next(b for b in page.nothing.findChildren(QPushButton) if b.text() == "Start a meeting").click()
    dialog = next(d for d in page.window().findChildren(StartMeetingDialog))
    qtbot.waitExposed(dialog)
    QTest.keyClick(dialog._name.editor, Qt.Key.Key_Return)
    until(lambda: bool(office.asked))
    assert office.asked[-1][0] == "meeting"
    made = office.store.meetings.meeting(office.asked[-1][1])  # type: ignore[arg-type]
    assert made.started_at is None
    assert office.said[-1] == "Meeting made. Its time runs once it is started"
    assert office.store.list_of(RecordKind.MEETINGS).count() == 1


def test_a_kind_of_meeting_is_changed(qtbot: QtBot, office: Office) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    dialog = TemplatesDialog(host, office.context)
    dialog.open()
    dialog._starts.editor.setText("9:00")  # type: ignore[attr-defined]
    dialog._agenda._append()
    dialog._save()
    weekly = next(one for one in meetings_of(office).templates.all() if one.code == "weekly")
    assert (weekly.starts, len(weekly.agenda), weekly.name) == ("09:00", 6, "")


def test_a_meeting_about_somebody_starts_from_their_page(qtbot: QtBot, office: Office) -> None:
    anna = office.person("Anna Stern", company="Nordwind")
    page = ContactPage(office.context)
    qtbot.addWidget(page)
    page.open_target(anna)
    page.show()
    qtbot.waitExposed(page)
    record = office.store.contacts.get(anna)
    actions = dict(ContactProfile(office.context, page.window).actions(record))
    actions["Meeting about this person…"]()
    dialog = next(d for d in page.window().findChildren(StartMeetingDialog))
    qtbot.waitExposed(dialog)
    QTest.keyClick(dialog._name.editor, Qt.Key.Key_Return)
    until(lambda: bool(office.asked))
    (number,) = office.store.list_of(RecordKind.MEETINGS).ids().tolist()
    meeting = office.store.meetings.meeting(number)
    assert (meeting.template, meeting.about_name) == ("customer", "Anna Stern")


def test_every_control_of_a_meeting_has_a_name(
    page: MeetingPage, office: Office, deals: dict[str, int]
) -> None:
    meetings_of(office).pick(page._number or 0, list(deals.values()))
    type_(page, "! send the offer")
    QTest.keyClick(edit_of(page), Qt.Key.Key_Return)
    assert_all_named(page)
