"""The duplicate review, driven over a real file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.custom_fields import CustomType
from salesdesk.ui.pages.duplicates.page import DuplicatesPage
from salesdesk.wording import worded
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> DuplicatesPage:
    """Two pairs: one by e-mail, one by phone and name."""
    office.person(
        "Amara Okafor", email="amara@nordwind.eu", phone="+49 151 55501182", job_title="Head of Ops"
    )
    office.person("A. Okafor", email="amara@nordwind.eu", phone="+49 151 55501182", city="Hamburg")
    office.person("Jonas Lindqvist", email="jonas@fjordcoffee.se", company="Fjord Coffee")
    office.person("Jonas Lindquist", email="jonas@fjordcoffee.se", company="Fjord Coffee")
    office.person("Grace Mensah", email="grace@mensah.example")
    made = DuplicatesPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.list.pairs.rowCount() == 2)
    return made


def press(page: DuplicatesPage, text: str) -> None:
    next(b for b in page.findChildren(QPushButton) if b.text().strip().startswith(text)).click()


def value(page: DuplicatesPage, field: str, record: int) -> str:
    model = page.table.choices
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == field)
    return str(model.index(row, record).data())


def test_pairs_are_listed_with_reasons_and_a_preview(page: DuplicatesPage) -> None:
    assert page.header.subtitle.text().startswith("2 pairs to decide in 5 people")
    assert page.table.choices.rowCount() > 2
    assert_all_named(page)


@contextmanager
def busy_worker(office: Office) -> Iterator[None]:
    """The worker has something else to do first."""
    free = Event()
    office.context.tasks.run(
        lambda _work: free.wait(20), done=lambda _result: None, owner=office.context.tasks
    )
    try:
        yield
    finally:
        free.set()


def pressable(page: DuplicatesPage) -> set[str]:
    return {b.text().strip() for b in page.findChildren(QPushButton) if b.isVisible() and b.isEnabled()}


def test_nothing_can_be_merged_while_it_is_still_searched(qtbot: QtBot, office: Office) -> None:
    for name in ("Amara Okafor", "A. Okafor"):
        office.person(name, email="amara@nordwind.eu", phone="+49 151 55501182")
    made = DuplicatesPage(office.context)
    qtbot.addWidget(made)
    with busy_worker(office):
        made.show()
        qtbot.waitExposed(made)
        assert pressable(made) == {"Contacts", "Companies", "Search again", "Cancel"}
        assert made._nothing.isVisible()
        assert made._nothing.title.text() == "Searching…"
    qtbot.waitUntil(lambda: made.list.pairs.rowCount() == 1)
    assert {"Merge  ↵", "Not the same", "Decide later"} <= pressable(made)
    with busy_worker(office):
        press(made, "Search again")
        assert made.list.pairs.rowCount() == 0
        assert not {"Merge  ↵", "Not the same", "Decide later"} & pressable(made)
        press(made, "Cancel")
    qtbot.waitUntil(lambda: not made.strip.is_busy)
    assert made._nothing.title.text() == "Not searched to the end"
    assert made.header.subtitle.text() == ""


def test_the_other_kind_is_searched_though_the_first_is_not_done(qtbot: QtBot, office: Office) -> None:
    for name in ("Amara Okafor", "A. Okafor"):
        office.person(name, email="amara@nordwind.eu", phone="+49 151 55501182")
    office.person("Jonas Lind", company="Fjord Coffee")
    office.person("Eva Lind", company="Fjord Coffee GmbH", email="eva@fjordcoffee.se")
    made = DuplicatesPage(office.context)
    qtbot.addWidget(made)
    with busy_worker(office):
        made.show()
        qtbot.waitExposed(made)
        press(made, "Companies")
    qtbot.waitUntil(lambda: not made.strip.is_busy and not office.context.tasks.is_busy)
    assert "1 company" in made.header.subtitle.text()
    assert made.list.pairs.rowCount() == 0, "these are companies, not the people that were searched first"


def test_own_fields_are_called_what_the_person_called_them(page: DuplicatesPage, office: Office) -> None:
    number, _ = office.services.custom_fields.create("contact", "Umsatz 2026", CustomType.NUMBER)
    name = office.store.custom_fields.get(number).name
    office.services.contacts.edit(office.find("Amara Okafor"), name, "88000")
    amara = next(row for row, pair in enumerate(page._pairs) if "Okafor" in pair.a.name)
    for row in (1 - amara, amara):
        page.list.setCurrentIndex(page.list.pairs.index(row))
    assert {value(page, "Umsatz 2026", record) for record in (1, 2)} == {"88,000", "—"}


def test_what_is_kept_is_tinted(page: DuplicatesPage) -> None:
    model, table = page.table.choices, page.table
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == "Name")
    tint = page.context.theme.color("accent_bg")
    picture = table.viewport().grab().toImage()
    for record in (1, 2):
        corner = table.visualRect(model.index(row, record)).topLeft()
        shown = picture.pixelColor(corner.x() + 3, corner.y() + 3)
        assert (shown == tint) == model.is_kept(model.index(row, record))


def test_merging_keeps_everything_and_goes_on(qtbot: QtBot, page: DuplicatesPage, office: Office) -> None:
    before = office.store.database.dump()
    press(page, "Merge  ")
    qtbot.waitUntil(lambda: page.list.pairs.rowCount() == 1)
    assert office.store.contacts.count() == 4
    office.services.commands.undo()
    assert office.store.database.dump() == before
    assert page.list.pairs.rowCount() == 2, "what was taken back can be looked at again"


def test_a_chosen_value_is_kept(qtbot: QtBot, page: DuplicatesPage, office: Office) -> None:
    model = page.table.choices
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == "Name")
    other = next(c for c in (1, 2) if not model.is_kept(model.index(row, c)))
    wanted = model.index(row, other).data()
    page.table.setCurrentIndex(model.index(row, other))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert model.is_kept(model.index(row, other))
    press(page, "Merge  ")
    assert office.find(wanted)


def test_not_the_same_is_remembered(qtbot: QtBot, page: DuplicatesPage, office: Office) -> None:
    press(page, "Not the same")
    qtbot.waitUntil(lambda: page.list.pairs.rowCount() == 1)
    press(page, "Search again")
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)
    assert page.list.pairs.rowCount() == 1


def test_deciding_later_puts_the_pair_last(page: DuplicatesPage) -> None:
    first = page.list.pairs.pairs[0]
    press(page, "Decide later")
    assert page.list.pairs.pairs[-1] == first


def test_the_models_keep_qts_contract(qtmodeltester: ModelTester, page: DuplicatesPage) -> None:
    qtmodeltester.check(page.list.pairs)
    qtmodeltester.check(page.table.choices)
    page.table.show_preview(None)
    qtmodeltester.check(page.table.choices)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_in_the_list_merges_as_the_button_says(
    qtbot: QtBot, page: DuplicatesPage, office: Office, key: Qt.Key
) -> None:
    assert "↵" in page._merge.text()
    page.list.setFocus()
    qtbot.keyClick(page.list, key)
    qtbot.waitUntil(lambda: page.list.pairs.rowCount() == 1)
    assert page.header.subtitle.text().startswith("1 pair to decide in 4 people")
    assert office.store.contacts.count() == 4


def test_a_pair_is_called_what_its_people_are_called_by_now(page: DuplicatesPage, office: Office) -> None:
    row = next(row for row, pair in enumerate(page._pairs) if "Jonas" in pair.a.name)
    page.list.setCurrentIndex(page.list.pairs.index(row))
    office.services.contacts.edit(office.find("Jonas Lindquist"), "full_name", "Jonas Lindquist-Berg")
    assert "Jonas Lindquist-Berg" in str(page.list.pairs.index(row).data())
    assert "Jonas Lindquist-Berg" in page._title.text()
    assert page.list.currentIndex().row() == row


def test_every_reason_stands_beside_the_pair_and_in_its_tip(page: DuplicatesPage) -> None:
    pair = page._current()
    assert pair is not None
    told = [worded(reason.told) for reason in pair.reasons if not reason.field.endswith("name")]
    assert told
    tip = page.list.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    for words in told:
        assert words in page._why.text()
        assert words in tip
    assert page._why.isVisible()
