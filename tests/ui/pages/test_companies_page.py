"""Companies: the list, the panel and the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.companies.company_page import CompanyPage
from salesdesk.ui.pages.companies.dialogs import new_company
from salesdesk.ui.pages.companies.page import CompaniesPage
from salesdesk.ui.records.journey import JourneySegment
from salesdesk.ui.records.record_form import RecordForm
from salesdesk.ui.records.side_cards import SideRow
from salesdesk.ui.widgets.dialog import Question
from tests.ui.pages.office import NOW, Office


@pytest.fixture
def nordwind(office: Office) -> int:
    """A company with two people, and another one."""
    office.person("Amara Okafor", company="Nordwind Logistics", job_title="Head of Ops")
    office.person("Jan Sörensen", company="Nordwind Logistics")
    office.person("Jonas Lindqvist", company="Fjord Coffee")
    number = office.store.companies.find("Nordwind Logistics")
    assert number is not None
    return number


@pytest.fixture
def page(qtbot: QtBot, office: Office, nordwind: int) -> CompaniesPage:
    """The list, shown."""
    made = CompaniesPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_companies_are_listed_with_their_people_counted(
    office: Office, page: CompaniesPage, qtmodeltester: ModelTester
) -> None:
    assert page.header.subtitle.text() == "2 companies"
    people = page.model.column_of("contacts")
    assert [page.model.index(row, people).data() for row in range(2)] == ["1", "2"]
    office.person("Mia Berg", company="Fjord Coffee")
    assert [page.model.index(row, people).data() for row in range(2)] == ["2", "2"]
    qtmodeltester.check(page.model, force_py=True)


def test_a_cell_and_the_panel_edit_the_company(
    qtbot: QtBot, office: Office, page: CompaniesPage, nordwind: int
) -> None:
    index = page.model.index(1, page.model.column_of("industry"))
    assert page.model.setData(index, "Logistics")
    assert office.store.companies.get(nordwind).values["industry"] == "Logistics"
    page.table.select_id(nordwind)
    qtbot.waitUntil(lambda: page.panel.details.name.text() == "Nordwind Logistics")
    assert page.panel.details.subtitle.text() == "Logistics · 2 people"
    page.panel.details.fields.edited.emit("annual_revenue", "12,500,000 EUR")
    revenue = office.store.companies.get(nordwind).annual_revenue
    assert revenue is not None
    assert (revenue.minor, revenue.currency) == (1_250_000_000, "EUR")


def test_the_page_shows_the_timeline_of_its_people(qtbot: QtBot, office: Office, nordwind: int) -> None:
    office.services.activities.log(
        ActivityKind.CALL, Subject(office.find("Jan Sörensen")), body="Asked for prices"
    )
    page = CompanyPage(office.context)
    qtbot.addWidget(page)
    page.open_target(nordwind)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    entries = page.profile.timeline(office.store.companies.get(nordwind)).newest(100)
    assert "Asked for prices" in [entry.activity.body for entry in entries if entry.activity is not None]
    people = [row.accessibleName() for row in page.cards.findChildren(SideRow)]
    assert people[:2] == ["Amara Okafor, Head of Ops", "Jan Sörensen"]
    row = page.cards.findChildren(SideRow)[0]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert office.asked[-1] == ("contact", office.find("Amara Okafor"))
    page.profile.actions(office.store.companies.get(nordwind))[0][1]()
    assert office.asked[-1] == (
        "contacts",
        ("records", [office.find("Amara Okafor"), office.find("Jan Sörensen")]),
    )


def test_a_new_company_warns_of_the_same_name_in_another_legal_form(
    qtbot: QtBot, office: Office, page: CompaniesPage
) -> None:
    new_company(page, office.context)
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecordForm))
    qtbot.keyClicks(form.field("company").editor, "Nordwind Logistics GmbH")
    qtbot.waitUntil(lambda: form._similar.count() == 2)
    qtbot.keyClick(form.field("company").editor, Qt.Key.Key_Return)
    assert office.asked[-1][0] == "company"
    assert office.store.companies.count() == 3


def test_companies_deleted_together_come_back_with_one_undo(
    qtbot: QtBot, office: Office, page: CompaniesPage
) -> None:
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    question = page.bulk.findChild(Question)  # people and deals hang on them
    next(one for one in question.findChildren(QPushButton) if one.text() == "Delete").click()
    assert page.nothing.isVisible()
    office.services.commands.undo()
    assert page.model.rowCount() == 2


def test_the_journey_of_a_company_has_the_dates_of_its_changes(
    qtbot: QtBot, office: Office, nordwind: int
) -> None:
    office.now = NOW + timedelta(days=3)
    office.services.companies.edit(nordwind, "lifecycle_stage", "customer")
    page = CompanyPage(office.context)
    qtbot.addWidget(page)
    page.open_target(nordwind)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    notes = {
        s.accessibleName().split(",")[0]: s
        for s in page.journey.findChildren(JourneySegment)
        if s.isVisible()
    }
    assert notes["Lead"].accessibleName() == "Lead, reached, 23 Nov"
    assert notes["Customer"].accessibleName() == "Customer, reached, + 3 d"
    assert "reached 26 Nov 2026" in notes["Customer"].toolTip()
    assert "Set the stage to Evangelist" in notes["Evangelist"].toolTip()
