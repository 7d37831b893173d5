"""Any field of many records at once: before and after, one step to undo."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from salesdesk.domain.custom_fields import CustomType
from salesdesk.ui.lists.bulk_dialog import BulkDialog, Way
from salesdesk.ui.pages.contacts.page import ContactsPage
from tests.ui.pages.office import Office


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> ContactsPage:
    office.services.custom_fields.create("contact", "Paid", CustomType.BOOLEAN)
    office.services.custom_fields.create("contact", "Until", CustomType.DATE)
    for name, town in (("Ada", "Kiel"), ("Ben", "Bonn"), ("Cyn", "Kiel"), ("Dan", "")):
        office.person(name, city=town, tags="old, vip" if name == "Ada" else "")
    page = ContactsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    page.refresh()
    page.table.selectAll()
    return page


def asked(qtbot: QtBot, page: ContactsPage, key: str) -> BulkDialog:
    page.bulk.ask_field()
    found = next(w for w in QApplication.topLevelWidgets() if isinstance(w, BulkDialog) and w.isVisible())
    found.field.setCurrentIndex(found.field.findData(key))
    qtbot.waitUntil(lambda: found._held is not None)
    return found


def lines(dialog: BulkDialog) -> list[str]:
    grid = dialog._preview
    found = []
    for row in range(grid.rowCount()):
        items = [grid.itemAtPosition(row, column) for column in range(4)]
        texts = [item.widget() for item in items if item is not None]
        said = " ".join(text.text() for text in texts if isinstance(text, QLabel) and text.text())
        if said:
            found.append(said)
    return found


def held(office: Office, page: ContactsPage, key: str) -> list[object]:
    rows = office.store.contacts.page(list(page.model.all_ids))
    return [rows[one][key] for one in page.model.all_ids]


def test_before_and_after_are_shown_and_all_are_changed(
    qtbot: QtBot, office: Office, page: ContactsPage
) -> None:
    dialog = asked(qtbot, page, "city")
    assert not dialog.apply.isEnabled()
    assert dialog.apply.text() == "Change 4 people"
    assert lines(dialog)[0] == "Kiel 2 people"
    dialog.typed.setText("Kiel")
    dialog._show_preview()
    assert lines(dialog)[:3] == ["Kiel stays 2 people", "Bonn → Kiel 1 person", "empty → Kiel 1 person"]
    assert dialog._said.text() == "2 people change:"
    assert dialog.apply.text() == "Change 2 people"
    assert lines(dialog)[3] == "Kiel stays Ada"
    dialog.apply.click()
    assert held(office, page, "city") == ["Kiel"] * 4
    office.services.commands.undo()
    assert held(office, page, "city") == ["Kiel", "Bonn", "Kiel", None]


def test_what_all_have_already_is_no_change_and_offers_no_undo(
    qtbot: QtBot, office: Office, page: ContactsPage
) -> None:
    for _ in range(2):
        dialog = asked(qtbot, page, "city")
        dialog.typed.setText("Kiel")
        dialog._show_preview()
        dialog.apply.click()
        qtbot.wait(20)
    assert office.said[-2:] == ["City of 2 people changed", "4 people: nothing to change"]


def test_a_field_is_cleared_and_own_fields_are_set(qtbot: QtBot, office: Office, page: ContactsPage) -> None:
    dialog = asked(qtbot, page, "city")
    dialog.way.setCurrentIndex(dialog.way.findData(Way.CLEAR))
    dialog._show_preview()
    assert "Bonn → empty 1 person" in lines(dialog)
    dialog.apply.click()
    assert held(office, page, "city") == [None] * 4
    dialog = asked(qtbot, page, "custom.paid")
    dialog.chosen.setCurrentIndex(0)
    dialog._show_preview()
    dialog.apply.click()
    assert held(office, page, "custom.paid") == [True] * 4
    dialog = asked(qtbot, page, "custom.until")
    dialog.typed.setText("31 Feb")
    dialog._show_preview()
    assert not dialog.apply.isEnabled()
    assert dialog._value.error()
    dialog.typed.setText("2026-12-24")
    dialog._accept()
    assert held(office, page, "custom.until") == ["2026-12-24"] * 4


def test_tags_are_added_and_taken_away(qtbot: QtBot, office: Office, page: ContactsPage) -> None:
    dialog = asked(qtbot, page, "tags")
    assert dialog.way.currentData() is Way.ADD
    dialog.named.setEditText("vip, Fair")
    dialog._show_preview()
    assert "empty → Fair, vip 3 people" in lines(dialog)
    assert "old, vip → Fair, old, vip 1 person" in lines(dialog)
    dialog.apply.click()
    assert [set(tags) for tags in held(office, page, "tags")] == [
        {"old", "vip", "Fair"},
        *[{"vip", "Fair"}] * 3,
    ]  # type: ignore[call-overload]
    assert office.said[-1] == "Tags of 4 people changed"
    dialog = asked(qtbot, page, "tags")
    dialog.way.setCurrentIndex(dialog.way.findData(Way.TAKE))
    dialog.named.setEditText("old")
    dialog._accept()
    assert office.said[-1] == "Tags of 1 person changed", "three of the four never had it"
    office.services.commands.undo()
    dialog = asked(qtbot, page, "tags")
    dialog.way.setCurrentIndex(dialog.way.findData(Way.TAKE))
    dialog.named.setEditText("Fair, vip")
    dialog._accept()
    assert held(office, page, "tags") == [("old",), None, None, None]
    office.services.commands.undo()
    assert len(held(office, page, "tags")[3]) == 2  # type: ignore[arg-type]


def test_an_owner_is_named_and_stages_have_no_clear(qtbot: QtBot, office: Office, page: ContactsPage) -> None:
    dialog = asked(qtbot, page, "lifecycle_stage")
    assert dialog.way.findData(Way.CLEAR) < 0
    dialog.chosen.setCurrentIndex(dialog.chosen.findData("customer"))
    dialog._accept()
    assert held(office, page, "lifecycle_stage") == ["customer"] * 4
    dialog = asked(qtbot, page, "owner")
    dialog.named.setEditText("Mia")
    dialog._accept()
    assert held(office, page, "owner") == ["Mia"] * 4
    dialog = asked(qtbot, page, "owner")
    dialog.way.setCurrentIndex(dialog.way.findData(Way.CLEAR))
    dialog._accept()
    assert held(office, page, "owner") == [None] * 4
