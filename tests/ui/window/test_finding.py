"""The palette and the search field: what tells hits apart, what can be done with them, and what was meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import Filter
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.pages.settings.sections import SECTIONS
from salesdesk.ui.preferences import THEME
from salesdesk.ui.records.record_page import RecordPage
from salesdesk.ui.theme_choice import choose_theme
from salesdesk.ui.widgets.result_list import Result, ResultRole
from salesdesk.ui.window.command_palette import CommandPalette
from salesdesk.ui.window.search import Hit
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office, until


@pytest.fixture
def workspace(qtbot: QtBot, filed_office: Office) -> Workspace:
    """The window of a file with two people of one name, their company and a deal."""
    office = filed_office
    ann = office.person("Anna Berg", company="Nordwind Logistics", city="Hamburg", phone="+49 30 55501182")
    office.person("Anna Berg", city="Kiel")
    company = office.store.contacts.get(ann).company
    assert company is not None
    office.services.companies.update(company.company_id, {"city": "Hamburg"})
    stage = office.store.pipelines.all()[0].stages[0]
    office.services.deals.create(
        "Fleet rollout", stage_id=stage.id, contact_id=ann, company_id=company.company_id, amount=2_400_000
    )
    made = Workspace(office.context)
    qtbot.addWidget(made.window)
    made.window.show()
    return made


def palette(workspace: Workspace, qtbot: QtBot, text: str = "") -> CommandPalette:
    shown = workspace.window.palette_overlay
    if not shown.isVisible():
        shown.summon()
    shown.field.clear()
    qtbot.keyClicks(shown.field, text)
    return shown


def rows(shown: CommandPalette) -> list[Result]:
    return [shown.results.item(row).data(ResultRole) for row in range(shown.results.count())]


def choose(qtbot: QtBot, shown: CommandPalette, title: str) -> None:
    place = next(number for number, row in enumerate(rows(shown)) if row.title.startswith(title))
    shown.results.setCurrentRow(place)
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)


def test_hits_say_town_number_count_and_amount(qtbot: QtBot, workspace: Workspace) -> None:
    found = {row.title: row.detail for row in rows(palette(workspace, qtbot, "nordwind"))}
    assert found["Anna Berg"] == "Nordwind Logistics · Hamburg · +49 30 55501182"
    assert found["Nordwind Logistics"] == "Hamburg · 1 person · 1 open deal"
    assert "24,000" in found["Fleet rollout"]
    twins = [row.detail for row in rows(palette(workspace, qtbot, "anna berg")) if row.title == "Anna Berg"]
    assert len(set(twins)) == 2, "two of one name are told apart"


def test_a_call_is_logged_and_a_step_planned_from_the_palette(qtbot: QtBot, workspace: Workspace) -> None:
    choose(qtbot, palette(workspace, qtbot, "nordwind"), "Log a call with Anna Berg")
    assert workspace.window.current_key == "contact"
    page = workspace.window.page("contact")
    assert isinstance(page, RecordPage)
    assert page.timeline.log.isVisible()
    titles = [row.title for row in rows(palette(workspace, qtbot, "plan anna"))]
    assert titles.count("Plan a step with Anna Berg") == 2
    titles = [row.title for row in rows(palette(workspace, qtbot, "call nordwind"))]
    assert "Log a call with Nordwind Logistics" in titles
    choose(qtbot, palette(workspace, qtbot, "plan nordwind"), "Plan a step with Anna Berg")
    (dialog,) = (one for one in workspace.window.findChildren(EntryDialog) if one.isVisible())
    dialog.reject()


def test_a_mistyped_letter_is_forgiven_after_the_first_look(qtbot: QtBot, workspace: Workspace) -> None:
    shown = palette(workspace, qtbot, "nrodwind")
    until(lambda: any(row.title == "Nordwind Logistics" for row in rows(shown)))
    assert "nearly so" in shown.footer.text()
    shown.dismiss()
    field = workspace.window.top_bar.search.edit
    qtbot.keyClicks(field, "nordwimd")
    popup = workspace.window.search_popup
    until(lambda: popup.results.count() > 1)
    titles = [popup.results.item(row).data(ResultRole).title for row in range(popup.results.count())]
    assert titles[0] == "Written nearly so"
    assert "Nordwind Logistics" in titles


def test_everything_found_opens_as_a_list(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    for number in range(12):
        filed_office.person(f"Melitta Ott {number}")
    shown = palette(workspace, qtbot, "melitta")
    choose(qtbot, shown, "All contacts with “melitta”")
    assert workspace.window.current_key == "contacts"
    page = workspace.window.page("contacts")
    until(lambda: page.model.rowCount() == 12)  # type: ignore[attr-defined]
    assert Filter(text="melitta").text


def test_what_was_opened_last_comes_first_and_is_offered_before_anything_is_typed(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    other = filed_office.person("Anna Bergmann")
    last = [row for row in rows(palette(workspace, qtbot, "anna")) if row.title.startswith("Anna")][-1]
    assert last.title == "Anna Bergmann"
    choose(qtbot, palette(workspace, qtbot, "anna"), "Anna Bergmann")
    until(lambda: filed_office.services.search.recently() != [])
    shown = palette(workspace, qtbot)
    assert rows(shown)[0].title == "Anna Bergmann"
    shown.dismiss()
    first = rows(palette(workspace, qtbot, "anna"))[0]
    assert first.title == "Anna Bergmann"
    assert other


def test_the_exact_name_comes_before_what_was_opened_lately(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    for name in ("Otto Maier", "Otto Maierhofer"):
        filed_office.person(name)
    choose(qtbot, palette(workspace, qtbot, "otto"), "Otto Maierhofer")
    until(lambda: filed_office.services.search.recently() != [])
    assert rows(palette(workspace, qtbot, "otto"))[0].title == "Otto Maierhofer"
    assert rows(palette(workspace, qtbot, "otto maier"))[0].title == "Otto Maier"


def test_an_exact_name_of_any_kind_comes_before_what_was_opened_lately(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    for name in ("nordwind", "berg"):
        choose(qtbot, palette(workspace, qtbot, name), "Anna Berg")
    until(lambda: filed_office.services.search.recently() != [])
    for typed in ("nordwind logistics", "Fleet rollout"):
        assert rows(palette(workspace, qtbot, typed))[0].title.casefold() == typed.casefold()


def test_an_exact_command_comes_before_records_that_only_hold_the_words(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    title = next(row.title for row in rows(palette(workspace, qtbot, ">")) if " " in row.title)
    ann = filed_office.person("Cleo Marx")
    filed_office.services.contacts.edit(ann, "notes", f"She asked how to {title}")
    assert rows(palette(workspace, qtbot, title.upper()))[0].title == title
    filed_office.person(title)
    first = rows(palette(workspace, qtbot, title))[0]
    assert isinstance(first.value, Hit)
    assert first.title == title


def test_undo_views_and_settings_are_commands(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    choose(qtbot, palette(workspace, qtbot, ">settings backups"), "Settings: Backups")
    assert workspace.window.current_key == "settings"
    page = workspace.window.page("settings")
    assert isinstance(page, SettingsPage)
    until(lambda: not page.backups.visibleRegion().isEmpty())
    headings = [card.heading.title.text() for card in page._cards if card.heading is not None]
    assert list(SECTIONS) == headings, "every section is found, in the order of the page"
    before = len(filed_office.store.deals.ids())
    choose(qtbot, palette(workspace, qtbot, ">undo"), "Undo: Add deal “Fleet rollout”")
    until(lambda: len(filed_office.store.deals.ids()) == before - 1)
    until(lambda: filed_office.context.commands.can_redo)
    choose(qtbot, palette(workspace, qtbot, ">redo"), "Redo: Add deal “Fleet rollout”")
    until(lambda: len(filed_office.store.deals.ids()) == before)


def test_the_theme_is_chosen_by_a_command(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    themes = ["Theme: As the system", "Theme: Light", "Theme: Dark"]
    assert [row.title for row in rows(palette(workspace, qtbot, ">theme"))] == themes
    assert "Theme: Dark" in [row.title for row in rows(palette(workspace, qtbot, "dark"))]
    context = filed_office.context
    before = context.preferences.get(THEME)
    try:
        choose(qtbot, palette(workspace, qtbot, ">theme dark"), "Theme: Dark")
        assert (context.preferences.get(THEME), context.theme.name) == ("dark", "dark")
        choose(qtbot, palette(workspace, qtbot, ">theme light"), "Theme: Light")
        assert (context.preferences.get(THEME), context.theme.name) == ("light", "light")
    finally:
        choose_theme(context, str(before))
