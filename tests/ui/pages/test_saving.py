"""Changes made in the window while somebody else writes to the file: nothing freezes, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import Cause
from salesdesk.errors import DiskFault
from salesdesk.phrases import said
from salesdesk.ui.dialogs.unsaved import LeavingDialog
from salesdesk.ui.models.record_table_model import TypedRole, ValueRole
from salesdesk.ui.page import Page, PageEntry
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.card_model import MovingRole
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.records.value_editor import ValueEditor
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.search import Found
from salesdesk.ui.wording import line_of
from tests.ui.other_process import OtherProcess
from tests.ui.pages.office import Office
from tests.ui.pages.test_pipeline_page import column, drop, stage_id, titles

TURNS = 20


class Turns:
    """Counts the turns of the event loop."""

    def __init__(self) -> None:
        self.count = 0
        self.timer = QTimer()
        self.timer.timeout.connect(self._turn)
        self.timer.start(0)

    def _turn(self) -> None:
        self.count += 1


@pytest.fixture
def turns(qapp: QApplication) -> Iterator[Turns]:
    made = Turns()
    yield made
    made.timer.stop()


@pytest.fixture
def other(people: Office) -> Iterator[OtherProcess]:
    """A process that writes to the file from now on."""
    made = OtherProcess(people.store.path)
    yield made
    made.close()


@pytest.fixture
def people(office: Office) -> Office:
    office.person(
        "Amara Okafor", company="Nordwind Logistics", email="amara@nordwind.eu", phone="+4930555011"
    )
    office.person("Jonas Lindqvist", job_title="Founder")
    return office


def show(qtbot: QtBot, office: Office, page: Page) -> None:
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)


def cell(page: ContactsPage, row: int, key: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return page.model.index(row, page.model.column_of(key)).data(role)


def type_into(page: ContactsPage, row: int, key: str, text: str) -> None:
    assert page.model.setData(page.model.index(row, page.model.column_of(key)), text)


def loop_turns(qtbot: QtBot, turns: Turns) -> None:
    """The event loop goes on turning."""
    before = turns.count
    qtbot.waitUntil(lambda: turns.count >= before + TURNS)


def history(office: Office) -> list[str]:
    """What was done, the first change first."""
    return [line_of(batch.told) for batch in reversed(office.store.journal.batches())]


def saved(qtbot: QtBot, office: Office) -> None:
    qtbot.waitUntil(lambda: not office.context.writes.is_saving)


def button(widget: object, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text().strip() == text)  # type: ignore[attr-defined]


# ---- cells of a list ----


def test_cells_say_saving_and_are_saved_in_order_once_the_file_is_free(
    qtbot: QtBot, people: Office, other: OtherProcess, turns: Turns
) -> None:
    page = ContactsPage(people.context)
    show(qtbot, people, page)
    type_into(page, 0, "job_title", "Head of Ops")
    type_into(page, 1, "job_title", "Chair")
    type_into(page, 0, "job_title", "Head of Operations")
    type_into(page, 0, "city", "Hamburg")
    assert len(people.context.writes.unsaved()) == 4, "each call came back without waiting"
    loop_turns(qtbot, turns)
    assert cell(page, 0, "job_title") == "Head of Operations"
    assert cell(page, 0, "job_title", TypedRole).note == "Saving…"
    assert cell(page, 0, "job_title", Qt.ItemDataRole.AccessibleTextRole) == "Head of Operations, Saving…"
    assert cell(page, 1, "job_title", ValueRole) == "Founder", "nothing is stored yet"
    other.finish()
    saved(qtbot, people)
    assert [cell(page, 0, "job_title"), cell(page, 0, "city"), cell(page, 1, "job_title")] == [
        "Head of Operations",
        "Hamburg",
        "Chair",
    ]
    assert cell(page, 0, "job_title", TypedRole) is None
    assert history(people)[-4:] == [
        "Edit Amara Okafor: Job title",
        "Edit Jonas Lindqvist: Job title",
        "Edit Amara Okafor: Job title",
        "Edit Amara Okafor: City",
    ]
    assert people.said[-1] == "City saved"


def test_what_the_other_process_wrote_meanwhile_is_kept(
    qtbot: QtBot, people: Office, other: OtherProcess
) -> None:
    page = ContactsPage(people.context)
    show(qtbot, people, page)
    amara = people.find("Amara Okafor")
    type_into(page, 0, "email_2", "okafor@example.com")
    other.write(amara, "email", "a.okafor@nordwind.eu")
    other.finish()
    saved(qtbot, people)
    emails = [entry.address for entry in people.store.contacts.get(amara).emails]
    assert emails == ["a.okafor@nordwind.eu", "okafor@example.com"]


def test_a_file_that_stays_busy_gives_the_text_back(
    qtbot: QtBot, people: Office, other: OtherProcess
) -> None:
    page = ContactsPage(people.context)
    show(qtbot, people, page)
    people.context.writes.patience = 0.1
    type_into(page, 0, "job_title", "Head of Ops")
    saved(qtbot, people)
    assert cell(page, 0, "job_title") == "Head of Ops", "what was typed is still there"
    refused = cell(page, 0, "job_title", TypedRole)
    assert "writing to office.salesdesk" in refused.problem
    assert people.said[-1].startswith("Not saved: Job title of Amara Okafor: Head of Ops. Another program")
    other.finish()
    index = page.model.index(0, page.model.column_of("job_title"))
    page.table.setCurrentIndex(index)
    page.table.edit(index)
    editor = page.table.findChild(QLineEdit)
    assert editor.text() == "Head of Ops"
    qtbot.keyClick(editor, Qt.Key.Key_Return)  # unchanged: tried again
    qtbot.waitUntil(lambda: cell(page, 0, "job_title", TypedRole) is None)
    assert people.store.contacts.get(people.find("Amara Okafor")).values["job_title"] == "Head of Ops"


def test_a_cell_keeps_its_text_when_nothing_can_be_read_any_more(
    qtbot: QtBot, people: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that stops while an editor is open."""
    page = ContactsPage(people.context)
    show(qtbot, people, page)
    index = page.model.index(0, page.model.column_of("job_title"))
    page.table.setCurrentIndex(index)
    page.table.edit(index)
    editor = page.table.findChild(QLineEdit)
    editor.setText("Head of Ops")

    def stopped(*_: object) -> None:
        raise DiskFault("driver.disk_error", file="office")

    with monkeypatch.context() as without:
        without.setattr(people.store.database, "described", stopped)
        page.table.commitData(editor)
        assert people.context.edits.refused()
    assert cell(page, 0, "job_title") == "Head of Ops"
    assert cell(page, 0, "job_title", TypedRole).is_refused
    assert people.said[-1].startswith("Not saved: Job title of")


def test_a_pasted_block_waits_as_a_whole(qtbot: QtBot, people: Office, other: OtherProcess) -> None:
    page = ContactsPage(people.context)
    show(qtbot, people, page)
    index = page.model.index(0, page.model.column_of("job_title"))
    page.table.setCurrentIndex(index)
    QApplication.clipboard().setText("Head of Ops\nChair")
    page.cells.paste()
    assert [cell(page, row, "job_title", TypedRole).note for row in (0, 1)] == ["Saving…", "Saving…"]
    other.finish()
    saved(qtbot, people)
    assert [cell(page, row, "job_title", ValueRole) for row in (0, 1)] == ["Head of Ops", "Chair"]


# ---- fields of a record ----


def test_fields_of_a_record_are_saved_one_after_the_other(
    qtbot: QtBot, people: Office, other: OtherProcess, turns: Turns
) -> None:
    amara = people.find("Amara Okafor")
    page = ContactPage(people.context)
    page.open_target(amara)
    show(qtbot, people, page)
    email = f"email:{people.store.contacts.get(amara).emails[0].id}"
    for key, text in (("department", "Fleet"), (email, "a@nordwind.eu"), ("nickname", "Ama")):
        page.fields.start(key)
        editor = page.fields.value_of(key)
        assert isinstance(editor, ValueEditor)
        editor.editor.setText(text)
        qtbot.keyClick(editor.editor, Qt.Key.Key_Return)
        assert not page.fields.is_editing
        assert "Saving…" in page.fields.value_of(key).accessibleName()
    loop_turns(qtbot, turns)
    other.finish()
    saved(qtbot, people)
    record = people.store.contacts.get(amara)
    assert (record.values["department"], record.values["nickname"]) == ("Fleet", "Ama")
    assert record.emails[0].address == "a@nordwind.eu"
    assert "Saving…" not in page.fields.value_of("department").accessibleName()


def test_a_refused_field_shows_what_was_typed_and_why_until_it_is_edited(
    qtbot: QtBot, people: Office, other: OtherProcess
) -> None:
    amara = people.find("Amara Okafor")
    page = ContactPage(people.context)
    page.open_target(amara)
    show(qtbot, people, page)
    page.fields.edited.emit("birthday", "no day")
    other.finish()
    saved(qtbot, people)
    shown = page.fields.value_of("birthday")
    assert "no day" in shown.accessibleName()
    assert "Not saved: " in shown.accessibleName()
    page.fields.start("birthday")
    editor = page.fields.value_of("birthday")
    assert isinstance(editor, ValueEditor)
    assert editor.value() == "no day"
    qtbot.keyClick(editor.editor, Qt.Key.Key_Escape)
    assert not people.context.edits.refused()
    assert "no day" not in page.fields.value_of("birthday").accessibleName()


def test_leaving_a_refused_value_keeps_it_in_its_field(qtbot: QtBot, people: Office) -> None:
    page = ContactPage(people.context)
    page.open_target(people.find("Amara Okafor"))
    show(qtbot, people, page)
    email = f"email:{people.store.contacts.get(people.find('Amara Okafor')).emails[0].id}"
    page.fields.start(email)
    editor = page.fields.value_of(email)
    assert isinstance(editor, ValueEditor)
    editor.editor.setText("no address")
    qtbot.keyClick(editor.editor, Qt.Key.Key_Return)
    assert page.fields.is_editing, "it says why where it was typed"
    leave = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason)
    QApplication.sendEvent(editor.editor, leave)
    assert not page.fields.is_editing
    assert "no address" in page.fields.value_of(email).accessibleName()
    assert [one.text for one in people.context.edits.refused()] == ["no address"]


# ---- cards, logs, dialogs ----


def test_a_dropped_card_says_where_it_goes(qtbot: QtBot, people: Office, turns: Turns) -> None:
    deal, _ = people.services.deals.create("Fleet", stage_id(people, "Prospecting"))
    page = PipelinePage(people.context)
    show(qtbot, people, page)
    other = OtherProcess(people.store.path)
    drop(column(page, "Demo").cards, deal, QPoint(40, 10))
    model = column(page, "Prospecting").model
    assert model.index(0).data(MovingRole) == "Demo"
    assert "Moving to Demo…" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    loop_turns(qtbot, turns)
    other.finish()
    saved(qtbot, people)
    assert (titles(page, "Prospecting"), titles(page, "Demo")) == ([], ["Fleet"])
    assert not column(page, "Demo").model.index(0).data(MovingRole)


def test_a_logged_call_says_saving_and_closes_once_it_is_saved(
    qtbot: QtBot, people: Office, other: OtherProcess, turns: Turns
) -> None:
    amara = people.find("Amara Okafor")
    page = ContactPage(people.context)
    page.open_target(amara)
    show(qtbot, people, page)
    log = page.timeline.log
    page.timeline.start_log(ActivityKind.CALL)
    log.findChild(QPlainTextEdit).setPlainText("Wants forty vans")
    log.save()
    assert log.isVisible()
    assert not button(log, "Saving…").isEnabled()
    loop_turns(qtbot, turns)
    other.finish()
    saved(qtbot, people)
    assert not log.isVisible()
    assert [entry.body for entry in people.store.activities.of_contact(amara, 9)] == ["Wants forty vans"]


def test_a_refused_log_is_there_again(qtbot: QtBot, people: Office, other: OtherProcess) -> None:
    people.context.writes.patience = 0.1
    amara, jonas = people.find("Amara Okafor"), people.find("Jonas Lindqvist")
    page = ContactPage(people.context)
    page.open_target(amara)
    show(qtbot, people, page)
    log = page.timeline.log
    page.timeline.start_log(ActivityKind.CALL)
    log.findChild(QPlainTextEdit).setPlainText("Wants forty vans")
    log.save()
    page.open_target(jonas)
    page.refresh()
    saved(qtbot, people)
    assert people.said[-1].startswith("Not saved: Call · Amara Okafor: Wants forty vans.")
    page.open_target(amara)
    page.refresh()
    assert log.isVisible()
    assert log.findChild(QPlainTextEdit).toPlainText() == "Wants forty vans"
    other.finish()
    log.save()
    assert people.said[-1] == "Call logged"
    assert not log.isVisible()


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def open_deal(host: QWidget, people: Office) -> DealDialog:
    dialog = DealDialog(host, people.context)
    dialog.open()
    dialog.findChild(QLineEdit).setText("Fleet rollout")
    button(dialog, "Add deal").click()
    return dialog


def test_a_dialog_says_saving_and_closes_once_it_is_saved(
    qtbot: QtBot, host: QWidget, people: Office, other: OtherProcess, turns: Turns
) -> None:
    dialog = open_deal(host, people)
    assert not button(dialog, "Saving…").isEnabled()
    assert "is writing to the file" in dialog._note.text()
    loop_turns(qtbot, turns)
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)  # pressed twice in a hurry
    loop_turns(qtbot, turns)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        other.finish()
    assert dialog.created is not None
    assert people.store.deals.get(dialog.created).title == "Fleet rollout"


def test_cancelling_a_dialog_that_waits_takes_the_change_back(
    qtbot: QtBot, host: QWidget, people: Office, other: OtherProcess
) -> None:
    dialog = open_deal(host, people)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    other.finish()
    assert not people.context.writes.is_saving
    assert "Fleet rollout" not in history(people)[-1]


def test_a_dialog_keeps_what_was_typed_when_the_file_stays_busy(
    qtbot: QtBot, host: QWidget, people: Office, other: OtherProcess
) -> None:
    people.context.writes.patience = 0.1
    dialog = open_deal(host, people)
    saved(qtbot, people)
    assert dialog.isVisible()
    assert "writing to office.salesdesk" in dialog._note.text()
    assert dialog.findChild(QLineEdit).text() == "Fleet rollout"
    other.finish()
    button(dialog, "Add deal").click()
    assert dialog.created is not None


# ---- our own import, undo ----


def test_a_change_goes_through_between_our_own_long_work(qtbot: QtBot, people: Office) -> None:
    """The worker writes, and has more to do: the change waits for the first only."""
    store, go, last = people.store, threading.Event(), threading.Event()
    began = threading.Event()

    def write(_work: object) -> None:
        with store.unit_of_work(Cause.IMPORT, said("Import leads.xlsx")):
            began.set()
            assert go.wait(30)

    people.context.tasks.run(write)
    people.context.tasks.run(lambda _work: last.wait(30))
    assert began.wait(30)
    page = ContactsPage(people.context)
    show(qtbot, people, page)
    type_into(page, 0, "job_title", "Head of Ops")
    assert people.context.writes.is_saving
    go.set()
    saved(qtbot, people)
    assert people.context.tasks.is_busy, "the next import still runs"
    assert cell(page, 0, "job_title", ValueRole) == "Head of Ops"
    last.set()
    qtbot.waitUntil(lambda: not people.context.tasks.is_busy)


def test_undo_takes_back_what_waited(qtbot: QtBot, people: Office, other: OtherProcess) -> None:
    page = ContactsPage(people.context)
    show(qtbot, people, page)
    type_into(page, 1, "job_title", "Chair")
    people.context.commands.undo()
    other.finish()
    qtbot.waitUntil(lambda: "Undone: Edit Jonas Lindqvist: Job title" in people.said)
    assert cell(page, 1, "job_title") == "Founder"


# ---- closing ----


def window_of(qtbot: QtBot, office: Office) -> MainWindow:
    entries = [PageEntry("contacts", "Contacts", "users", lambda: ContactsPage(office.context))]
    window = MainWindow(office.context, entries, search=lambda _text: Found((), ""), commands=lambda: ())
    qtbot.addWidget(window)
    window.show_page("contacts")
    window.show()
    qtbot.waitExposed(window)
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    type_into(page, 0, "job_title", "Head of Ops")
    return window


def test_closing_waits_until_everything_is_saved(qtbot: QtBot, people: Office, other: OtherProcess) -> None:
    window = window_of(qtbot, people)
    window.close()
    dialog = window.findChild(LeavingDialog)
    assert window.isVisible()
    assert dialog.heading.text() == "Saving 1 change…"
    other.finish()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert people.store.contacts.get(people.find("Amara Okafor")).values["job_title"] == "Head of Ops"


def test_closing_says_what_is_not_saved_when_the_file_stays_busy(
    qtbot: QtBot, people: Office, other: OtherProcess
) -> None:
    window = window_of(qtbot, people)
    window.close()
    dialog = window.findChild(LeavingDialog)
    dialog._timer.setInterval(0)
    dialog._timer.start()
    qtbot.waitUntil(lambda: dialog._list.isVisible())
    assert dialog.heading.text() == "1 change is not saved"
    assert "Job title of Amara Okafor: Head of Ops" in dialog._list.text()
    qtbot.mouseClick(button(dialog, "Do not close"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert window.isVisible()
    window.close()
    again = window.findChildren(LeavingDialog)[-1]
    again._ask()
    qtbot.mouseClick(button(again, "Close without saving"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())
    people.context.writes.close()
    other.finish()
    assert people.store.contacts.get(people.find("Amara Okafor")).values["job_title"] is None


def test_closing_names_refused_texts_too(qtbot: QtBot, people: Office) -> None:
    window = window_of(qtbot, people)
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    type_into(page, 0, "email", "no address")
    window.close()
    dialog = window.findChild(LeavingDialog)
    assert "Email of Amara Okafor: no address" in dialog._list.text()
    assert not button(dialog, "Wait").isVisible()
    qtbot.mouseClick(button(dialog, "Close without saving"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())
