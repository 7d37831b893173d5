"""The field that finds a contact or company while typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.ui.pages.record_picker import RecordPicker
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


def _picker(qtbot: QtBot, office: Office, kind: RecordKind, record: int | None = None) -> RecordPicker:
    picker = RecordPicker(office.context, kind, record)
    qtbot.addWidget(picker)
    picker.show()
    qtbot.waitExposed(picker)
    picker.field.setFocus()
    assert_all_named(picker)
    return picker


def test_typing_finds_and_enter_takes_the_first_match(qtbot: QtBot, office: Office) -> None:
    office.person("Jonas Lindqvist", company="Fjord Coffee")
    amara = office.person("Amara Okafor", company="Nordwind Logistics", job_title="Head of Ops")
    picker = _picker(qtbot, office, RecordKind.CONTACTS)
    heard: list[bool] = []
    picker.changed.connect(lambda: heard.append(True))
    qtbot.keyClicks(picker.field, "oka")
    assert picker.record_id() is None
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.record_id() == amara
    assert picker.field.text() == "Amara Okafor"
    assert heard == [True]


def test_open_deals_are_offered_before_closed_ones(qtbot: QtBot, office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id
    numbers = {
        title: office.services.deals.create(title, stage)[0] for title in ("Crane A", "Crane B", "Crane C")
    }
    office.services.deals.win(numbers["Crane A"])
    picker = _picker(qtbot, office, RecordKind.DEALS)
    qtbot.keyClicks(picker.field, "Crane")
    offered = [picker._found.item(row).text() for row in range(picker._found.rowCount())]
    assert [text[:7] for text in offered] == ["Crane B", "Crane C", "Crane A"]
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.record_id() == numbers["Crane B"]


def test_the_arrow_keys_choose_among_several(qtbot: QtBot, office: Office) -> None:
    office.person("Anna Berg")
    second = office.person("Anna Wolf")
    picker = _picker(qtbot, office, RecordKind.CONTACTS)
    qtbot.keyClicks(picker.field, "anna")
    popup = picker._popup
    assert popup.isVisible()
    assert popup.model().rowCount() == 2
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert picker.record_id() == second, "names that begin so stand in their order"
    assert not popup.isVisible()


def test_a_company_is_found_by_its_name(qtbot: QtBot, office: Office) -> None:
    office.person("Amara Okafor", company="Nordwind Logistics")
    company = office.store.companies.ids()[0]
    picker = _picker(qtbot, office, RecordKind.COMPANIES)
    qtbot.keyClicks(picker.field, "nord")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.record_id() == company
    assert picker.field.text() == "Nordwind Logistics"


def test_text_that_was_not_chosen_goes_back_and_an_emptied_field_means_none(
    qtbot: QtBot, office: Office
) -> None:
    amara = office.person("Amara Okafor")
    picker = _picker(qtbot, office, RecordKind.CONTACTS, amara)
    assert picker.field.text() == "Amara Okafor"
    qtbot.keyClicks(picker.field, " xyz")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.record_id() == amara
    assert picker.field.text() == "Amara Okafor"
    picker.field.selectAll()
    qtbot.keyClick(picker.field, Qt.Key.Key_Delete)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.record_id() is None


def test_what_clears_it_stands_in_the_middle_of_the_field(
    qtbot: QtBot, office: Office, qapp: QApplication
) -> None:
    office.context.theme.apply(qapp, "light")
    picker = _picker(qtbot, office, RecordKind.CONTACTS, office.person("Amara Okafor"))
    cross = picker.field.findChild(QToolButton)
    assert cross is not None
    assert abs(cross.geometry().center().y() - picker.field.rect().center().y()) <= 1
    assert picker.field.rect().contains(cross.geometry())


def test_escape_puts_the_name_back_and_clear_empties(qtbot: QtBot, office: Office) -> None:
    amara = office.person("Amara Okafor")
    picker = _picker(qtbot, office, RecordKind.CONTACTS, amara)
    qtbot.keyClicks(picker.field, "zzz")
    qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.field.text() == "Amara Okafor"
    picker._clear.trigger()
    assert picker.record_id() is None
    assert picker.field.text() == ""


def test_a_record_that_is_gone_shows_nothing(qtbot: QtBot, office: Office) -> None:
    picker = _picker(qtbot, office, RecordKind.CONTACTS, 4711)
    assert picker.record_id() is None
    assert picker.field.text() == ""


def test_down_and_enter_choose_the_only_match(qtbot: QtBot, office: Office) -> None:
    office.person("Jonas Lindqvist")
    ursina = office.person("Ursina Weiss")
    picker = _picker(qtbot, office, RecordKind.CONTACTS)
    qtbot.keyClicks(picker.field, "ursi")
    popup = picker._popup
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    assert popup.currentIndex().row() == 0, "the choice stays on the only one"
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert picker.record_id() == ursina


def test_the_arrow_keys_do_not_leave_the_list(qtbot: QtBot, office: Office) -> None:
    first = office.person("Anna Berg")
    office.person("Anna Wolf")
    picker = _picker(qtbot, office, RecordKind.CONTACTS)
    qtbot.keyClicks(picker.field, "anna")
    popup = picker._popup
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(popup, key)
        assert popup.currentIndex().isValid()
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert picker.record_id() == first
