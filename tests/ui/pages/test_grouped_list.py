"""A grouped list: headings with counts and sums, opened and closed by keys, kept in a view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.grouping import Step
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping, grouping_by
from salesdesk.ui.delegates.headings import HeadingPainter
from salesdesk.ui.lists import grouped_rows
from salesdesk.ui.lists.export_dialog import ExportRequest
from salesdesk.ui.lists.grouped_rows import GroupLine
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.popups import ActionsPopup, ListPopup, NamePopup
from salesdesk.ui.models.record_table_model import GroupRole
from salesdesk.ui.pages.companies.page import CompaniesPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.list_page import DealsPage
from tests.ui.pages.office import Office

BY_TOWN = Grouping("city")


@pytest.fixture
def people(office: Office) -> Office:
    for name, town in (("Ada", "Kiel"), ("Ben", "Bonn"), ("Cyn", "Kiel"), ("Dan", ""), ("Eva", "kiel")):
        office.person(name, city=town)
    return office


@pytest.fixture
def page(qtbot: QtBot, people: Office) -> ContactsPage:
    page = ContactsPage(people.context)
    qtbot.addWidget(page)
    people.shown.append(page)
    people.context.notifier.changed.connect(page.on_changed)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    page.groups.apply(BY_TOWN)
    return page


def rows(page: ContactsPage) -> list[str]:
    """What stands below each other: headings as "Kiel 3", rows by their names."""
    at = page.model.column_of("full_name")
    said = []
    for row in range(page.model.rowCount()):
        line = page.model.index(row, 0).data(GroupRole)
        assert line is None or isinstance(line, GroupLine)
        shown = page.model.index(row, at).data() if line is None else f"{line.title} {line.count.split()[0]}"
        said.append(shown)
    return said


def stand_on(page: ContactsPage, row: int) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(row, page.model.column_of("full_name")))


def test_rows_stand_below_the_headings_of_their_groups(page: ContactsPage) -> None:
    assert rows(page) == ["Bonn 1", "Ben", "Kiel 3", "Ada", "Cyn", "Eva", "Without city 1", "Dan"]
    assert page.header.subtitle.text() == "5 people"
    assert page.totals.count.text() == "5 people in 3 groups"
    page.table.sort_by(page.model.column_of("full_name"), True)
    assert rows(page) == ["Bonn 1", "Ben", "Kiel 3", "Eva", "Cyn", "Ada", "Without city 1", "Dan"]
    page.groups.chip.cleared.emit()
    assert rows(page) == ["Eva", "Dan", "Cyn", "Ben", "Ada"]


def test_keys_close_and_open_groups(qtbot: QtBot, page: ContactsPage) -> None:
    stand_on(page, 2)
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert rows(page) == ["Bonn 1", "Ben", "Kiel 3", "Without city 1", "Dan"]
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert rows(page)[3:6] == ["Ada", "Cyn", "Eva"]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert len(rows(page)) == 8
    stand_on(page, 4)
    qtbot.keyClick(page.table, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert page.table.currentIndex().row() == 2
    assert len(rows(page)) == 5
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table, Qt.Key.Key_Left, both)
    assert rows(page) == ["Bonn 1", "Kiel 3", "Without city 1"]
    assert page.table.currentIndex().row() == 1
    qtbot.keyClick(page.table, Qt.Key.Key_Right, both)
    assert len(rows(page)) == 8
    page.table.clicked.emit(page.model.index(0, 0))
    assert rows(page)[:2] == ["Bonn 1", "Kiel 3"]


def test_all_rows_are_selected_and_exported_whether_open_or_not(qtbot: QtBot, page: ContactsPage) -> None:
    page.model.turn_all(False)
    asked: list[ExportRequest] = []
    page.exporter.start = asked.append  # type: ignore[method-assign]
    page.export()
    assert len(asked[0].ids) == 5
    stand_on(page, 1)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.bulk.count.text() == "3 selected"
    page.bulk.all.click()
    assert len(page.table.selected_ids()) == 5
    assert page.bulk.count.text() == "5 selected"
    assert min(page.table.selected_ids()) > 0


def test_a_change_moves_a_row_to_its_group(page: ContactsPage, people: Office) -> None:
    page.model.toggle(2)
    ben = page.model.id_at(1)
    assert ben is not None
    people.services.contacts.edit(ben, "city", "Ulm")
    assert rows(page) == ["Kiel 3", "Ulm 1", "Ben", "Without city 1", "Dan"]
    assert page.table.select_id(next(iter(page.model.groups.ids_of(-1))))
    assert rows(page)[:2] == ["Kiel 3", "Ada"]


def test_many_rows_begin_closed_and_are_read_on_the_worker(
    qtbot: QtBot, people: Office, page: ContactsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouped_rows, "CLOSED_FROM", 3)
    monkeypatch.setattr("salesdesk.ui.lists.model.CLOSED_FROM", 3)
    page.groups.apply(NO_GROUPS)
    page.groups.apply(BY_TOWN)
    qtbot.waitUntil(lambda: page.model.is_whole and rows(page) == ["Bonn 1", "Kiel 3", "Without city 1"])
    page.model.toggle(1)
    assert rows(page) == ["Bonn 1", "Kiel 3", "Ada", "Cyn", "Eva", "Without city 1"]


def test_what_a_group_adds_up_to_stands_in_its_column(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    people.services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    for record, size in zip(page.model.all_ids, ("1", "2", "4", ""), strict=False):
        people.services.contacts.edit(record, "custom.size", size)
    page.columns.show((*page.columns.keys(), "custom.size"))
    qtbot.waitUntil(lambda: bool(page.model.index(0, 0).data(GroupRole).totals))
    found = [page.model.index(row, 0).data(GroupRole) for row in range(page.model.rowCount())]
    assert [line.totals.get("custom.size") for line in found if line] == [
        "1 (Ø 1)",
        "6 (Ø 3)",
        "0 (Ø 0)",
    ] or found
    kiel = next(line for line in found if line and line.title == "Kiel")
    assert kiel.spoken == "Kiel, 3 people, 6 (Ø 3)"
    assert page.grab().width() > 0


def test_a_sum_of_several_currencies_says_that_there_is_more(qtbot: QtBot, office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[0]
    for amount, currency in ((679_008, "EUR"), (1_111_104, "CHF")):
        office.services.deals.create("Amber", stage.id, amount=amount, currency=currency)
    page = DealsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    page.resize(1200, 700)
    page.show()
    page.groups.apply(Grouping("stage"))
    place = page.model.index(0, page.model.column_of("deal_value"))
    whole = "€6,790.08 + CHF 11,111.04"
    qtbot.waitUntil(lambda: place.data(Qt.ItemDataRole.ToolTipRole) == whole)
    painter = HeadingPainter(office.context.theme)
    assert painter.total_text(whole, 1_000) == whole
    broad = painter.width_of("€6,790.08 + …")
    assert painter.total_text(whole, broad) == "€6,790.08 + …"
    assert painter.total_text(whole, broad - 1) == "€6,790.08 +"


def test_a_field_is_chosen_by_keys_and_days_by_their_period(qtbot: QtBot, page: ContactsPage) -> None:
    def popup(kind: type[ListPopup]) -> ListPopup:
        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())

    stand_on(page, 0)
    qtbot.keyClick(page.table, Qt.Key.Key_G)
    asked = popup(NamePopup)
    qtbot.keyClicks(asked.field, "created")
    qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    periods = popup(ActionsPopup)
    qtbot.keyClick(periods.list, Qt.Key.Key_Down)
    qtbot.keyClick(periods.list, Qt.Key.Key_Return)
    assert page.model.grouping == Grouping("created_at", Step.MONTH, True)
    assert page.groups.chip.accessibleName() == "Grouped by created, by month"
    assert len(rows(page)) == 6


def test_a_view_keeps_its_groups(page: ContactsPage, people: Office) -> None:
    filter_, sort, columns, grouping = page.view_state()
    number, _ = people.services.saved_views.create(
        RecordKind.CONTACTS, "Towns", filter_, sort, columns, grouping
    )
    page.open_target(Filter())
    page.refresh()
    assert len(rows(page)) == 5
    page.open_target(number)
    page.refresh()
    assert rows(page)[0] == "Bonn 1"
    assert not page.views.is_changed
    page.groups.apply(Grouping("city", descending=True))
    assert page.views.is_changed
    page.views._update()
    assert people.store.saved_views.get(number).grouping == Grouping("city", descending=True)


def test_the_rows_of_a_group_are_shown_alone(page: ContactsPage) -> None:
    stand_on(page, 2)
    menu = QMenu()
    page._fill_menu(menu, [])
    action = next(one for one in menu.actions() if one.text() == "Show these rows alone")
    action.trigger()
    assert rows(page) == ["Ada", "Cyn", "Eva"]


def test_a_grouped_list_of_a_field_that_goes_is_shown_whole(page: ContactsPage, people: Office) -> None:
    field, _ = people.services.custom_fields.create("contact", "Colour")
    page.groups.apply(Grouping("custom.colour"))
    assert rows(page)[0] == "Without colour 5"
    people.services.custom_fields.delete(field)
    assert len(rows(page)) == 5


def test_the_model_is_sound(page: ContactsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)
    page.model.toggle(2)
    page.model.toggle(2)
    assert page.model.prepare(Filter(), Sort()) is None


@pytest.mark.parametrize("make", [ContactsPage, CompaniesPage, DealsPage])
def test_every_list_is_grouped_by_every_field_also_without_rows(
    qtbot: QtBot, office: Office, make: type[ListPage]
) -> None:
    person = office.person("Ada", company="Nordwind", city="Kiel")
    stage = office.store.pipelines.all()[0].stages[0]
    office.services.deals.create("Fleet", stage.id, contact_id=person, amount=5_00)
    page = make(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    for key, type_ in page.model.groupable():
        page.groups.apply(grouping_by(key, type_))
        assert page.model.records == 1
        assert page.model.rowCount() == 2
        assert page.grab().height() == 700
    page.filters.replace_filter(Filter((), "nobody at all"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.model.records == 0
    page.model.turn_all(False)
    page.filters.replace_filter(Filter())
    qtbot.waitUntil(lambda: page.model.records == 1)
