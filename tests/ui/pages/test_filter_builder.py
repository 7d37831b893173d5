"""The filter builder: lines and groups make the filter of the list, with the rows each of them leaves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, filter_text, parse_filter
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.builder.lines import FilterLine, RowsLeft
from salesdesk.ui.lists.builder.panel import FilterBuilder
from salesdesk.ui.lists.builder.values import ValuesButton
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.lists.popups import ValuesPopup
from salesdesk.ui.pages.contacts.page import ContactsPage
from tests.ui.pages.office import Office, until


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> ContactsPage:
    """The list of four people."""
    made: dict[str, int] = {}
    for name, stage, city in (
        ("Anna", "Lead", "Hamburg"),
        ("Bert", "Lead", "Kiel"),
        ("Carla", "Customer", "Hamburg"),
        ("Dora", "MQL", "Bonn"),
    ):
        made[name] = office.person(name, lifecycle_stage=stage, city=city)
    for _ in range(2):
        office.services.activities.log(ActivityKind.CALL, Subject(made["Bert"]), outcome="No answer")
    office.services.activities.log(ActivityKind.CALL, Subject(made["Anna"]), outcome="Reached")
    page = ContactsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1200, 760)
    page.open_target(Filter())
    page.refresh()
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.table.setFocus()
    return page


def builder_of(page: ContactsPage) -> FilterBuilder:
    found = page.builder.builder
    assert found is not None
    return found


def names(page: ContactsPage) -> list[str]:
    at = page.model.column_of("full_name")
    return [page.model.index(row, at).data() for row in range(page.model.rowCount())]


def numbers(page: ContactsPage) -> list[str]:
    """The rows left beside every line and group from the top, once all are counted."""
    builder = builder_of(page)
    places = sorted(
        builder.findChildren(RowsLeft), key=lambda one: one.mapTo(builder, one.rect().topLeft()).y()
    )
    until(lambda: not page.context.tasks.is_busy and not any(place.property("stale") for place in places))
    return [place.text() for place in places]


def show(page: ContactsPage, text: str) -> FilterBuilder:
    """Open the builder over a filter."""
    page.open_target(parse_filter(text, filter_fields(RecordKind.CONTACTS)))
    page.refresh()
    page.builder.toggle()
    return builder_of(page)


def type_into(box: QWidget, text: str) -> None:
    box.setFocus()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_f_opens_and_closes_it_and_escape_closes_it_too(page: ContactsPage) -> None:
    assert page.filters.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_F)
    assert builder_of(page).isVisible()
    assert not page.filters.isVisible()
    builder_of(page)._more.setFocus()
    QTest.keyClick(builder_of(page)._more, Qt.Key.Key_F)
    assert page.builder.builder is None
    assert page.filters.isVisible()
    page.builder.toggle()
    QTest.keyClick(builder_of(page)._join, Qt.Key.Key_Escape)
    assert page.builder.builder is None
    assert page.table.hasFocus()


def test_a_letter_typed_into_a_field_is_text(page: ContactsPage) -> None:
    page.filters.text.setFocus()
    QTest.keyClick(page.filters.text, Qt.Key.Key_F)
    assert page.filters.text.text() == "f"
    assert page.builder.builder is None


def test_each_line_says_how_many_rows_it_leaves(page: ContactsPage) -> None:
    show(page, 'stage:lead,customer (city:Hamburg or activities[kind:call outcome:"not reached" at:30d]>=2)')
    assert numbers(page) == ["3", "3", "2", "1"]
    assert names(page) == ["Anna", "Bert", "Carla"]


def test_rows_left_where_any_line_is_enough_are_each_lines_own(page: ContactsPage) -> None:
    builder = show(page, "stage:lead or city:Bonn or (city:Hamburg stage:customer)")
    assert builder._join.currentText() == "any"
    assert numbers(page) == ["2", "1", "1", "2", "1"]


def test_the_list_follows_a_line_that_is_filled_by_keyboard(page: ContactsPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_F)
    builder = builder_of(page)
    line = builder.lines.items[0]
    assert isinstance(line, FilterLine)
    assert line.field.hasFocus()
    type_into(line.field, "city")
    assert line.field.currentText() == "City"
    box = next(one for one in line._editor.findChildren(QComboBox) if one.isVisible())
    box.setCurrentIndex(box.findText("is"))
    edit = next(
        one
        for one in line._editor.findChildren(QLineEdit)
        if one.isVisible() and one.accessibleName() == "Value"
    )
    QTest.keyClicks(edit, "Hamburg, Kiel")
    assert len(names(page)) == 4  # not at once: the list follows when typing pauses
    until(lambda: names(page) == ["Anna", "Bert", "Carla"])
    assert numbers(page) == ["3"]


def test_an_incomplete_line_is_left_out_and_marked(page: ContactsPage) -> None:
    builder = show(page, "stage:lead")
    builder.add_line()
    until(lambda: numbers(page) == ["2", ""])
    line = builder.lines.items[1]
    assert isinstance(line, FilterLine)
    assert line._editor.property("incomplete")
    assert names(page) == ["Anna", "Bert"]
    button = next(one for one in line.findChildren(ValuesButton) if one.isVisible())
    button.click()
    popup = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ValuesPopup) and w.isVisible())
    chosen = popup.findChild(QListWidget)
    assert chosen is not None
    chosen.item(0).setCheckState(Qt.CheckState.Checked)
    popup.close()
    assert not line._editor.property("incomplete")
    until(lambda: page.filters.filter == builder.filter and len(builder.filter.parts) == 2)


def test_relative_days_say_what_they_mean_today(page: ContactsPage) -> None:
    builder = show(page, 'last_contact<"14 days ago"')
    hints = [one.text() for one in builder.findChildren(QLabel) if "moves with the day" in one.text()]
    assert hints == ["before 9 Nov, moves with the day"]


def test_what_is_built_is_what_was_written(page: ContactsPage, office: Office) -> None:
    office.services.custom_fields.create("contact", "Interesse", CustomType.TEXT)
    office.services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    for text in (
        "lifecycle_stage:lead,customer -city:Bonn",
        "lifecycle_stage:lead (city:Hamburg or city:Kiel)",
        "(lifecycle_stage:lead or city:Bonn)",
        'last_contacted_at<"14 days ago" next_step_at:"next 7 days" birthday:"next 30 days"',
        'birthday:12,03 created_at:--05 created_at:"last 7 days of any year"',
        'custom.interesse~"Schiff" custom.size>=3 -custom.size:?',
        'activities[kind:call outcome:"not reached" happened_at:30d]>=2 activities[kind:meeting]<1',
        'campaigns[campaign:"Fair" response:clicked,replied]>=1 -campaigns[]>=1',
        "deals[stage_kind:open deal_value>=5000]>=1 open_deals>=2",
        "-(city:Wien or country:AT) (tags:a (city:B or city:C))",
        "activities[kind:call or kind:demo]>=3",
        'id:#1,#2,#3,#4 ("noten" or -("fax"))',
    ):
        wanted = parse_filter(text, filter_fields(RecordKind.CONTACTS))
        builder = show(page, text)
        assert builder.filter == wanted, text
        builder._turn.click()
        assert parse_filter(builder._words.text(), filter_fields(RecordKind.CONTACTS)) == wanted, text
        page.builder.toggle()


def test_words_become_lines_and_a_fault_is_said(page: ContactsPage) -> None:
    builder = show(page, "stage:lead")
    builder._turn.click()
    builder._words.clear()
    type_into(builder._words, "city:Hamburg (stage:lead or")
    assert builder._words.property("invalid")
    assert names(page) == ["Anna", "Bert"]
    builder._words.clear()
    type_into(builder._words, "city:Hamburg or stage:mql")
    assert not builder._words.property("invalid")
    assert builder._join.currentText() == "any"
    assert names(page) == ["Anna", "Carla", "Dora"]
    assert filter_text(page.filters.filter) == "(city:Hamburg or lifecycle_stage:marketing_qualified)"


def test_lines_move_and_go_by_keyboard(page: ContactsPage) -> None:
    builder = show(page, "stage:lead city:Hamburg")
    second = builder.lines.items[1]
    assert isinstance(second, FilterLine)
    QTest.keyClick(second, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert builder.lines.items[0] is second
    until(lambda: numbers(page) == ["2", "1"])
    builder.clear()
    until(lambda: len(names(page)) == 4)
    assert builder.filter.is_empty


def test_use_as_list_keeps_exactly_these(page: ContactsPage, office: Office) -> None:
    builder = show(page, "stage:lead")
    builder.list_requested.emit()
    asking = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    edit = asking.findChild(QLineEdit)
    assert edit is not None
    edit.setText("Two leads")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    until(lambda: bool(office.store.saved_views.all()))
    kept = office.store.saved_views.all()[0]
    office.person("Emil", lifecycle_stage="Lead")
    assert len(office.store.contacts.ids(kept.filter)) == 2
    assert office.asked == [("contacts", kept.id)]


def test_counts_follow_what_changes_elsewhere(page: ContactsPage, office: Office) -> None:
    show(page, "stage:lead")
    assert numbers(page) == ["2"]
    office.person("Emil", lifecycle_stage="Lead")
    until(lambda: numbers(page) == ["3"])


def test_a_view_that_is_opened_is_shown_in_lines(page: ContactsPage) -> None:
    builder = show(page, "stage:lead")
    page.open_target(parse_filter("city:Hamburg", filter_fields(RecordKind.CONTACTS)))
    page.refresh()
    assert filter_text(builder.filter) == "city:Hamburg"


def test_a_filter_with_a_line_that_has_no_value_is_not_kept(page: ContactsPage, office: Office) -> None:
    page.builder.toggle()
    builder = builder_of(page)
    builder.set_filter(Filter((Condition("city", Op.IS, ("Hamburg",)),)))
    builder.add_line()
    for text in ("Save as view", "Use as list…"):
        next(one for one in builder.findChildren(QPushButton) if one.text() == text).click()
        assert "no value yet" in office.said[-1]
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, NameDialog) and w.isVisible()]
    unfinished = builder.lines.unfinished()
    assert unfinished is not None
    unfinished.removed.emit()
    next(one for one in builder.findChildren(QPushButton) if one.text() == "Save as view").click()
    asked = next(w for w in QApplication.topLevelWidgets() if isinstance(w, NameDialog) and w.isVisible())
    asked.reject()
