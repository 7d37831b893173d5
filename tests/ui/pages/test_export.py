"""Exports from the window: what is asked, what is offered with how many rows, and what is in the file then."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.campaigns import Channel
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.phrases import said
from salesdesk.ui.files import dialogs as file_dialogs
from salesdesk.ui.lists.column_chooser import ColumnChooser
from salesdesk.ui.lists.export_anything import export_campaign, export_everything
from salesdesk.ui.lists.export_columns import ExportColumns
from salesdesk.ui.lists.export_dialog import CSV, VCF, XLSX, ExportDialog
from salesdesk.ui.lists.export_request import (
    COLUMN_SETS,
    SEPARATOR,
    ExportChoice,
    ExportRequest,
    sets_of,
    usual_separator,
    with_set,
)
from salesdesk.ui.lists.exporter import asked_of, safe_name
from salesdesk.ui.lists.look import CONTACTS, DEALS
from salesdesk.ui.pages.campaigns.campaign_page import CampaignPage
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.wording import worded
from tests.ui.naming import assert_all_named
from tests.ui.outside import outside
from tests.ui.pages.office import Office, until


@pytest.fixture(autouse=True)
def _locale() -> Iterator[None]:
    """The language of the numbers is as before."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def people(office: Office) -> Office:
    amara = office.person("Amara Okafor", company="Nordwind Logistics", email="amara@nordwind.eu")
    office.person("Jonas Lindqvist", company="Fjord Coffee", notes="Likes it short")
    office.person("Priya Raman", company="Fjord Coffee")
    stage = office.store.pipelines.all()[0].stages[0].id
    office.services.deals.create("Fleet", stage, amount=2_400_000, contact_id=amara)
    return office


@pytest.fixture
def page(qtbot: QtBot, people: Office) -> ContactsPage:
    made = ContactsPage(people.context)
    qtbot.addWidget(made)
    people.shown.append(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def asked() -> ExportDialog:
    """The dialog on screen."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog) and w.isVisible())


def settled(office: Office) -> None:
    """Let what was asked of the worker come back."""
    until(lambda: not office.context.tasks.is_busy)


def pill(dialog: QDialog, text: str) -> QPushButton:
    """A choice by what it says."""
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


def box(dialog: QDialog, text: str) -> QCheckBox:
    """A box by the beginning of what it says."""
    return next(one for one in dialog.findChildren(QCheckBox) if one.text().startswith(text))


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Every file that is asked for is chosen in an empty folder, under the offered name; they are collected here."""
    chosen: list[Path] = []

    def ask(
        parent: object,
        context: object,
        purpose: str,
        title: str,
        kinds: object,
        name: str,
        done: object,
    ) -> None:
        path = tmp_path / name
        chosen.append(path)
        done(path)  # type: ignore[operator]

    for module in ("exporter", "export_anything"):
        monkeypatch.setattr(f"salesdesk.ui.lists.{module}.choose_target", ask)
    assert file_dialogs.choose_target is not ask
    return chosen


def sheets(path: Path) -> dict[str, list[list[object]]]:
    """The visible sheets of a workbook with their cells."""
    book = openpyxl.load_workbook(path)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in visible}


def flat(rows: list[list[object]]) -> set[object]:
    """Every value of a sheet."""
    return {value for row in rows for value in row if value is not None}


# ---- which rows ----


def test_selected_listed_and_all_rows_are_offered_with_their_counts(
    qtbot: QtBot, people: Office, page: ContactsPage
) -> None:
    page.open_target(Filter((Condition("company", Op.IS, ("Fjord Coffee",)),)))
    page.refresh()
    page._export(page.model.ids[:1])
    dialog = asked()
    assert_all_named(dialog)
    assert dialog.ids == page.model.ids[:1]
    assert "1 person with" in dialog.text.text()
    qtbot.mouseClick(pill(dialog, "2 people of the list"), Qt.MouseButton.LeftButton)
    assert list(dialog.ids or ()) == list(page.model.ids)
    assert "2 people with" in dialog.text.text()
    qtbot.mouseClick(pill(dialog, "All 3 people"), Qt.MouseButton.LeftButton)
    assert dialog.ids is None
    assert "3 people with" in dialog.text.text()
    settled(people)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_one_choice_of_rows_is_no_question(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    page.export()
    dialog = asked()
    assert not dialog._rows.isVisible()
    settled(people)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


# ---- columns ----


def test_columns_are_chosen_kept_under_a_name_offered_again_and_forgotten(
    qtbot: QtBot, people: Office
) -> None:
    offered = people.services.exports.columns(RecordKind.CONTACTS, str)

    def made() -> ExportColumns:
        columns = ExportColumns(people.context, RecordKind.CONTACTS, offered, ("full_name", "phone"))
        qtbot.addWidget(columns)
        columns.show()
        return columns

    columns = made()
    assert columns.keys == ("full_name", "phone")
    columns.choose()
    chooser = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ColumnChooser))
    assert not any(one.text() == "Add field…" for one in chooser.findChildren(QPushButton))
    chooser.reject()
    columns._take(("email", "full_name"))
    assert columns.keys == ("email", "full_name")
    assert columns.box.currentText() == "Chosen here (2)"
    qtbot.mouseClick(columns._keep, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(columns._name, "  For   Mia ")
    qtbot.keyClick(columns._name, Qt.Key.Key_Return)
    assert columns.box.currentText() == "For Mia (2)"
    again = made()
    assert [again.box.itemText(at) for at in range(again.box.count())][2:] == ["For Mia (2)"]
    again.box.setCurrentIndex(2)
    again._on_chosen()
    assert again.keys == ("email", "full_name")
    qtbot.mouseClick(again._drop, Qt.MouseButton.LeftButton)
    assert again.keys == ("email", "full_name"), "the choice stays, without its name"
    assert people.context.preferences.get(COLUMN_SETS) == {"contacts": {}}


def test_a_kept_set_loses_columns_that_are_gone() -> None:
    stored = with_set({}, RecordKind.CONTACTS, "For Mia", ["email", "custom.shoe"])
    stored = with_set(stored, RecordKind.CONTACTS, "Old", ["custom.shoe"])
    assert sets_of(stored, RecordKind.CONTACTS, ["email", "phone"]) == {"For Mia": ("email",)}
    assert sets_of({"contacts": {"x": 3}, "deals": 4}, RecordKind.CONTACTS, ["email"]) == {}
    assert sets_of(stored, RecordKind.DEALS, ["email"]) == {}


def test_private_columns_stay_here_where_that_is_wanted(
    qtbot: QtBot, people: Office, page: ContactsPage, target: list[Path]
) -> None:
    page.columns.show(("full_name", "email", "notes"))
    page.export()
    dialog = asked()
    box(dialog, "Leave private columns out").click()
    assert "3 people with 2 columns" in dialog.text.text()
    pill(dialog, "Choose file…").click()
    until(lambda: bool(people.said))
    [sheet] = [rows for title, rows in sheets(target[0]).items() if title == "Contacts"]
    assert "Amara Okafor" in flat(sheet)
    assert "Likes it short" not in flat(sheet)


def test_private_columns_are_named_where_some_would_leave(qtbot: QtBot, people: Office) -> None:
    ids = people.store.contacts.ids()
    for columns, named in ((("full_name", "notes"), "Notes"), (("full_name", "email"), "")):
        dialog = ExportDialog(
            None, people.context, ExportRequest(CONTACTS, ids, columns, "x"), lambda _c: None
        )
        qtbot.addWidget(dialog)
        settled(people)
        assert dialog._private.isVisibleTo(dialog) is bool(named)
        assert dialog._private.text().endswith(named)


def test_an_export_that_is_not_noted_says_that_it_cannot_be_merged_back(
    qtbot: QtBot, people: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people.store.database, "read_only_reason", said("It can only be read."))
    ids = people.store.contacts.ids()
    dialog = ExportDialog(
        None, people.context, ExportRequest(CONTACTS, ids, ("email",), "x"), lambda _c: None
    )
    qtbot.addWidget(dialog)
    assert "cannot be merged back" in dialog._returns.text()
    assert dialog._returns.property("tone") == "warn"
    settled(people)


def test_columns_for_reading_only_are_named(qtbot: QtBot, people: Office) -> None:
    request = ExportRequest(CONTACTS, people.store.contacts.ids(), ("full_name", "open_deals"), "x")
    dialog = ExportDialog(None, people.context, request, lambda _choice: None)
    qtbot.addWidget(dialog)
    assert dialog._grey.text() == "Open deals is for reading only: what is changed there is not taken back."
    assert "merged back cell by cell" in dialog._returns.text()
    settled(people)


# ---- further sheets ----


def test_what_belongs_to_the_records_leaves_in_further_sheets(
    qtbot: QtBot, people: Office, page: ContactsPage, target: list[Path]
) -> None:
    page.export()
    dialog = asked()
    settled(people)
    companies = box(dialog, "Companies")
    assert (companies.text(), box(dialog, "Deals").text()) == ("Companies · 2", "Deals · 1")
    companies.click()
    box(dialog, "Deals").click()
    assert dialog.text.text().endswith("Further sheets: 3 rows.")
    pill(dialog, "Choose file…").click()
    until(lambda: bool(people.said))
    assert people.said[-1].startswith("3 people exported to Contacts.xlsx in 3 sheets")
    found = sheets(target[0])
    assert {"Contacts", "Companies", "Deals"} <= set(found)
    assert "Fleet" in flat(found["Deals"])
    page.export()  # the same are ticked next time
    settled(people)
    assert box(asked(), "Companies").isChecked()
    qtbot.mouseClick(pill(asked(), "Text (CSV)"), Qt.MouseButton.LeftButton)
    assert asked().choice().linked == ()
    qtbot.keyClick(asked(), Qt.Key.Key_Escape)


def box_or_none(dialog: QDialog, text: str) -> QCheckBox | None:
    """A box where there is one."""
    return next((one for one in dialog.findChildren(QCheckBox) if one.text().startswith(text)), None)


def test_sheets_follow_the_rows(qtbot: QtBot, people: Office, page: ContactsPage) -> None:
    page._export([people.find("Priya Raman")])
    dialog = asked()
    settled(people)
    assert box(dialog, "Companies").text() == "Companies · 1"
    deals = box_or_none(dialog, "Deals")
    assert deals is None or not deals.isVisible()
    qtbot.mouseClick(pill(dialog, "All 3 people"), Qt.MouseButton.LeftButton)
    settled(people)
    assert box(dialog, "Companies").text() == "Companies · 2"
    assert box(dialog, "Deals").isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


# ---- formats ----


def test_a_text_has_the_separator_of_the_language_or_the_chosen_one(
    qtbot: QtBot, people: Office, tmp_path: Path
) -> None:
    deals = people.store.deals.ids()
    request = ExportRequest(DEALS, deals, ("deal_title", "deal_value"), "Deals")
    for locale, separator in ((QLocale("de"), ";"), (QLocale("en"), ",")):
        QLocale.setDefault(locale)
        assert usual_separator() == separator
        dialog = ExportDialog(None, people.context, request, lambda _choice: None)
        qtbot.addWidget(dialog)
        assert dialog.choice().separator == separator
    dialog._formats.set_current(CSV)
    dialog._separator.setCurrentIndex(dialog._separator.findData("\t"))
    settled(people)
    dialog._accept()
    assert people.context.preferences.get(SEPARATOR) == "\t"
    written = tmp_path / "deals.csv"
    people.services.exports.write(asked_of(request, dialog.choice()), written, worded)
    rows = list(csv.reader(written.read_text(encoding="utf-8-sig").splitlines(), delimiter="\t"))
    assert rows[1][0] == "Fleet"
    assert rows[1][1].startswith("24000")


def test_a_decimal_comma_never_meets_a_comma_between_cells() -> None:
    QLocale.setDefault(QLocale("de"))
    assert ExportChoice(CSV, None, (), separator=";").decimal == ","
    assert ExportChoice(CSV, None, (), separator=",").decimal == "."
    QLocale.setDefault(QLocale("en"))
    assert ExportChoice(CSV, None, (), separator=";").decimal == "."


def test_cards_are_for_people_only(qtbot: QtBot, people: Office) -> None:
    for look, there in ((CONTACTS, True), (DEALS, False)):
        ids = people.store.list_of(look.kind).ids()
        dialog = ExportDialog(None, people.context, ExportRequest(look, ids, (), "x"), lambda _choice: None)
        qtbot.addWidget(dialog)
        assert any(one.text() == "Contact cards (vCard)" for one in dialog.findChildren(QPushButton)) is there
        if there:
            dialog._formats.set_current(VCF)
            dialog._show()
            assert dialog.text.text() == "3 people, a card each."
            assert not dialog._columns.isVisibleTo(dialog)
    settled(people)


def test_nothing_to_write_cannot_be_written(qtbot: QtBot, people: Office) -> None:
    dialog = ExportDialog(
        None, people.context, ExportRequest(CONTACTS, [], ("full_name",), "x"), lambda _c: None
    )
    qtbot.addWidget(dialog)
    settled(people)
    assert not dialog._save.isEnabled()


def test_the_file_is_opened_where_that_is_wanted(
    qtbot: QtBot, people: Office, page: ContactsPage, target: list[Path]
) -> None:
    with outside("file") as programs:
        page.export()
        box(asked(), "Open it afterwards").click()
        pill(asked(), "Choose file…").click()
        until(lambda: bool(people.said))
        assert programs.taken == [target[0].as_uri()]
        page.export()
        assert box(asked(), "Open it afterwards").isChecked()
        settled(people)
        qtbot.keyClick(asked(), Qt.Key.Key_Escape)


# ---- elsewhere than in a list ----


def test_one_record_leaves_with_what_belongs_to_it(qtbot: QtBot, people: Office, target: list[Path]) -> None:
    page = ContactPage(people.context)
    qtbot.addWidget(page)
    people.shown.append(page)
    page.open_target(people.find("Amara Okafor"))
    page.show()
    qtbot.waitExposed(page)
    page.more.click()
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    next(action for action in menu.actions() if action.text() == "Export…").trigger()
    menu.close()
    dialog = asked()
    settled(people)
    assert dialog.text.text().startswith("1 person with")
    box(dialog, "Deals").click()
    pill(dialog, "Choose file…").click()
    until(lambda: bool(people.said))
    assert target[0].name == "Amara Okafor.xlsx"
    assert any("Fleet" in flat(rows) for rows in sheets(target[0]).values())


def test_a_campaign_leaves_with_its_members(qtbot: QtBot, people: Office, target: list[Path]) -> None:
    campaign, _ = people.services.campaigns.create("Autumn offer", channel=Channel.EVENT)
    people.services.campaigns.add_members(campaign, people.store.contacts.ids())
    page = CampaignPage(people.context)
    qtbot.addWidget(page)
    people.shown.append(page)
    page.open_target(campaign)
    page.show()
    qtbot.waitExposed(page)
    export_campaign(page, campaign, "Autumn offer")
    dialog = asked()
    settled(people)
    assert "1 campaign with" in dialog.text.text()
    assert dialog._grey.text().startswith("This list is for reading only")
    assert not dialog._returns.isVisible()
    box(dialog, "Members").click()
    pill(dialog, "Choose file…").click()
    until(lambda: bool(people.said))
    found = [flat(rows) for rows in sheets(target[0]).values()]
    assert any("Priya Raman" in values for values in found)


def test_everything_leaves_at_once(
    qtbot: QtBot, people: Office, page: ContactsPage, target: list[Path]
) -> None:
    export_everything(page)
    until(lambda: bool(people.said))
    found = sheets(target[0])
    assert {"Contacts", "Companies", "Deals"} <= set(found)
    assert "sheets" in people.said[-1]


def test_a_name_becomes_a_file_name() -> None:
    assert safe_name('Nord/Süd: "A"') == "Nord Süd   A"
    assert safe_name("???") == "export"
    assert asked_of(ExportRequest(CONTACTS, [1], ("email",), "Contacts"), ExportChoice(XLSX, [1], ())).summary
