"""Single records come back out of a backup, chosen with both sides in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.settings.backups import BackupsCard
from salesdesk.ui.pages.settings.copy_back import CopyBackDialog
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until


def opened(qtbot: QtBot, office: Office) -> CopyBackDialog:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1024, 640)
    office.shown.append(host)
    card = BackupsCard(office.context, host)
    card.resize(900, 600)
    host.show()
    card.refresh()
    until(lambda: not office.context.tasks.is_busy)
    card.list.setCurrentItem(card.list.topLevelItem(0))
    qtbot.mouseClick(card.copy_back_button, Qt.MouseButton.LeftButton)
    (dialog,) = host.findChildren(CopyBackDialog)
    return dialog


def texts(dialog: CopyBackDialog, tree: str) -> list[list[str]]:
    made = getattr(dialog, tree)
    items = [made.topLevelItem(row) for row in range(made.topLevelItemCount())]
    return [[item.text(place) for place in range(made.columnCount())] for item in items]


def test_a_changed_and_a_trashed_person_come_back_in_one_step(qtbot: QtBot, office: Office) -> None:
    anna = office.person("Anna Berg", city="Ulm", email="anna@one.example")
    bert = office.person("Bert Maurer")
    office.services.backups.make()
    office.services.contacts.update(anna, {"city": "Bonn"})
    office.services.contacts.delete([bert])
    dialog = opened(qtbot, office)
    until(lambda: dialog.rows.topLevelItemCount() == 2)
    assert texts(dialog, "rows") == [["Anna Berg", "changed"], ["Bert Maurer", "in the trash"]]
    assert not dialog.copy_button.isEnabled()
    assert_all_named(dialog)
    dialog.rows.topLevelItem(0).setSelected(True)
    until(lambda: dialog.fields.topLevelItemCount() > 0)
    assert ["City", "Bonn", "Ulm"] in texts(dialog, "fields")
    dialog.rows.selectAll()
    assert dialog.copy_button.text() == "Copy 2 back"
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    until(lambda: "Copied 2 records back" in office.said)
    assert set(office.store.contacts.ids()) == {anna, bert}
    assert office.store.contacts.page([anna], ["city"])[anna]["city"] == "Ulm"
    office.services.commands.undo()
    assert list(office.store.contacts.ids()) == [anna]


def test_one_is_found_by_name_and_by_keys_alone(qtbot: QtBot, office: Office) -> None:
    people = [office.person(name, city="Ulm") for name in ("Anna Berg", "Bert Maurer", "Carl Meier")]
    office.services.backups.make()
    for number in people:
        office.services.contacts.edit(number, "city", "Bonn")
    dialog = opened(qtbot, office)
    until(lambda: dialog.rows.topLevelItemCount() == 3)
    qtbot.keyClicks(dialog.search, "bert")
    until(lambda: dialog.rows.topLevelItemCount() == 1)
    dialog.rows.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(dialog.rows, Qt.Key.Key_Down)
    assert dialog.chosen() == [people[1]]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    until(lambda: "Copied 1 record back" in office.said)
    assert office.store.contacts.page([people[1]], ["city"])[people[1]]["city"] == "Ulm"


def test_nothing_different_says_so(qtbot: QtBot, office: Office) -> None:
    office.person("Anna Berg")
    office.services.backups.make()
    dialog = opened(qtbot, office)
    until(lambda: bool(dialog.count.text()))
    assert dialog.count.text() == "Nothing differs from this backup."
    dialog.reject()
