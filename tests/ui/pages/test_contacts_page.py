"""The list of contacts, driven by clicks and keys over a real file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort, parse_filter
from salesdesk.domain.opt_outs import Way
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.condition_dialog import ConditionDialog
from salesdesk.ui.lists.export_dialog import ExportDialog
from salesdesk.ui.lists.export_request import ExportChoice, ExportRequest
from salesdesk.ui.lists.look import CONTACTS
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.lists.paste import cells_of
from salesdesk.ui.lists.paste_dialog import PasteDialog
from salesdesk.ui.lists.popups import ActionsPopup, ListPopup, NamePopup, ValuesPopup
from salesdesk.ui.lists.walk import RecordWalk
from salesdesk.ui.models.record_table_model import TypedRole, ValueRole
from salesdesk.ui.page import Page
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.widgets.dialog import Question
from tests.ui.pages.office import Office


@pytest.fixture
def people(office: Office) -> Office:
    """Three people at two companies."""
    office.person(
        "Amara Okafor",
        company="Nordwind Logistics",
        email="amara@nordwind.eu",
        lifecycle_stage="sales_qualified",
        tags="fleet",
    )
    office.person("Jonas Lindqvist", company="Fjord Coffee", job_title="Founder", lifecycle_stage="customer")
    office.person("Priya Raman", job_title="Marketing lead")
    return office


@pytest.fixture
def page(qtbot: QtBot, people: Office) -> ContactsPage:
    """The page, shown as the window would show it."""
    return show(qtbot, people, ContactsPage(people.context))


def show(qtbot: QtBot, office: Office, page: ContactsPage, width: int = 1200) -> ContactsPage:
    qtbot.addWidget(page)
    office.shown.append(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(width, 700)
    page.show()
    qtbot.waitExposed(page)
    return page


def names(page: ContactsPage) -> list[str]:
    at = page.model.column_of("full_name")
    return [page.model.index(row, at).data() for row in range(page.model.rowCount())]


def popup(kind: type[ListPopup]) -> ListPopup:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def dialog(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def reopen(page: Page, target: object) -> None:
    """What the window does when it navigates to a page on screen."""
    page.open_target(target)
    page.refresh()


# ---- showing ----


def test_the_list_shows_everybody_by_name_with_the_first_one_beside_it(
    qtbot: QtBot, page: ContactsPage
) -> None:
    assert names(page) == ["Amara Okafor", "Jonas Lindqvist", "Priya Raman"]
    assert page.header.subtitle.text() == "3 people"
    qtbot.waitUntil(lambda: page.panel.is_built)
    assert page.panel.details.name.text() == "Amara Okafor"
    assert page.panel.details.subtitle.text() == "Nordwind Logistics"
    stage = page.model.index(0, page.model.column_of("lifecycle_stage"))
    assert stage.data() == "SQL"


def test_an_empty_file_says_what_the_page_is_for(qtbot: QtBot, office: Office) -> None:
    page = show(qtbot, office, ContactsPage(office.context))
    assert page.nothing.isVisible()
    assert not page.content.isVisible()
    office.person("Amara Okafor")
    assert page.content.isVisible()
    assert not page.nothing.isVisible()
    assert page.header.subtitle.text() == "1 person"


def test_the_details_need_room_and_can_be_hidden(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    assert page.panel.isVisible()
    page.resize(900, 700)
    assert not page.panel.isVisible()
    page.resize(1200, 700)
    assert page.panel.isVisible()
    page.panel.closed.emit()
    assert not page.panel.isVisible()
    other = show(qtbot, people, ContactsPage(people.context))
    assert not other.panel.isVisible(), "hiding them is remembered"
    qtbot.waitUntil(lambda: not other._settle.isActive())
    (details,) = (b for b in other.header.findChildren(QPushButton) if b.text() == "Details")
    qtbot.mouseClick(details, Qt.MouseButton.LeftButton)
    assert other.panel.isVisible()
    qtbot.waitUntil(lambda: other.panel.is_built and other.panel.details.name.text() == "Amara Okafor")


def test_the_model_keeps_its_promises_through_changes(
    qtbot: QtBot, people: Office, page: ContactsPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.model, force_py=True)
    people.person("Sofia Alvarez")
    page.model.set_sort(Sort("company", True))
    page.model.set_filter(Filter((), "fjord"))
    people.services.contacts.delete([people.find("Jonas Lindqvist")])
    assert page.model.rowCount() == 0
    qtmodeltester.check(page.model, force_py=True)


def test_a_click_on_a_header_sorts_and_a_second_one_turns_round(qtbot: QtBot, page: ContactsPage) -> None:
    header = page.table.header
    at = page.model.column_of("job_title")
    where = QPoint(header.sectionViewportPosition(at) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert names(page) == ["Jonas Lindqvist", "Priya Raman", "Amara Okafor"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert names(page) == ["Priya Raman", "Jonas Lindqvist", "Amara Okafor"]


# ---- filters ----


def test_ticking_a_stage_filters_at_once_and_the_chip_takes_it_away(qtbot: QtBot, page: ContactsPage) -> None:
    qtbot.mouseClick(page.filters.chips()[0], Qt.MouseButton.LeftButton)
    values = popup(ValuesPopup)
    qtbot.keyClick(values.list, Qt.Key.Key_End)
    row = next(i for i in range(values.list.count()) if values.list.item(i).text() == "Customer")
    values.list.setCurrentRow(row)
    qtbot.keyClick(values.list, Qt.Key.Key_Space)
    assert names(page) == ["Jonas Lindqvist"]
    assert page.header.subtitle.text() == "1 of 3 people"
    qtbot.keyClick(values, Qt.Key.Key_Escape)
    chip = page.filters.chips()[0]
    assert chip.accessibleName() == "Stage is Customer"
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert len(names(page)) == 3


def test_words_typed_into_the_list_narrow_it(qtbot: QtBot, page: ContactsPage) -> None:
    qtbot.keyClicks(page.filters.text, "nordw")
    qtbot.waitUntil(lambda: names(page) == ["Amara Okafor"])
    page.filters.text.clear()
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Return)
    assert len(names(page)) == 3


def test_conditions_typed_into_the_list_become_chips_and_never_words(
    qtbot: QtBot, page: ContactsPage
) -> None:
    everybody = names(page)
    qtbot.keyClicks(page.filters.text, "company~nordw or name~lindq amara")
    qtbot.wait(300)
    assert names(page) == everybody, "half a condition is nothing to search for"
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Return)
    assert names(page) == ["Amara Okafor"]
    page.filters.chips()[-2].cleared.emit()
    assert len(names(page)) == 3
    page.filters.text.setText("company~nordw or name~lindq")
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Return)
    assert sorted(names(page)) == ["Amara Okafor", "Jonas Lindqvist"]
    assert page.filters.text.text() == ""
    page.filters.text.setText("tag:vip or")
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Return)
    assert "“or” stands between two conditions" in page.filters.text.accessibleDescription()
    assert sorted(names(page)) == ["Amara Okafor", "Jonas Lindqvist"]
    qtbot.keyClicks(page.filters.text, "x")
    assert page.filters.text.accessibleDescription() == ""
    page.filters.text.setText("Re: offer")
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Return)
    assert names(page) == []


def test_quiet_people_and_people_without_an_owner_are_a_click_away(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    people.services.activities.log(ActivityKind.CALL, Subject(people.find("Amara Okafor")), outcome="Reached")
    page.filters.chips()[4].click()
    offers = popup(ActionsPopup)
    row = next(i for i in range(offers.list.count()) if offers.list.item(i).text() == "Never")
    offers.list.setCurrentRow(row)
    qtbot.keyClick(offers.list, Qt.Key.Key_Return)
    assert names(page) == ["Jonas Lindqvist", "Priya Raman"]
    people.services.contacts.edit(people.find("Priya Raman"), "owner", "You")
    page.filters.chips()[1].click()
    owners = popup(ValuesPopup)
    empty = next(b for b in owners.findChildren(QPushButton) if b.text() == "Without owner")
    qtbot.mouseClick(empty, Qt.MouseButton.LeftButton)
    assert names(page) == ["Jonas Lindqvist"]
    assert [chip.accessibleName() for chip in page.filters.chips() if chip.active] == [
        "Owner is empty",
        "Last contact is empty",
    ]


def test_a_begun_entry_waits_until_its_person_is_back(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    amara, jonas = people.find("Amara Okafor"), people.find("Jonas Lindqvist")
    page.panel.details.show_record(amara)
    timeline = page.panel.details.timeline
    timeline.start_log(ActivityKind.MEETING)
    qtbot.keyClicks(timeline.log._text, "Wants a pilot")
    page.panel.details.show_record(jonas)
    assert not timeline.log.isVisible()
    page.panel.details.show_record(amara)
    assert timeline.log.isVisible()
    timeline.log.save()
    entry = people.store.activities.of_contact(amara)[0]
    assert (entry.kind, entry.body) == (ActivityKind.MEETING, "Wants a pilot")
    page.panel.details.show_record(jonas)
    page.panel.details.show_record(amara)
    assert not timeline.log.isVisible(), "what was saved is not begun any more"


def test_saving_an_entry_leaves_the_focus_on_the_log_buttons(qtbot: QtBot, page: ContactsPage) -> None:
    timeline = page.panel.details.timeline
    timeline.start_log(ActivityKind.CALL)
    qtbot.keyClicks(timeline.log._text, "Reached")
    qtbot.keyClick(timeline.log._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert timeline.buttons.isAncestorOf(page.window().focusWidget())


def test_any_field_can_be_asked_for_custom_ones_too(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    number, _ = people.services.custom_fields.create("contact", "Shoe size", CustomType.NUMBER)
    key = people.store.custom_fields.get(number).name
    people.services.contacts.edit(people.find("Priya Raman"), key, "38")
    page.filters.chips()[-1].click()
    asking = dialog(ConditionDialog)
    assert isinstance(asking, ConditionDialog)
    asking._field.setCurrentIndex(asking._field.findText("Shoe size"))
    asking._text.setText("30")
    qtbot.waitUntil(lambda: asking._found.text() == "1 person matches this")
    asking._text.setText("thirty")
    qtbot.waitUntil(lambda: "not a number" in asking._value.error())
    assert not asking._apply.isEnabled()
    asking._text.setText("30")
    qtbot.waitUntil(asking._apply.isEnabled)
    qtbot.mouseClick(asking._apply, Qt.MouseButton.LeftButton)
    assert names(page) == ["Priya Raman"]
    assert page.filters.chips()[-2].accessibleName() == "Shoe size is at least 30"


def test_a_field_is_found_by_typing_and_the_list_comes_next(qtbot: QtBot, people: Office) -> None:
    people.services.contacts.edit(people.find("Priya Raman"), "city", "Hamburg")
    page = show(qtbot, people, ContactsPage(people.context))
    page.filters.chips()[-1].click()
    asking = dialog(ConditionDialog)
    assert isinstance(asking, ConditionDialog)
    qtbot.waitUntil(asking._field.hasFocus)
    qtbot.keyClicks(asking._field, "Birthdaycity")
    qtbot.keyClick(asking._field, Qt.Key.Key_Tab)
    assert asking._asked.error() == "There is no field “Birthdaycity”."
    assert not asking._apply.isEnabled()
    asking._field.setFocus()
    qtbot.keyClicks(asking._field, "city")
    popup = asking._field.completer().popup()
    qtbot.keyClick(popup, Qt.Key.Key_Tab)
    assert asking._field.currentText() == "City"
    assert asking._asked.error() == ""
    asking._text.setFocus()
    qtbot.keyClicks(asking._text, "hamburg")
    qtbot.keyClick(asking._text, Qt.Key.Key_Return)
    assert names(page) == ["Priya Raman"]
    qtbot.waitUntil(lambda: page.window().focusWidget() is page.table)


def test_a_chip_ticks_what_it_holds(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    people.services.campaigns.create("Spring")
    person = people.find("Priya Raman")
    people.services.contacts.edit(person, "owner", "Mia")
    people.services.contacts.edit(person, "lead_source", "Fair")
    words = {
        "lead": "Lead",
        "MQL": "Marketing-qualified",
        "mia": "Mia",
        "#1": "Spring",
        "marketing_qualified": "Marketing-qualified",
    }
    values = "stage:Lead stage:lead stage:MQL owner:mia source:Fair tag:fleet campaign:#1 campaign:Spring owner:Gone"
    for written in (*values.split(), *(f"-{one}" for one in values.split())):
        filter_ = parse_filter(written, filter_fields(RecordKind.CONTACTS))
        (condition,) = filter_.parts
        assert isinstance(condition, Condition)
        reopen(page, filter_)
        chip = next(chip for chip in page.filters.chips() if chip.active)
        chip.click()
        opened = popup(ValuesPopup)
        assert isinstance(opened, ValuesPopup)
        rows = [opened.list.item(row) for row in range(opened.list.count())]
        ticked = [row.text() for row in rows if row.checkState() == Qt.CheckState.Checked]
        (value,) = condition.values
        assert ticked == [words.get(value, value)], written
        opened.close()


def test_nothing_that_matches_offers_to_clear_the_filter(qtbot: QtBot, page: ContactsPage) -> None:
    reopen(page, Filter((), "zzz"))
    assert page.no_match.isVisible()
    page.clear_filter()
    assert len(names(page)) == 3
    assert page.table.isVisible()


def test_a_group_of_conditions_is_one_chip_that_can_be_taken_away(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    group = '(company:"Fjord Coffee" or -(tag:fleet -job_title:?) lifecycle_stage:lead or "amara")'
    wanted = parse_filter(f"{group} company:?", filter_fields(RecordKind.CONTACTS))
    reopen(page, wanted)
    assert names(page) == ["Amara Okafor", "Jonas Lindqvist"]
    chips = {chip.accessibleName(): chip for chip in page.filters.chips() if chip.active}
    said = "Company is Fjord Coffee or (not (Tags is fleet and Job title is empty) and Stage is Lead) or “amara” is found"
    assert set(chips) == {"Company is filled", said}
    assert chips[said].toolTip()
    page.filters.text.setText("jonas")
    page.filters._take_text()
    assert names(page) == ["Jonas Lindqvist"]
    page.views.save()
    asking = dialog(NameDialog)
    assert isinstance(asking, NameDialog)
    qtbot.keyClicks(asking.field.editor, "Grouped")
    qtbot.keyClick(asking.field.editor, Qt.Key.Key_Return)
    assert people.store.saved_views.all()[0].filter == Filter(wanted.parts, "jonas")
    chips = {chip.accessibleName(): chip for chip in page.filters.chips()}
    qtbot.keyClick(chips[said], Qt.Key.Key_Delete)
    assert page.filters.filter == Filter(wanted.parts[1:], "jonas")


def test_a_target_can_be_a_filter_records_or_one_record(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    reopen(page, Filter((Condition("tags", Op.IS, ("fleet",)),)))
    assert names(page) == ["Amara Okafor"]
    chosen = [people.find("Priya Raman"), people.find("Amara Okafor")]
    reopen(page, ("records", chosen))
    assert names(page) == ["Amara Okafor", "Priya Raman"]
    assert page.filters.chips()[0].accessibleName() == "2 people chosen"
    reopen(page, ("record", people.find("Jonas Lindqvist")))
    assert len(names(page)) == 3
    assert page.table.current_id() == people.find("Jonas Lindqvist")


# ---- views ----


def test_a_list_is_saved_as_a_view_changed_and_opened_again(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    reopen(page, Filter((Condition("lifecycle_stage", Op.IS, ("customer",)),)))
    page.columns.show(("full_name", "email"))
    qtbot.mouseClick(page.filters.save, Qt.MouseButton.LeftButton)
    asking = dialog(NameDialog)
    assert isinstance(asking, NameDialog)
    qtbot.keyClicks(asking.field.editor, "Customers")
    qtbot.keyClick(asking.field.editor, Qt.Key.Key_Return)
    assert page.title == "Customers"
    view = people.store.saved_views.all(RecordKind.CONTACTS)[0]
    assert view.columns == ("full_name", "email")
    page.clear_filter()
    assert page.title == "Contacts"
    reopen(page, view.id)
    assert names(page) == ["Jonas Lindqvist"]
    assert page.columns.keys() == ("full_name", "email")
    assert not page.views.is_changed
    page.filters._replace(page.filters.filter.parts[0], None)
    assert page.views.is_changed
    page.views._update()
    assert people.store.saved_views.get(view.id).filter == Filter()
    page.views._delete()
    assert people.store.saved_views.all() == []
    assert page.title == "Contacts"


def test_a_view_needs_a_name_of_its_own(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    people.services.saved_views.create(RecordKind.CONTACTS, "VIP", Filter(), Sort())
    page.views.save()
    asking = dialog(NameDialog)
    assert isinstance(asking, NameDialog)
    qtbot.keyClicks(asking.field.editor, "vip")
    qtbot.keyClick(asking.field.editor, Qt.Key.Key_Return)
    assert "already" in asking.field.error()
    qtbot.keyClick(asking, Qt.Key.Key_Escape)


def test_views_are_moved_by_keys(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    made = {
        name: people.services.saved_views.create(RecordKind.CONTACTS, name, Filter(), Sort())[0]
        for name in ("Customers", "Leads", "VIP")
    }
    people.services.saved_views.create(RecordKind.COMPANIES, "Ports", Filter(), Sort())

    def order() -> list[str]:
        return [view.name for view in people.store.saved_views.all(RecordKind.CONTACTS)]

    def offered() -> list[str]:
        page.filters.save.setFocus()
        qtbot.keyClick(page.filters.save, Qt.Key.Key_Return)
        actions = popup(ActionsPopup).list
        shown = [actions.item(row) for row in range(actions.count())]
        return [item.text() for item in shown if not item.isHidden()]

    def choose(text: str) -> None:
        actions = offered()
        for _ in range(actions.index(text)):
            qtbot.keyClick(popup(ActionsPopup).list, Qt.Key.Key_Down)
        qtbot.keyClick(popup(ActionsPopup).list, Qt.Key.Key_Return)

    reopen(page, made["VIP"])
    choose("Move up")
    qtbot.waitUntil(lambda: order() == ["Customers", "VIP", "Leads"])
    assert people.said[-1] == "View VIP moved up"
    choose("Move up")
    qtbot.waitUntil(lambda: order() == ["VIP", "Customers", "Leads"])
    assert page.title == "VIP"
    assert "Move up" not in offered()
    popup(ActionsPopup).close()
    choose("Move down")
    qtbot.waitUntil(lambda: order() == ["Customers", "VIP", "Leads"])
    assert people.said[-1] == "View VIP moved down"
    people.context.commands.undo()
    qtbot.waitUntil(lambda: order() == ["VIP", "Customers", "Leads"])
    reopen(page, made["Leads"])
    assert "Move down" not in offered()
    popup(ActionsPopup).close()


# ---- editing in the cell ----


def test_a_cell_is_edited_in_place_and_undone(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    page.table.setFocus()
    at = page.model.index(2, page.model.column_of("job_title"))
    page.table.setCurrentIndex(at)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "Head of brand")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    priya = people.find("Priya Raman")
    qtbot.waitUntil(lambda: people.store.contacts.get(priya).values["job_title"] == "Head of brand")
    qtbot.waitUntil(lambda: page.model.index(2, at.column()).data() == "Head of brand")
    people.services.commands.undo()
    assert page.model.index(2, at.column()).data() == "Marketing lead"


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("tags", "vip, fleet", "fleet, vip"),
        ("country", "Germany", "Germany"),
        ("birthday", "1990-04-01", "1 Apr 1990"),
        ("email", "priya@solace.example", "priya@solace.example"),
        ("owner", "You", "You"),
        ("do_not_call", True, "Yes"),
    ],
)
def test_every_kind_of_cell_takes_what_is_typed(
    people: Office, page: ContactsPage, key: str, typed: object, shown: str
) -> None:
    index = page.model.index(2, page.model.column_of(key))
    assert page.model.setData(index, typed)
    assert page.model.index(2, index.column()).data() == shown
    again = page.model.data(page.model.index(2, index.column()), Qt.ItemDataRole.EditRole)
    assert not page.model.setData(page.model.index(2, index.column()), again), "unchanged text is no change"


def test_a_refused_cell_says_why_and_keeps_what_was_typed(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    index = page.model.index(0, page.model.column_of("email"))
    page.model.setData(index, "no address")
    assert "not an e-mail address" in people.said[-1]
    assert index.data() == "no address", "the text is not lost"
    assert "not an e-mail address" in index.data(TypedRole).problem
    assert "Not saved" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(ValueRole) == "amara@nordwind.eu"
    page.table.setCurrentIndex(index)
    page.table.edit(index)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "no address", "it is corrected where it stands"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert page.model.index(0, index.column()).data() == "amara@nordwind.eu", "or given up"


@pytest.mark.parametrize("titles", [False, True])
def test_a_block_of_cells_is_pasted_from_the_current_cell_on(
    qtbot: QtBot, people: Office, page: ContactsPage, titles: bool
) -> None:
    page.columns.show(("full_name", "job_title", "lifecycle_stage", "tags"))
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(1, page.model.column_of("job_title")))
    head = "Job title\tStage\tTags\r\n" if titles else ""
    QApplication.clipboard().setText(f"{head}CEO\tCustomer\tvip, fleet\r\nCMO\tLead\t\r\nCTO\tLead\t\r\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert people.said[-1] == "6 cells of 2 people pasted · 1 rows had no place below"
    rows = people.store.contacts.page(page.model.ids)
    jonas, priya = rows[people.find("Jonas Lindqvist")], rows[people.find("Priya Raman")]
    assert (jonas["job_title"], jonas["lifecycle_stage"], jonas["tags"]) == (
        "CEO",
        "customer",
        ("fleet", "vip"),
    )
    assert (priya["job_title"], priya["lifecycle_stage"]) == ("CMO", "lead")
    people.services.commands.undo()
    assert people.store.contacts.get(people.find("Priya Raman")).values["job_title"] == "Marketing lead"


def test_one_cell_fills_every_selected_row_and_a_wrong_one_none(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("job_title")))
    page.table.selectAll()
    QApplication.clipboard().setText("Buyer")
    page.cells.paste()
    assert {row["job_title"] for row in people.store.contacts.page(page.model.ids).values()} == {"Buyer"}
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("email")))
    QApplication.clipboard().setText("a@b.example\nnonsense")
    page.cells.paste()
    asked = dialog(PasteDialog)
    assert "not an e-mail address" in " ".join(one.text() for one in asked.findChildren(QLabel))
    assert people.store.contacts.get(people.find("Amara Okafor")).email == "amara@nordwind.eu"
    asked.findChildren(QPushButton)[-1].click()
    assert people.store.contacts.get(people.find("Amara Okafor")).email == "a@b.example"
    assert people.store.contacts.get(people.find("Jonas Lindqvist")).email is None
    people.services.commands.undo()
    assert people.store.contacts.get(people.find("Amara Okafor")).email == "amara@nordwind.eu"


def test_rows_are_copied_with_titles_and_without_and_as_a_table(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    page.columns.show(("full_name", "company", "job_title"))
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[:2] == [
        "Name\tCompany\tJob title",
        "Amara Okafor\tNordwind Logistics\t",
    ]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table, Qt.Key.Key_C, both)
    assert QApplication.clipboard().text().splitlines()[0] == "Amara Okafor\tNordwind Logistics\t"
    assert "<td>Jonas Lindqvist</td><td>Fjord Coffee</td>" in QApplication.clipboard().mimeData().html()
    assert "<th>" not in QApplication.clipboard().mimeData().html()


def test_a_column_is_filled_down(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("lifecycle_stage")))
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    stages = {row["lifecycle_stage"] for row in people.store.contacts.page(page.model.ids).values()}
    assert stages == {"sales_qualified"}
    people.services.commands.undo()
    assert (
        people.store.contacts.page(page.model.ids)[people.find("Jonas Lindqvist")]["lifecycle_stage"]
        == "customer"
    )


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\t"say ""x"""\n', [["two\nlines", 'say "x"']]),
        ('12" disc\tb', [['12" disc', "b"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ("a\r\n\r\n\r\n", [["a"], [""], [""]]),
        ("\n", []),
        ("", []),
    ],
)
def test_cells_are_read_as_spreadsheets_write_them(text: str, cells: list[list[str]]) -> None:
    assert cells_of(text) == cells


# ---- bulk ----


def test_several_rows_are_tagged_at_once_and_undone(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    page.table.setFocus()
    assert not page.bulk.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.bulk.isVisible()
    assert page.bulk.count.text() == "3 selected"
    page.bulk.ask_tag()
    names_ = popup(NamePopup)
    qtbot.keyClicks(names_.field, "expo 26")
    qtbot.keyClick(names_.field, Qt.Key.Key_Return)
    assert [people.store.tags.of("contact", number) for number in page.model.ids] == [
        ("expo 26", "fleet"),
        ("expo 26",),
        ("expo 26",),
    ]
    assert people.said[-1] == "3 people tagged “expo 26”"
    people.services.commands.undo()
    assert people.store.tags.of("contact", people.find("Priya Raman")) == ()


@pytest.mark.parametrize(
    ("ask", "choose", "column", "wanted"),
    [
        ("ask_stage", "Evangelist", "lifecycle_stage", "evangelist"),
        ("ask_owner", "Mia", "owner", "Mia"),
        ("ask_source", "Referral", "lead_source", "Referral"),
    ],
)
def test_stage_owner_and_source_of_several(
    qtbot: QtBot, people: Office, page: ContactsPage, ask: str, choose: str, column: str, wanted: str
) -> None:
    page.table.selectAll()
    getattr(page.bulk, ask)()
    names_ = popup(NamePopup)
    if names_.field.isVisible():
        qtbot.keyClicks(names_.field, choose)
        qtbot.keyClick(names_.field, Qt.Key.Key_Return)
    else:
        row = next(i for i in range(names_.list.count()) if names_.list.item(i).text() == choose)
        names_.list.setCurrentRow(row)
        qtbot.keyClick(names_.list, Qt.Key.Key_Return)
    rows = people.store.contacts.page(page.model.ids)
    assert {row[column] for row in rows.values()} == {wanted}


def test_delete_takes_the_selected_rows_and_undo_brings_them_back(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.nothing.isVisible()
    people.services.commands.undo()
    assert len(names(page)) == 3
    assert people.said[-1] == "3 people deleted"


def test_many_rows_are_changed_in_the_worker_with_progress(qtbot: QtBot, office: Office) -> None:
    office.many(900)
    page = show(qtbot, office, ContactsPage(office.context))
    page.table.selectAll()
    page.bulk.ask_tag()
    names_ = popup(NamePopup)
    qtbot.keyClicks(names_.field, "all")
    qtbot.keyClick(names_.field, Qt.Key.Key_Return)
    assert page.strip.isVisible()
    first = page.model.index(0, page.model.column_of("tags"))
    page.model.setData(first, "later")  # typed now, so written after the others
    assert first.data() == "later"
    page.bulk.delete()
    assert office.said.pop().startswith("Wait for this to end")
    qtbot.waitUntil(lambda: office.said == ["900 people tagged “all”", "Tags saved"])
    assert not page.strip.isVisible()
    assert first.data() == "later"
    page.model.setData(first, "all")
    assert office.store.contacts.count(Filter((Condition("tags", Op.IS, ("all",)),))) == 900


def test_what_hangs_on_people_is_said_before_they_are_deleted(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    first = page.model.ids[0]
    page.table.selectRow(0)
    services = people.services
    services.activities.plan(Subject(contact_id=first), "Call", "2026-12-01")
    services.activities.plan(Subject(contact_id=first), "Visit", "2026-12-01")
    page.bulk.delete()
    question = page.bulk.findChild(Question)
    assert question is not None
    assert [text.text() for text in question.findChildren(QLabel) if text.text()][:2] == [
        "Delete 1 person?",
        "2 planned steps hang on it. People, deals and what happened stay, without the name; what is planned with it "
        "waits in the trash, too. It can be undone.",
    ]
    answer(qtbot, question, "Cancel")
    assert people.store.contacts.get(first).deleted_at is None
    page.bulk.delete()
    answer(qtbot, page.bulk.findChildren(Question)[-1], "Delete")
    qtbot.waitUntil(lambda: people.store.contacts.get(first).deleted_at is not None)
    qtbot.waitUntil(lambda: people.said[-1:] == ["1 person deleted"])


def answer(qtbot: QtBot, question: Question, text: str) -> None:
    """Press a button of a question."""
    found = [
        button for button in question.findChildren(QPushButton) if button.text().replace("&", "") == text
    ]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_people_are_added_to_a_campaign(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    campaign, _ = people.services.campaigns.create("Autumn offer")
    page.table.selectAll()
    page.bulk.ask_campaign()
    names_ = popup(NamePopup)
    qtbot.keyClick(names_.list, Qt.Key.Key_Return)
    assert people.store.campaigns.member_contacts(campaign) == set(page.model.ids)


def test_who_refuses_is_left_out_of_a_campaign_and_that_is_said(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    campaign, _ = people.services.campaigns.create("Autumn {offer}")
    refusing = page.model.ids[0]
    people.services.contacts.update(refusing, {"do_not_email": "yes"})
    page.table.selectAll()
    page.bulk.ask_campaign()
    qtbot.keyClick(popup(NamePopup).list, Qt.Key.Key_Return)
    assert people.store.campaigns.member_contacts(campaign) == {*page.model.ids} - {refusing}
    assert people.said[-1].endswith("added to “Autumn {offer}”. 1 left out: 1 asked for no e-mail")


def test_the_menu_of_a_row_offers_the_same(qtbot: QtBot, page: ContactsPage) -> None:
    menu = QMenu(page)
    page._fill_menu(menu, page.table.selected_ids())
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[0] == "Open"
    assert texts[-1] == "Delete"
    assert "Add to campaign…" in texts


# ---- columns ----


def test_columns_are_chosen_ordered_and_remembered(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    page.columns.choose()
    from salesdesk.ui.lists.column_chooser import ColumnChooser

    chooser = dialog(ColumnChooser)
    assert isinstance(chooser, ColumnChooser)
    city = next(i for i in range(chooser.list.count()) if chooser.list.item(i).text() == "City")
    chooser.list.setCurrentRow(city)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)
    for _ in range(city - 1):
        qtbot.keyClick(chooser.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(chooser._apply, Qt.MouseButton.LeftButton)
    assert page.columns.keys()[:2] == ("full_name", "city")
    other = show(qtbot, people, ContactsPage(people.context))
    assert other.columns.keys() == page.columns.keys()


def test_a_new_field_becomes_a_column(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    from salesdesk.ui.lists.custom_field_dialog import CustomFieldDialog

    page.columns.add_field()
    asking = dialog(CustomFieldDialog)
    assert isinstance(asking, CustomFieldDialog)
    qtbot.keyClicks(asking._title.editor, "Messe-Stand")
    qtbot.keyClick(asking._title.editor, Qt.Key.Key_Return)
    assert page.columns.keys()[-1] == "custom.messe_stand"
    index = page.model.index(0, page.model.column_of("custom.messe_stand"))
    assert page.model.setData(index, "14")
    assert page.model.index(0, index.column()).data() == "14"


# ---- export ----


def test_the_export_writes_the_rows_and_columns_on_screen(
    qtbot: QtBot, people: Office, page: ContactsPage, tmp_path: Path
) -> None:
    page.model.set_sort(Sort("full_name", True))
    page.columns.show(("full_name", "job_title"))
    page.export()
    asking = dialog(ExportDialog)
    assert isinstance(asking, ExportDialog)
    assert "3 people with the 2 columns" in asking.text.text()
    qtbot.keyClick(asking, Qt.Key.Key_Escape)
    request = ExportRequest(CONTACTS, page.model.ids, page.columns.keys(), "x")
    page.exporter.write(request, tmp_path / "people.csv")
    qtbot.waitUntil(lambda: bool(people.said))
    assert people.said == ["3 people exported to people.csv"]
    text = (tmp_path / "people.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == [
        "Priya Raman",
        "Jonas Lindqvist",
        "Amara Okafor",
    ]


def test_an_export_for_a_mailing_leaves_out_who_may_not_be_mailed(
    qtbot: QtBot, people: Office, page: ContactsPage, tmp_path: Path
) -> None:
    people.services.contacts.update(page.model.ids[0], {"do_not_email": "yes"})
    people.services.contacts.update(page.model.ids[1], {"do_not_call": "yes"})
    request = ExportRequest(CONTACTS, page.model.ids, page.columns.keys(), "x")
    asked: list[ExportChoice] = []
    dialog_ = ExportDialog(page, people.context, request, asked.append)
    assert dialog_.way() is None
    dialog_._way.setCurrentIndex(1)
    assert dialog_.way() is Way.EMAIL
    page.exporter.write(replace(request, way=dialog_.way()), tmp_path / "people.csv")
    qtbot.waitUntil(lambda: bool(people.said))
    assert people.said == ["2 people exported to people.csv · 1 left out: 1 asked for no e-mail"]
    assert len((tmp_path / "people.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def test_an_export_that_cannot_be_written_says_so(
    qtbot: QtBot, people: Office, page: ContactsPage, tmp_path: Path
) -> None:
    (tmp_path / "taken.csv").mkdir()
    request = ExportRequest(CONTACTS, page.model.ids, page.columns.keys(), "x")
    page.exporter.write(request, tmp_path / "taken.csv")
    qtbot.waitUntil(lambda: bool(people.said))
    assert "taken.csv" in people.said[0]
    assert not page.strip.isVisible()


def test_an_export_never_lands_on_the_open_file(
    qtbot: QtBot, people: Office, page: ContactsPage, tmp_path: Path
) -> None:
    named = tmp_path / "people.xlsx"
    named.hardlink_to(people.store.path)
    request = ExportRequest(CONTACTS, page.model.ids, page.columns.keys(), "x")
    page.exporter.write(request, named)
    qtbot.waitUntil(lambda: bool(people.said))
    assert "never written over" in people.said[0]
    assert people.store.database.check() == []


# ---- going on ----


def test_enter_opens_the_page_of_the_person_with_the_list_to_walk_through(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    (where, walk) = people.asked[0]
    assert where == "contact"
    assert isinstance(walk, RecordWalk)
    assert (walk.current, walk.place, len(walk)) == (people.find("Jonas Lindqvist"), 1, 3)
    walk.step(1)
    page.hide()
    page.show()
    assert page.table.current_id() == people.find("Priya Raman"), "back returns to the row left on the page"


def test_a_hidden_page_catches_up_when_it_is_shown(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    page.hide()
    people.person("Bea Alt")
    page.show()
    assert "Bea Alt" in names(page)
