"""The list of deals, driven like the lists of contacts and companies over a real file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import FieldClash, RecordClash, WrittenBy
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.money import Money
from salesdesk.ui.conflict_texts import ClashTexts
from salesdesk.ui.lists.export_dialog import ExportDialog
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.look import field_title
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.lists.popups import ListPopup, NamePopup
from salesdesk.ui.lists.walk import RecordWalk
from salesdesk.ui.models.record_table_model import TypedRole
from salesdesk.ui.pages.deals.closing import LostDialog
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.list_page import DealsPage
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


def stage_id(office: Office, name: str) -> int:
    return next(s.id for p in office.store.pipelines.all() for s in p.stages if s.name == name)


@pytest.fixture
def deals(office: Office) -> dict[str, int]:
    """Three deals in two stages."""
    made = {}
    for title, stage, amount in (
        ("Fleet", "Prospecting", 2_400_000),
        ("Kiln", "Demo", 770_000),
        ("Office", "Prospecting", 480_000),
    ):
        made[title], _ = office.services.deals.create(title, stage_id(office, stage), amount=amount)
    return made


@pytest.fixture
def page(qtbot: QtBot, office: Office, deals: dict[str, int]) -> DealsPage:
    """The page, shown as the window would show it."""
    made = DealsPage(office.context)
    qtbot.addWidget(made)
    office.shown.append(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1300, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def popup(kind: type[ListPopup]) -> ListPopup:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def dialog(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def titles(page: DealsPage) -> list[str]:
    at = page.model.column_of("deal_title")
    return [page.model.index(row, at).data() for row in range(page.model.rowCount())]


def type_into(page: DealsPage, deal: int, key: str, text: str) -> None:
    index = page.model.index(page.model.row_of(deal), page.model.column_of(key))
    page.model.setData(index, text, Qt.ItemDataRole.EditRole)


def test_it_is_a_list_like_the_others(page: DealsPage, qtmodeltester: ModelTester) -> None:
    assert isinstance(page, ListPage)
    assert titles(page) == ["Fleet", "Kiln", "Office"]
    assert page.header.subtitle.text() == "3 deals"
    assert page.panel.isVisible()
    assert_all_named(page)
    qtmodeltester.check(page.model)


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("deal_title", "Fleet of 12", "Fleet of 12"),
        ("deal_value", "25,500.50", Money(2_550_050, "EUR")),
        ("expected_close", "2026-12-24", "2026-12-24"),
        ("probability", "45 %", 45),
        ("company", "Hansa Logistics", "Hansa Logistics"),
        ("full_name", "Amara Okafor", "Amara Okafor"),
        ("owner", "Mia", "Mia"),
        ("lead_source", "Referral", "Referral"),
        ("stage", "Demo", "Demo"),
        ("campaign", "Autumn offer", "Autumn offer"),
        ("competitor", "Acme", "Acme"),
        ("notes", "Call again", "Call again"),
    ],
)
def test_a_cell_is_typed_into_and_taken_back(
    page: DealsPage, office: Office, deals: dict[str, int], key: str, typed: str, stored: object
) -> None:
    office.person("Amara Okafor")
    office.services.campaigns.create("Autumn offer")
    before = office.store.deals.page([deals["Fleet"]])[deals["Fleet"]][key]
    type_into(page, deals["Fleet"], key, typed)
    assert office.store.deals.page([deals["Fleet"]])[deals["Fleet"]][key] == stored
    assert office.said[-1].endswith(" saved")
    office.services.commands.undo()
    assert office.store.deals.page([deals["Fleet"]])[deals["Fleet"]][key] == before


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("deal_title", " ", "title"),
        ("deal_value", "a lot", "amount"),
        ("full_name", "Nobody here", "Nobody is called"),
        ("campaign", "Spring", "no campaign"),
        ("stage", "Elsewhere", "no stage"),
    ],
)
def test_a_refused_cell_keeps_its_text_and_says_why(
    page: DealsPage, office: Office, deals: dict[str, int], key: str, typed: str, said: str
) -> None:
    before = office.store.deals.get(deals["Fleet"])
    type_into(page, deals["Fleet"], key, typed)
    index = page.model.index(page.model.row_of(deals["Fleet"]), page.model.column_of(key))
    assert said in index.data(TypedRole).problem
    assert office.store.deals.get(deals["Fleet"]) == before


def test_a_name_that_two_people_have_is_refused(
    page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    office.person("Anna Berg", email="a@one.example")
    office.person("Anna Berg", email="b@two.example")
    type_into(page, deals["Kiln"], "full_name", "Anna Berg")
    assert "2 people" in office.said[-1]
    assert office.store.deals.get(deals["Kiln"]).contact_id is None


def test_a_typed_stage_keeps_the_history_of_stages(
    page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    type_into(page, deals["Fleet"], "stage", "Proposal")
    moved = office.store.deals.stage_history(deals["Fleet"])
    assert moved[-1].after == office.store.deals.get(deals["Fleet"]).stage_id == stage_id(office, "Proposal")


def test_a_typed_pipeline_finds_the_stage_of_the_same_name(
    page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    office.services.pipelines.add_pipeline("Renewals")
    renewals = next(p for p in office.store.pipelines.all() if p.name == "Renewals")
    type_into(page, deals["Kiln"], "pipeline", "Renewals")
    moved = office.store.deals.get(deals["Kiln"])
    assert moved.pipeline_id == renewals.id
    assert moved.stage_id in {stage.id for stage in renewals.stages}


def test_an_amount_keeps_the_currency_of_its_deal_until_another_is_written(
    page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    fleet = deals["Fleet"]

    def amount() -> tuple[int | None, str | None]:
        deal = office.store.deals.get(fleet)
        return deal.amount, deal.currency

    for typed, stored in (
        ("$1,200", (120_000, "USD")),
        ("1300", (130_000, "USD")),
        ("50,000 JPY", (50_000, "JPY")),
        ("60,000", (60_000, "JPY")),
        ("€5", (500, "EUR")),
    ):
        type_into(page, fleet, "deal_value", typed)
        assert amount() == stored
    office.services.deals.edit_many({fleet: {"deal_value": "£7"}})
    office.services.deals.edit_many({fleet: {"deal_value": "8"}})
    assert amount() == (800, "GBP")


def test_a_block_of_cells_is_pasted(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    page.columns.show(("deal_title", "deal_value", "owner"))
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("deal_value")))
    QApplication.clipboard().setText("1000\tMia\r\n2000\tJonas\r\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert office.said[-1] == "4 cells of 2 deals pasted"
    fleet, kiln = office.store.deals.get(deals["Fleet"]), office.store.deals.get(deals["Kiln"])
    assert [(d.amount, d.owner_name) for d in (fleet, kiln)] == [(100_000, "Mia"), (200_000, "Jonas")]


def test_a_field_of_ones_own_is_a_column_and_typed_into(
    page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    office.services.custom_fields.create("deal", "Incoterm", CustomType.TEXT)
    field = office.store.custom_fields.of("deal")[0]
    page.columns.show(("deal_title", field.name))
    type_into(page, deals["Kiln"], field.name, "FCA")
    assert office.store.custom_fields.by_key("deal", deals["Kiln"])[field.key].text == "FCA"


@pytest.mark.parametrize(
    ("ask", "choose", "column"),
    [
        ("ask_pipeline_stage", "Proposal", "stage"),
        ("ask_owner", "Mia", "owner"),
        ("ask_source", "Fair", "lead_source"),
    ],
)
def test_several_are_changed_at_once_and_taken_back_at_once(
    qtbot: QtBot, page: DealsPage, office: Office, ask: str, choose: str, column: str
) -> None:
    before = {number: row[column] for number, row in office.store.deals.page(page.model.ids).items()}
    page.table.selectAll()
    assert page.bulk.count.text() == "3 selected"
    getattr(page.bulk, ask)()
    names = popup(NamePopup)
    if names.field.isVisible():
        qtbot.keyClicks(names.field, choose)
        qtbot.keyClick(names.field, Qt.Key.Key_Return)
    else:
        row = next(i for i in range(names.list.count()) if names.list.item(i).text() == choose)
        names.list.setCurrentRow(row)
        qtbot.keyClick(names.list, Qt.Key.Key_Return)
    assert {row[column] for row in office.store.deals.page(page.model.ids).values()} == {choose}
    office.services.commands.undo()
    assert {n: row[column] for n, row in office.store.deals.page(page.model.ids).items()} == before


def test_delete_puts_them_into_the_trash_and_undo_brings_them_back(
    qtbot: QtBot, page: DealsPage, office: Office
) -> None:
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.nothing.isVisible()
    assert office.said[-1] == "3 deals deleted"
    office.services.commands.undo()
    assert titles(page) == ["Fleet", "Kiln", "Office"]


def test_a_view_keeps_filter_order_and_columns(qtbot: QtBot, page: DealsPage, office: Office) -> None:
    page.open_target(Filter((Condition("stage", Op.IS, ("Prospecting",)),)))
    page.refresh()
    page.model.sort(page.model.column_of("deal_value"), Qt.SortOrder.DescendingOrder)
    page.columns.show(("deal_title", "deal_value"))
    page.views.save()
    asked = dialog(NameDialog)
    assert isinstance(asked, NameDialog)
    qtbot.keyClicks(asked.field.editor, "Fresh ones")
    qtbot.keyClick(asked.field.editor, Qt.Key.Key_Return)
    assert page.title == "Fresh ones"
    view = office.store.saved_views.all(RecordKind.DEALS)[0]
    assert view.sort == Sort("deal_value", descending=True)
    page.open_target(Filter())
    page.refresh()
    assert page.title == "Deals"
    page.open_target(view)
    page.refresh()
    assert titles(page) == ["Fleet", "Office"]
    assert page.columns.keys() == ("deal_title", "deal_value")


def test_the_menu_offers_what_a_deal_can_do(qtbot: QtBot, page: DealsPage, deals: dict[str, int]) -> None:
    page.table.select_id(deals["Kiln"])
    menu = QMenu(page)
    page._fill_menu(menu, page.table.selected_ids())
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:4] == ["Open", "Edit…", "Won…", "Lost…"]
    assert texts[-1] == "Delete"
    assert not any(" tag" in text for text in texts)
    next(action for action in menu.actions() if action.text() == "Lost…").trigger()
    qtbot.keyClick(dialog(LostDialog), Qt.Key.Key_Escape)


def test_the_panel_edits_the_deal_and_leads_to_its_page(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    page.table.select_id(deals["Kiln"])
    qtbot.waitUntil(lambda: page.panel.details.number == deals["Kiln"])
    assert page.panel.details.name.text() == "Kiln"
    assert_all_named(page.panel)
    page.panel.details._writer._profile.edit(
        deals["Kiln"], {"deal_value": "9000"}, office.services.deals.seen(deals["Kiln"], ["deal_value"])
    )
    qtbot.waitUntil(lambda: page.panel.details.subtitle.text() == "€9,000")
    page.open_record(deals["Kiln"])
    opened, walk = office.asked[-1]
    assert opened == "deal"
    assert isinstance(walk, RecordWalk)
    assert walk.current == deals["Kiln"]
    assert len(walk) == 3


def test_a_question_about_a_cell_shows_it_as_the_list_does(office: Office, deals: dict[str, int]) -> None:
    by = WrittenBy("Bert", "2026-11-23T09:00:00Z")
    close = FieldClash("expected_close", None, "2026-12-01", "2027-01-15", by)
    title = FieldClash("deal_title", "Kiln", "Kilns", "Kiln 2", by)
    clash = RecordClash(EntityKind.DEAL, deals["Kiln"], (close, title))
    texts = ClashTexts(office.context, [clash])
    assert texts.title(clash, title) == field_title("deal_title")
    assert texts.value(clash, title, title.theirs) == "Kiln 2"
    assert texts.value(clash, close, close.theirs) == "15 Jan 2027"


def test_what_is_on_screen_is_exported(qtbot: QtBot, page: DealsPage) -> None:
    page.export()
    asked = dialog(ExportDialog)
    assert isinstance(asked, ExportDialog)
    assert f"3 deals with the {len(page.columns.keys())} columns" in asked.text.text()
    qtbot.keyClick(asked, Qt.Key.Key_Escape)


def test_the_switch_leads_back_to_the_board(page: DealsPage, office: Office) -> None:
    page._look.chosen.emit("board")
    assert office.asked[-1][0] == "pipeline"
    assert page._look.current() == "list"


def test_an_empty_list_offers_the_first_deal(qtbot: QtBot, office: Office) -> None:
    page = DealsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    page.show()
    qtbot.waitUntil(page.nothing.isVisible)
    page.add_deal()
    qtbot.keyClick(dialog(DealDialog), Qt.Key.Key_Escape)


def test_the_company_of_a_person_is_filled_in_where_none_is_chosen(qtbot: QtBot, office: Office) -> None:
    office.person("Jonas Lindqvist", company="Fjord Coffee")
    ursina = office.person("Ursina Weiss", company="Alpstein AG")
    alone = office.person("Amara Okafor")
    dialog = DealDialog(None, office.context)
    qtbot.addWidget(dialog)
    dialog._contact._take(alone)
    assert dialog._company.record_id() is None
    dialog._contact._take(ursina)
    assert dialog._company.text() == "Alpstein AG"
    dialog._contact._take(office.find("Jonas Lindqvist"))
    assert dialog._company.text() == "Alpstein AG", "what stands there stays"
