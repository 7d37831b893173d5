"""Two windows on one file change the same record: both values are shown, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from salesdesk.domain.changes import ChangeSet
from salesdesk.ui.dialogs.conflict import ConflictDialog
from salesdesk.ui.models.record_table_model import TypedRole
from salesdesk.ui.other_writers import OtherWriters
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.dialogs import edit_contact
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.records.record_form import RecordForm
from salesdesk.ui.widgets.conflict_cell import Side
from salesdesk.ui.widgets.three_way_table import ThreeWayTable
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office, open_office, until


@dataclass
class Window:
    """One person's whole window."""

    office: Office
    workspace: Workspace
    others: OtherWriters

    @property
    def widget(self) -> QWidget:
        return self.workspace.window

    def list(self) -> ContactsPage:
        self.workspace.window.show_page("contacts")
        page = self.workspace.window.page("contacts")
        assert isinstance(page, ContactsPage)
        # An editor opened before the numbers of all rows are there is ended when they come.
        until(lambda: not self.office.context.tasks.is_busy)
        return page

    def stored(self, contact: int, key: str) -> object:
        return self.office.store.contacts.page([contact], [key])[contact][key]


def _window(qtbot: QtBot, office: Office) -> Window:
    workspace = Workspace(office.context)
    workspace.window.show_page("contacts")
    qtbot.addWidget(workspace.window)
    workspace.window.resize(1280, 800)
    workspace.window.show()
    qtbot.waitExposed(workspace.window)
    return Window(office, workspace, OtherWriters(office.store, office.context.tasks))


@pytest.fixture
def anna(qtbot: QtBot, office: Office) -> Iterator[Window]:
    office.person("Amara Okafor", city="Lagos", email="amara@nordwind.eu")
    window = _window(qtbot, office)
    yield window
    window.others.close()


@pytest.fixture
def bert(qapp: QApplication, qtbot: QtBot, tmp_path: Path, anna: Window) -> Iterator[Window]:
    office = open_office(tmp_path)
    office.store.actor = "Bert"
    window = _window(qtbot, office)
    yield window
    window.others.close()
    office.close()


def open_cell(page: ContactsPage, contact: int, key: str) -> QLineEdit:
    index = page.model.index(page.model.row_of(contact), page.model.column_of(key))
    page.table.setCurrentIndex(index)
    page.table.edit(index)
    return next(editor for editor in page.table.viewport().findChildren(QLineEdit) if editor.isVisible())


def type_over(qtbot: QtBot, editor: QLineEdit, text: str) -> None:
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def enter(qtbot: QtBot, editor: QLineEdit) -> None:
    """Press Enter, which a cell acts upon in the next turn of the event loop."""
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(editor) or not editor.isVisible())


def hear(qtbot: QtBot, window: Window) -> None:
    """The window notices what the other one wrote, as it does every second."""
    heard: list[ChangeSet] = []
    window.office.context.notifier.changed.connect(heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    window.office.context.notifier.changed.disconnect(heard.append)


def question(widget: QWidget) -> ConflictDialog:
    """The question on screen; it comes once the list has been read anew, which the worker does after other work."""
    until(lambda: asked(widget))
    return next(one for one in widget.window().findChildren(ConflictDialog) if one.isVisible())


def asked(widget: QWidget) -> bool:
    return any(one.isVisible() for one in widget.window().findChildren(ConflictDialog))


def press(dialog: QWidget, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def texts(dialog: ConflictDialog) -> list[list[str]]:
    from PySide6.QtWidgets import QLabel

    return [[one.text() for one in cell.findChildren(QLabel) if one.text()] for cell in dialog.cells]


@pytest.mark.parametrize(("side", "stays"), [(Side.OURS, "Kano"), (Side.THEIRS, "Abuja")])
def test_two_windows_type_into_one_cell(
    side: Side, stays: str, qtbot: QtBot, anna: Window, bert: Window
) -> None:
    contact = anna.office.find("Amara Okafor")
    mine, other = anna.list(), bert.list()
    editor = open_cell(mine, contact, "city")
    type_over(qtbot, editor, "Kano")
    typed = open_cell(other, contact, "city")
    type_over(qtbot, typed, "Abuja")
    enter(qtbot, typed)
    hear(qtbot, anna)
    assert editor.text() == "Kano", "what is being typed stays while the page is refreshed"
    enter(qtbot, editor)
    dialog = question(mine)
    assert texts(dialog) == [
        ["City", "was: Lagos", "Kano", "You, now", "Abuja", f"Bert, {_moment(anna)}"],
    ]
    assert anna.stored(contact, "city") == "Abuja"
    at = mine.model.index(mine.model.row_of(contact), mine.model.column_of("city"))
    assert at.data() == "Kano"
    assert at.data(TypedRole).is_refused
    dialog.cells[0].choose(side)
    press(dialog, "Save")
    assert anna.stored(contact, "city") == stays
    assert at.data() == stays
    assert at.data(TypedRole) is None
    hear(qtbot, bert) if side is Side.OURS else None
    assert other.model.record(other.model.row_of(contact))["city"] == stays


def _moment(window: Window) -> str:
    from datetime import date

    from salesdesk.ui.value_texts import day_text, time_text

    now, today = window.office.store.now(), date.fromisoformat(window.office.store.today())
    return f"{day_text(now, today)} {time_text(now)}"


def test_cancelling_the_question_leaves_what_was_typed_to_be_tried_again(
    qtbot: QtBot, anna: Window, bert: Window
) -> None:
    contact, page = anna.office.find("Amara Okafor"), anna.list()
    editor = open_cell(page, contact, "city")
    type_over(qtbot, editor, "Kano")
    bert.office.services.contacts.edit(contact, "city", "Abuja")
    enter(qtbot, editor)
    press(question(page), "Cancel")
    qtbot.waitUntil(lambda: not asked(page))
    again = open_cell(page, contact, "city")
    assert again.text() == "Kano"
    enter(qtbot, again)
    press(question(page), "Save")
    assert anna.stored(contact, "city") == "Kano"


def test_another_cell_of_the_record_is_no_question(qtbot: QtBot, anna: Window, bert: Window) -> None:
    contact, page = anna.office.find("Amara Okafor"), anna.list()
    editor = open_cell(page, contact, "city")
    type_over(qtbot, editor, "Kano")
    bert.office.services.contacts.edit(contact, "job_title", "CTO")
    enter(qtbot, editor)
    assert not asked(page)
    assert (anna.stored(contact, "city"), anna.stored(contact, "job_title")) == ("Kano", "CTO")


@pytest.mark.parametrize(("side", "city"), [(Side.OURS, "Kano"), (Side.THEIRS, None)])
def test_a_cell_of_a_record_somebody_deleted(
    side: Side, city: str | None, qtbot: QtBot, anna: Window, bert: Window
) -> None:
    contact, page = anna.office.find("Amara Okafor"), anna.list()
    editor = open_cell(page, contact, "city")
    type_over(qtbot, editor, "Kano")
    bert.office.services.contacts.delete([contact])
    hear(qtbot, anna)
    assert editor.text() == "Kano"
    enter(qtbot, editor)
    dialog = question(page)
    assert texts(dialog)[0][0] == "Amara Okafor"
    dialog.cells[0].choose(side)
    press(dialog, "Save")
    record = anna.office.store.contacts.get(contact)
    assert (record.deleted_at is None) == (side is Side.OURS)
    assert record.values["city"] == (city or "Lagos")


def test_pasted_cells_are_asked_about_together(qtbot: QtBot, anna: Window, bert: Window) -> None:
    people = [anna.office.find("Amara Okafor"), *(anna.office.person(f"B{n} Person") for n in range(3))]
    page = anna.list()
    page.refresh()
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("job_title")))
    QApplication.clipboard().setText("\n".join(f"Rank {n}" for n in range(4)))
    order = list(page.model.ids)
    for contact in order:
        page.model.record(page.model.row_of(contact))
    for contact in order[1:3]:
        bert.office.services.contacts.edit(contact, "job_title", "CTO")
    page.cells.paste()
    dialog = question(page)
    assert len(dialog.cells) == 2
    press(dialog, "All theirs")
    dialog.cells[0].choose(Side.OURS)
    press(dialog, "Save")
    assert [anna.stored(contact, "job_title") for contact in order] == ["Rank 0", "Rank 1", "CTO", "Rank 3"]
    assert sorted(order) == sorted(people)


def test_a_field_of_the_record_page_keeps_what_is_typed_and_asks(
    qtbot: QtBot, anna: Window, bert: Window
) -> None:
    contact = anna.office.find("Amara Okafor")
    anna.workspace.window.show_page("contact", contact)
    page = anna.workspace.window.page("contact")
    assert isinstance(page, ContactPage)
    email = f"email:{anna.office.store.contacts.emails(contact)[0].id}"
    page.fields.start(email)
    editor = page.fields.value_of(email).findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    type_over(qtbot, editor, "a.okafor@nordwind.eu")
    bert.office.services.contacts.edit(contact, "email", "okafor@nordwind.eu")
    hear(qtbot, anna)
    assert editor.text() == "a.okafor@nordwind.eu"
    enter(qtbot, editor)
    dialog = question(page)
    assert texts(dialog)[0][2::2] == ["a.okafor@nordwind.eu", "okafor@nordwind.eu"]
    press(dialog, "Save")
    assert anna.stored(contact, "email") == "a.okafor@nordwind.eu"


def test_an_editor_opens_over_what_is_stored_by_then(qtbot: QtBot, anna: Window, bert: Window) -> None:
    """Not over what the page showed within the second it takes to notice: that would be asked about for nothing."""
    contact = anna.office.find("Amara Okafor")
    anna.workspace.window.show_page("contact", contact)
    page = anna.workspace.window.page("contact")
    assert isinstance(page, ContactPage)
    bert.office.services.contacts.edit(contact, "job_title", "CTO")
    page.fields.start("job_title")
    editor = page.fields.value_of("job_title").findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "CTO"


def test_a_field_of_a_record_somebody_deleted_keeps_its_editor(
    qtbot: QtBot, anna: Window, bert: Window
) -> None:
    contact = anna.office.find("Amara Okafor")
    anna.workspace.window.show_page("contact", contact)
    page = anna.workspace.window.page("contact")
    assert isinstance(page, ContactPage)
    page.fields.start("job_title")
    editor = page.fields.value_of("job_title").findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    type_over(qtbot, editor, "Chair")
    bert.office.services.contacts.delete([contact])
    hear(qtbot, anna)
    assert editor.isVisible()
    enter(qtbot, editor)
    dialog = question(page)
    dialog.cells[0].choose(Side.THEIRS)
    press(dialog, "Save")
    assert page.gone.isVisible()
    assert anna.office.store.contacts.get(contact).deleted_at is not None


def test_a_form_asks_about_the_fields_that_both_changed(qtbot: QtBot, anna: Window, bert: Window) -> None:
    contact = anna.office.find("Amara Okafor")
    edit_contact(anna.widget, anna.office.context, anna.office.store.contacts.get(contact))
    form = next(f for f in anna.widget.findChildren(RecordForm) if f.isVisible())
    bert.office.services.contacts.update(
        contact, {"city": "Abuja", "job_title": "CTO", "notes": "Met at the fair"}
    )
    form.fill({"city": "Kano", "job_title": "Chair", "department": "Board"})
    press(form, "Save")
    dialog = question(form)
    assert [cell[0] for cell in texts(dialog)] == ["City", "Job title"] or len(dialog.cells) == 2
    for cell in dialog.cells:
        cell.choose(Side.THEIRS if cell.accessibleName() == "City" else Side.OURS)
    press(dialog, "Save")
    record = anna.office.store.contacts.get(contact)
    assert {key: record.values[key] for key in ("city", "job_title", "notes", "department")} == {
        "city": "Abuja",
        "job_title": "Chair",
        "notes": "Met at the fair",
        "department": "Board",
    }


def test_many_fields_are_asked_about_in_one_table(qtbot: QtBot, anna: Window, bert: Window) -> None:
    contact = anna.office.find("Amara Okafor")
    edit_contact(anna.widget, anna.office.context, anna.office.store.contacts.get(contact))
    form = next(f for f in anna.widget.findChildren(RecordForm) if f.isVisible())
    ours = {
        "city": "Kano",
        "job_title": "Chair",
        "department": "Board",
        "street": "Hill 1",
        "postal_code": "80331",
    }
    theirs = {
        "city": "Abuja",
        "job_title": "CTO",
        "department": "IT",
        "street": "Lane 2",
        "postal_code": "10115",
    }
    bert.office.services.contacts.update(contact, theirs)
    form.fill(ours)
    press(form, "Save")
    dialog = question(form)
    assert dialog.cells == []
    [table] = dialog.findChildren(ThreeWayTable)
    rows = [table.rows.record(place) for place in range(table.rows.rowCount())]
    city = next(row for row in rows if row.field == "City")
    assert (city.before, city.ours, city.theirs.partition(" · ")[0]) == ("Lagos", "Kano", "Abuja")
    assert {row.verdict.text for row in rows} == {"keep yours"}
    assert dialog.focusWidget() is table
    place = rows.index(city)
    table.select_id(place)
    qtbot.keyClick(table, Qt.Key.Key_T)
    assert table.rows.record(place).verdict.text == "take theirs"
    for _ in range(2):  # there and back
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    press(dialog, "Save")
    record = anna.office.store.contacts.get(contact)
    assert {key: record.values[key] for key in ours} == {**ours, "city": "Abuja"}


@pytest.mark.parametrize(("words", "kept"), [("All yours", "Chair"), ("All theirs", "CTO")])
def test_many_fields_are_answered_alike_by_one_press(
    qtbot: QtBot, anna: Window, bert: Window, words: str, kept: str
) -> None:
    contact = anna.office.find("Amara Okafor")
    edit_contact(anna.widget, anna.office.context, anna.office.store.contacts.get(contact))
    form = next(f for f in anna.widget.findChildren(RecordForm) if f.isVisible())
    bert.office.services.contacts.update(
        contact, {"city": "Abuja", "job_title": "CTO", "department": "IT", "street": "Lane 2"}
    )
    form.fill({"city": "Kano", "job_title": "Chair", "department": "Board", "street": "Hill 1"})
    press(form, "Save")
    dialog = question(form)
    press(dialog, words)
    press(dialog, "Save")
    assert anna.office.store.contacts.get(contact).values["job_title"] == kept


def test_the_dialog_of_a_deal_asks_about_an_amount_once(qtbot: QtBot, anna: Window, bert: Window) -> None:
    stage = anna.office.store.pipelines.all()[0].stages[0].id
    deal, _ = anna.office.services.deals.create("Fleet", stage, amount=100_000)
    dialog = DealDialog(anna.widget, anna.office.context, anna.office.store.deals.get(deal))
    dialog.open()
    bert.office.services.deals.change(deal, amount=200_000, notes="Call back")
    dialog._amount.editor.setText("3,000")  # type: ignore[attr-defined]
    press(dialog, "Save")
    found = question(dialog)
    assert [cell.accessibleName() for cell in found.cells] == ["Amount"]
    found.cells[0].choose(Side.THEIRS)
    press(found, "Save")
    kept = anna.office.store.deals.get(deal)
    assert (kept.amount, kept.notes) == (200_000, "Call back")


def test_a_press_on_a_value_chooses_it(qtbot: QtBot, anna: Window, bert: Window) -> None:
    contact, page = anna.office.find("Amara Okafor"), anna.list()
    editor = open_cell(page, contact, "city")
    type_over(qtbot, editor, "Kano")
    bert.office.services.contacts.edit(contact, "city", "Abuja")
    enter(qtbot, editor)
    cell = question(page).cells[0]
    assert cell.side is Side.OURS
    theirs = next(one for one in cell.findChildren(QWidget) if getattr(one, "text", _none)() == "Abuja")
    qtbot.mouseClick(theirs, Qt.MouseButton.LeftButton)
    assert cell.side is Side.THEIRS
    press(question(page), "Save")
    assert anna.stored(contact, "city") == "Abuja"


def _none() -> str:
    return ""
