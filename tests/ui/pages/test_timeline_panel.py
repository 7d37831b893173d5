"""The timeline of a record: what is not shown is said, and is a click away."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.timeline_panel import TimelinePanel
from salesdesk.ui.pages.history.change_dialog import ChangeDialog
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.timeline import TimelineRow
from tests.ui.pages.office import NOW, Office, until


def shown(panel: TimelinePanel) -> list[str]:
    return [entry.spoken for entry in panel.list.entries]


def panel_of(qtbot: QtBot, office: Office, person: int, height: int = 500) -> TimelinePanel:
    """The timeline of a person, as a page has it: in a column that scrolls."""
    panel = TimelinePanel(office.context)
    area = ScrollColumn()
    for part in (panel.buttons, panel.log, panel):
        area.column.addWidget(part)
    qtbot.addWidget(area)
    office.shown.append(area)
    area.resize(480, height)
    area.show()
    qtbot.waitExposed(area)
    panel.show_record(Subject(person), partial(office.store.timelines.contact, person))
    office.context.notifier.changed.connect(lambda _change: panel.refresh())
    return panel


@pytest.mark.parametrize("calls", [5, 70, 300])
@pytest.mark.parametrize("kind", ["all", "call"])
def test_a_long_history_never_ends_in_silence(qtbot: QtBot, office: Office, calls: int, kind: str) -> None:
    person = office.person("Amara Okafor")
    for number in range(calls):
        office.services.activities.log(ActivityKind.CALL, Subject(person), body=f"Call {number}")
    panel = panel_of(qtbot, office, person)
    panel._filter.set_current(kind)
    panel._on_filter("")
    while not panel.more.isHidden():
        assert panel.rest.isHidden()
        panel.more.click()
    assert len(shown(panel)) == calls + (kind == "all")
    assert panel.rest.isVisible() is (calls > 30)
    assert panel._count.text() == str(calls + (kind == "all"))


def test_more_comes_while_scrolling(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    for number in range(200):
        office.services.activities.log(ActivityKind.CALL, Subject(person), body=f"Call {number}")
    panel = panel_of(qtbot, office, person)
    assert len(shown(panel)) < 50
    area = panel._area
    assert area is not None
    bar = area.verticalScrollBar()
    for _step in range(60):
        bar.setValue(bar.maximum())
        QApplication.processEvents()
    assert len(shown(panel)) == 201
    assert len(panel.list.rows()) < 60, "only what is near the sight is a widget"
    bar.setValue(0)
    assert panel.list.rows()[0].entry.text == "Call 199"


def test_entries_stand_below_their_day(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    log = office.services.activities.log
    for days in (0, 1, 3, 400):
        at = (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        log(ActivityKind.CALL, Subject(person), body=f"{days} days ago", at=at)
    panel = panel_of(qtbot, office, person)
    headings = list(dict.fromkeys(entry.group for entry in panel.list.entries))
    assert headings == ["Today", "Yesterday", "Fri 20 Nov", "Sun 19 Oct 2025"]
    assert shown(panel)[0].startswith("Call, 10:00, 0 days ago")


def test_bursts_of_changes_are_folded_and_unfold(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    for key, value in (("job_title", "Boss"), ("city", "Hamburg"), ("owner", "Mia")):
        office.now += timedelta(minutes=5)
        office.services.contacts.edit(person, key, value)
    office.now += timedelta(hours=2)
    office.services.activities.log(ActivityKind.CALL, Subject(person), body="Between")
    office.now += timedelta(minutes=1)
    office.services.contacts.edit(person, "city", "Bremen")
    panel = panel_of(qtbot, office, person)
    head = next(text for text in shown(panel) if text.startswith("3 changes"))
    assert head == "3 changes, 10:15, You, Owner, City, Job title, folded"
    row = next(row for row in panel.list.rows() if row.accessibleName() == head)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    texts = shown(panel)
    assert any("Job title: — → Boss" in text for text in texts)
    assert any("Owner: — → Mia" in text for text in texts)
    again = panel.window().focusWidget()
    assert isinstance(again, TimelineRow), "the focus stays on it"
    qtbot.keyClick(again, Qt.Key.Key_Return)
    assert not any("Job title: — → Boss" in text for text in shown(panel))


def test_a_filter_finds_what_lies_years_back(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    office.services.activities.log(
        ActivityKind.MEETING, Subject(person), body="The first meeting", at="2019-01-01T10:00:00Z"
    )
    for number in range(100):
        office.services.activities.log(ActivityKind.CALL, Subject(person), body=f"Call {number}")
    panel = panel_of(qtbot, office, person)
    assert not any("The first meeting" in text for text in shown(panel))
    button = next(b for b in panel._filter.findChildren(QPushButton) if b.text() == "Meetings")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [text for text in shown(panel) if "The first meeting" in text] == shown(panel)
    button = next(b for b in panel._filter.findChildren(QPushButton) if b.text() == "Email")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel._empty.text() == "Nothing of this kind."


def test_a_pinned_note_stays_on_top(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    office.services.activities.log(ActivityKind.NOTE, Subject(person), body="Never call before ten")
    office.now += timedelta(hours=1)
    office.services.activities.log(ActivityKind.CALL, Subject(person), body="Later")
    panel = panel_of(qtbot, office, person)
    row = next(row for row in panel.list.rows() if "Never call" in row.accessibleName())
    menu = dict(panel.list.menu_of(row.key))
    menu["Pin to the top"]()
    assert "Never call before ten" in shown(panel)[0]
    assert sum("Never call before ten" in text for text in shown(panel)) == 1
    headings = list(dict.fromkeys(entry.group for entry in panel.list.entries))
    assert headings[0] == "Pinned"
    office.services.commands.undo()
    assert "Later" in shown(panel)[0]


def test_an_entry_names_the_deal_and_the_person_it_was_about(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor", company="Nordwind")
    stage = office.store.pipelines.all()[0].stages[0].id
    deal, _ = office.services.deals.create("Fleet", stage, contact_id=person)
    office.services.activities.log(ActivityKind.CALL, Subject(person, None, deal), body="Wants a pilot")
    assert "Call, 10:00, Nordwind · Fleet, Wants a pilot" in shown(panel_of(qtbot, office, person))


def test_a_change_is_opened_and_taken_back_from_the_timeline(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    office.services.contacts.edit(person, "job_title", "Boss")
    panel = panel_of(qtbot, office, person)
    row = next(row for row in panel.list.rows() if "Job title: — → Boss" in row.accessibleName())
    qtbot.keyClick(row, Qt.Key.Key_Return)

    def opened() -> list[QWidget]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, ChangeDialog) and w.isVisible()]

    until(lambda: bool(opened()))
    (dialog,) = opened()
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Undo this change")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    until(lambda: office.store.contacts.get(person).values["job_title"] is None)


def test_arrow_keys_walk_through_the_entries(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    for number in range(3):
        office.services.activities.log(ActivityKind.CALL, Subject(person), body=f"Call {number}")
    panel = panel_of(qtbot, office, person)
    rows = panel.list.rows()
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert panel.window().focusWidget() is rows[1]
    qtbot.keyClick(rows[1], Qt.Key.Key_Up)
    assert panel.window().focusWidget() is rows[0]
