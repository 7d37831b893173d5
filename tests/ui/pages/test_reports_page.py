"""Reports, campaigns, history, trash and settings, driven over a real file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.campaigns import CampaignStatus, MemberStatus
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.store.lists.reader import ListReader
from salesdesk.ui.lists.popups import NamePopup
from salesdesk.ui.page import Page
from salesdesk.ui.pages.campaigns.add_members import AddMembersDialog
from salesdesk.ui.pages.campaigns.campaign_page import CampaignPage
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.campaigns.page import CampaignsPage
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.first_run import FirstRunPage
from salesdesk.ui.pages.history.change_dialog import ChangeDialog
from salesdesk.ui.pages.history.kept_dialog import KeptDialog
from salesdesk.ui.pages.history.page import HistoryPage
from salesdesk.ui.pages.reports.page import ReportsPage
from salesdesk.ui.pages.reports.table import ReportTableModel, ReportTableView
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.pages.settings.rates import RatesDialog
from salesdesk.ui.pages.trash.page import TrashPage
from salesdesk.ui.widgets.cards import FigureCard
from salesdesk.ui.widgets.charts.bar_chart import PlotChart
from salesdesk.ui.widgets.dialog import Question
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


def shown(qtbot: QtBot, office: Office, page: Page) -> Page:
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1200, 760)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)
    return page


def press(widget: QWidget, text: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text().strip() == text).click()


@pytest.fixture
def sales(office: Office) -> Office:
    """Two open deals and one won."""
    stages = {s.name: s.id for s in office.store.pipelines.all()[0].stages}
    for title, amount in (("Open one", 1000_00), ("Open two", 500_00), ("Won one", 2000_00)):
        deal, _ = office.services.deals.create(title, stages["Demo"], amount=amount)
        if title.startswith("Won"):
            office.services.deals.win(deal)
    return office


class TestReports:
    def test_a_figure_opens_its_rows(self, qtbot: QtBot, sales: Office) -> None:
        page = shown(qtbot, sales, ReportsPage(sales.context))
        won = next(c for c in page.findChildren(FigureCard) if c.caption.text() == "Won")
        assert won.value.text() == "€2,000"
        won.clicked.emit()
        target, filter_ = sales.asked[-1]
        assert target == "deals"
        assert isinstance(filter_, Filter)
        ids = list(_deals(sales).ids(filter_))
        assert [_deals(sales).page(ids)[i]["deal_title"] for i in ids] == ["Won one"]

    def test_the_workbook_is_saved_from_the_page(self, qtbot: QtBot, sales: Office, tmp_path: Path) -> None:
        page = shown(qtbot, sales, ReportsPage(sales.context))
        assert isinstance(page, ReportsPage)
        page.save_report(str(tmp_path / "review.xlsx"))
        qtbot.waitUntil(lambda: any("Report saved" in text for text in sales.said))
        assert "Won deals" in openpyxl.load_workbook(tmp_path / "review.xlsx").sheetnames

    def test_another_period_shows_other_figures(self, qtbot: QtBot, sales: Office) -> None:
        page = shown(qtbot, sales, ReportsPage(sales.context))
        period = next(b for b in page.findChildren(QComboBox) if b.accessibleName() == "Period")
        last = period.findData("last_month")
        period.setCurrentIndex(last)
        period.activated.emit(last)
        qtbot.waitUntil(
            lambda: any(
                c.caption.text() == "Won" and c.value.text() == "€0" for c in page.findChildren(FigureCard)
            )
        )

    def test_nothing_to_report_says_what_to_do(self, qtbot: QtBot, office: Office) -> None:
        page = shown(qtbot, office, ReportsPage(office.context))
        assert isinstance(page, ReportsPage)
        assert page._empty.isVisible()
        press(page, "Add a deal")
        asked = page.findChild(DealDialog)
        assert asked is not None
        asked.reject()
        office.person("Amara Okafor")
        page.refresh()
        qtbot.waitUntil(lambda: not page._first.isVisible())
        assert_all_named(page)

    def test_the_table_model_keeps_qts_contract(
        self, qtmodeltester: ModelTester, qtbot: QtBot, sales: Office
    ) -> None:
        page = shown(qtbot, sales, ReportsPage(sales.context))
        view = page.findChildren(ReportTableView)[0]
        assert isinstance(view.model(), ReportTableModel)
        qtmodeltester.check(view.model())


@pytest.fixture
def abroad(sales: Office) -> Office:
    """Besides the deals in euros one won and one open, each in a currency without a rate."""
    stages = {s.name: s.id for s in sales.store.pipelines.all()[0].stages}
    won, _ = sales.services.deals.create("Lausanne", stages["Proposal"], amount=12_500_50, currency="CHF")
    sales.services.deals.win(won)
    sales.services.deals.create("Leeds", stages["Prospecting"], amount=1_250_75, currency="GBP")
    return sales


class TestWithoutRates:
    def test_one_line_names_the_currencies_and_opens_their_rates(self, qtbot: QtBot, abroad: Office) -> None:
        page = shown(qtbot, abroad, ReportsPage(abroad.context))
        lines = [one.text() for one in page.findChildren(QLabel) if "exchange rate" in one.text()]
        assert lines == [
            "CHF, GBP have no exchange rate: their amounts stand beside the sums, in no bar and no average."
        ]
        press(page, "Set rates…")
        dialog = page.findChild(RatesDialog)
        assert dialog is not None
        for field in dialog._fields.values():
            field.editor.setText("1.1")  # type: ignore[attr-defined]
        press(dialog, "Save")
        qtbot.waitUntil(
            lambda: (
                not any("exchange rate" in one.text() for one in page.findChildren(QLabel) if one.isVisible())
            )
        )

    def test_a_month_of_foreign_money_only_says_no_bare_zero(self, qtbot: QtBot, office: Office) -> None:
        stage = office.store.pipelines.all()[0].stages[0].id
        deal, _ = office.services.deals.create("Lausanne", stage, amount=12_500_50, currency="CHF")
        office.services.deals.win(deal)
        page = shown(qtbot, office, ReportsPage(office.context))
        months = page.findChildren(PlotChart)[0]
        assert months.spots()[-1].tip == "Nov, Won: CHF 12,500.50"
        labels = [
            text for place, text in months.value_labels() if place.center().x() > months.width() * 5 / 6
        ]
        assert labels in (["CHF 12,500.50"], ["no rate"])

    def test_an_average_says_what_is_not_in_it(self, qtbot: QtBot, abroad: Office) -> None:
        page = shown(qtbot, abroad, ReportsPage(abroad.context))
        average = next(c for c in page.findChildren(FigureCard) if c.caption.text() == "Average deal")
        assert average.value.text() == "€2,000"
        assert "without CHF, no rate" in average.note.text()

    @pytest.mark.parametrize("width", [720, 1024, 1200])
    def test_the_names_of_stages_stand_in_full(self, qtbot: QtBot, abroad: Office, width: int) -> None:
        page = shown(qtbot, abroad, ReportsPage(abroad.context))
        page.resize(width, 640)
        QApplication.processEvents()
        for table in page.findChildren(ReportTableView):
            if table.isVisible():
                assert table.columnWidth(0) >= table.sizeHintForColumn(0), table.accessibleName()


def _deals(office: Office) -> ListReader:
    return office.store.list_of(RecordKind.DEALS)


class TestCampaigns:
    def test_adding_one_opens_its_page(self, qtbot: QtBot, office: Office) -> None:
        page = shown(qtbot, office, CampaignsPage(office.context))
        press(page, "New campaign")
        dialog = page.findChild(CampaignDialog)
        assert dialog is not None
        assert_all_named(dialog)
        press(dialog, "Add campaign")
        assert "name" in dialog._name.error()
        dialog.findChild(QLineEdit).setText("Autumn offer")
        press(dialog, "Add campaign")
        assert office.asked[-1][0] == "campaign"
        assert [c.name for c in office.store.campaigns.all()] == ["Autumn offer"]

    def test_people_are_added_by_filter_with_their_count(self, qtbot: QtBot, office: Office) -> None:
        office.person("Amara Okafor", lifecycle_stage="customer")
        office.person("Jonas Lindqvist")
        number, _ = office.services.campaigns.create("Autumn")
        page = CampaignPage(office.context)
        page.open_target(number)
        shown(qtbot, office, page)
        press(page, "Add people")
        dialog = page.findChild(AddMembersDialog)
        assert dialog is not None
        assert dialog._count.text() == "2 people fit"
        dialog._stage.setCurrentIndex(dialog._stage.findData("customer"))
        dialog._stage.activated.emit(0)
        assert dialog._count.text() == "1 person fits"
        press(dialog, "Add")
        qtbot.waitUntil(lambda: page.members.model.rowCount() == 1)
        assert office.said[-1] == "1 person added to “Autumn”"

    def test_who_may_not_be_addressed_is_counted_apart_and_left_out(
        self, qtbot: QtBot, office: Office
    ) -> None:
        office.person("Amara Okafor", do_not_email="yes")
        office.person("Jonas Lindqvist", email="jonas@lind.example")
        gone = office.person("Gone Gunther", email="old@lind.example", do_not_email="yes")
        twin = office.person("Twin Gunther", email="twin@lind.example")
        office.services.contacts.update(twin, {"email": "OLD+a@lind.example"})
        office.services.contacts.delete([gone])
        number, _ = office.services.campaigns.create("Autumn")
        page = CampaignPage(office.context)
        page.open_target(number)
        shown(qtbot, office, page)
        press(page, "Add people")
        dialog = page.findChild(AddMembersDialog)
        assert dialog is not None
        assert dialog._count.text() == "1 person fits. 2 left out: 2 asked for no e-mail"
        press(dialog, "Add")
        qtbot.waitUntil(lambda: page.members.model.rowCount() == 1)
        assert office.said[-1] == "1 person added to “Autumn”. 2 left out: 2 asked for no e-mail"

    def test_responses_are_recorded_for_the_selection(self, qtbot: QtBot, office: Office) -> None:
        number, _ = office.services.campaigns.create("Autumn")
        office.services.campaigns.add_members(
            number, [office.person("Amara Okafor"), office.person("Jonas Lindqvist")]
        )
        page = CampaignPage(office.context)
        page.open_target(number)
        shown(qtbot, office, page)
        page.members.table.selectRow(0)
        page.members._save(MemberStatus.REPLIED, page.members.table.selected_ids())
        assert office.services.campaigns.figures(office.store.campaigns.get(number)).responses == 1
        press(page, "Start")
        assert office.store.campaigns.get(number).status is CampaignStatus.RUNNING
        assert_all_named(page)


def is_titled(office: Office, person: int, title: str | None) -> bool:
    found = office.store.contacts.page([person], ["job_title"])[person]["job_title"]
    return (found or None) == title


class TestHistory:
    def test_an_older_change_is_undone_and_what_moved_on_is_listed(
        self, qtbot: QtBot, office: Office
    ) -> None:
        person = office.person("Amara Okafor")
        office.services.contacts.edit(person, "job_title", "Boss")
        page = shown(qtbot, office, HistoryPage(office.context))
        assert isinstance(page, HistoryPage)
        assert page.model.rowCount() == 2
        page.table.selectRow(1)
        press(page, "Undo this change")
        qtbot.waitUntil(lambda: page.findChild(KeptDialog) is not None)
        dialog = page.findChild(KeptDialog)
        assert "Amara Okafor" in dialog.findChild(QListWidget).item(0).text()
        press(dialog, "Close")
        assert office.store.contacts.get(person).full_name == "Amara Okafor"

    def test_a_change_opens_and_says_what_became_of_each_record(self, qtbot: QtBot, office: Office) -> None:
        person = office.person("Amara Okafor")
        office.services.contacts.edit(person, "email", "amara@okafor.example")
        office.services.contacts.edit(person, "job_title", "Boss")
        page = shown(qtbot, office, HistoryPage(office.context))
        assert isinstance(page, HistoryPage)
        columns = [column.title for column in page.model.columns]
        records = columns.index("Records")
        assert [page.model.index(row, records).data() for row in range(3)] == ["1", "1", "1"]
        page.table.setFocus()
        page.table.selectRow(0)
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.window().findChild(ChangeDialog) is not None)
        dialog = page.window().findChild(ChangeDialog)
        lines = [dialog.rows.item(row).text().strip() for row in range(dialog.rows.count())]
        assert lines == ["Contact · Amara Okafor · changed", "Job title: — → Boss"]
        went: list[tuple[str, object]] = []
        office.context.navigate.requested.connect(lambda where, target: went.append((where, target)))
        dialog.rows.setCurrentRow(0)
        press(dialog, "Open record")
        assert went == [("contact", person)]

    def test_a_change_is_taken_back_from_what_it_says(self, qtbot: QtBot, office: Office) -> None:
        person = office.person("Amara Okafor")
        office.services.contacts.edit(person, "job_title", "Boss")
        page = shown(qtbot, office, HistoryPage(office.context))
        assert isinstance(page, HistoryPage)
        for said, title in (("Undo this change", None), ("Redo this change", "Boss")):
            page.table.selectRow(0)
            menu = QMenu(page)
            page.table.menu_requested.emit(menu, page.table.selected_ids())
            assert [action.text() for action in menu.actions()] == ["Show what changed", said]
            menu.actions()[0].trigger()
            qtbot.waitUntil(lambda: page.window().findChild(ChangeDialog) is not None)
            dialog = page.window().findChild(ChangeDialog)
            assert_all_named(dialog)
            press(dialog, said)
            qtbot.waitUntil(partial(is_titled, office, person, title))
            qtbot.waitUntil(lambda: page.window().findChild(ChangeDialog) is None)
            page.refresh()

    def test_of_very_many_records_the_rest_is_counted(self, qtbot: QtBot, office: Office) -> None:
        ids = [office.person(f"Person {number}") for number in range(5)]
        office.services.contacts.set_owner(ids, "Mia")
        batch = office.store.journal.batches(1)[0]
        found = office.store.batch_changes.of(batch.id, 2)
        dialog = ChangeDialog(None, office.context, batch, found, lambda _batch: None)
        qtbot.addWidget(dialog)
        assert "5 records" in dialog.text.text()
        assert dialog.rows.item(dialog.rows.count() - 1).text().strip() == "and 3 more"

    def test_imports_can_be_shown_alone(self, qtbot: QtBot, office: Office) -> None:
        office.person("Amara Okafor")
        page = shown(qtbot, office, HistoryPage(office.context))
        assert isinstance(page, HistoryPage)
        press(page, "Imports")
        assert page.model.rowCount() == 0
        assert_all_named(page)


class TestTrash:
    def test_a_deleted_person_comes_back(self, qtbot: QtBot, office: Office) -> None:
        person = office.person("Amara Okafor")
        office.services.contacts.delete([person])
        page = shown(qtbot, office, TrashPage(office.context))
        assert isinstance(page, TrashPage)
        page.table.selectRow(0)
        press(page, "Restore")
        assert office.store.contacts.count() == 1
        qtbot.waitUntil(lambda: page.model.rowCount() == 0)


class TestSettings:
    def test_choices_are_saved_at_once(self, qtbot: QtBot, office: Office) -> None:
        page = shown(qtbot, office, SettingsPage(office.context))
        assert isinstance(page, SettingsPage)
        page.file._currency.setCurrentText("CHF")
        page.file._currency.activated.emit(0)
        assert office.store.settings.currency == "CHF"
        assert_all_named(page)

    def test_a_stage_is_renamed_in_place(self, qtbot: QtBot, office: Office) -> None:
        page = shown(qtbot, office, SettingsPage(office.context))
        name = next(e for e in page.findChildren(QLineEdit) if e.accessibleName() == "Name of stage 1")
        name.setText("First contact")
        name.editingFinished.emit()
        assert office.store.pipelines.all()[0].stages[0].name == "First contact"
        days = next(
            e
            for e in page.findChildren(QSpinBox)
            if e.accessibleName() == "Days until First contact is quiet"
        )
        assert days.value() == 14

    def test_a_source_in_use_goes_only_where_that_is_meant(self, qtbot: QtBot, office: Office) -> None:
        office.person("Amara Okafor", lead_source="Referral")
        page = shown(qtbot, office, SettingsPage(office.context))
        assert isinstance(page, SettingsPage)
        press(page.lists, "Sources")
        entries = page.lists._list
        entries.setCurrentRow(next(r for r in range(entries.count()) if entries.item(r).text() == "Referral"))
        press(page.lists, "Remove")
        question = next(
            w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible()
        )
        press(question, "Cancel")
        assert "Referral" in [s.name for s in office.store.sources.all()]
        press(page.lists, "Remove")
        question = next(
            w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible()
        )
        press(question, "Remove everywhere")
        assert "Referral" not in [s.name for s in office.store.sources.all()]
        office.services.commands.undo()
        assert "Referral" in [s.name for s in office.store.sources.all()]

    def test_the_records_of_a_tag_open_and_tags_are_joined(self, qtbot: QtBot, office: Office) -> None:
        office.person("Amara Okafor", tags="Messe")
        office.person("Ben Ode", tags="Messe, fair")
        page = shown(qtbot, office, SettingsPage(office.context))
        assert isinstance(page, SettingsPage)
        press(page.lists, "Tags")
        entries = page.lists._list
        entries.setCurrentRow(next(r for r in range(entries.count()) if entries.item(r).text() == "Messe"))
        press(page.lists, "2 people")
        assert office.asked[-1] == ("contacts", Filter((Condition("tags", Op.IS, ("Messe",)),)))
        press(page.lists, "Join with…")
        popup = next(w for w in QApplication.topLevelWidgets() if isinstance(w, NamePopup) and w.isVisible())
        popup.confirm()
        assert [one.name for one in office.store.tags.all()] == ["fair"]
        assert office.said[-1] == "Messe joined with fair"

    def test_a_backup_is_listed(self, qtbot: QtBot, office: Office) -> None:
        page = shown(qtbot, office, SettingsPage(office.context))
        assert isinstance(page, SettingsPage)
        press(page.backups, "Back up now")
        qtbot.waitUntil(lambda: any("Backup made" in text for text in office.said))
        assert len(office.services.backups.snapshots()) == 1


def test_the_first_run_leaves_once_there_are_contacts(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, FirstRunPage(office.context))
    assert_all_named(page)
    office.person("Amara Okafor")
    qtbot.waitUntil(lambda: ("contacts", None) in office.asked)
