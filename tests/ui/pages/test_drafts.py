"""What is typed and left by Escape is there again; Cancel forgets it, and so does saving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.export_marks import hex_of
from salesdesk.errors import DiskFull
from salesdesk.phrases import phrase
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.log_drafts import draft_of
from salesdesk.ui.pages.activities.quick_log import QuickLog
from salesdesk.ui.pages.activities.timeline_panel import TimelinePanel
from salesdesk.ui.preferences import drafts_of
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import Drafts
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.form_draft import value_of
from salesdesk.ui.widgets.other_draft import OtherDraft
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages import test_dialogs_fit as every
from tests.ui.pages.office import Office, open_office

Open = Callable[[QWidget], object]


def contact_form(office: Office) -> Open:
    from salesdesk.ui.pages.contacts.dialogs import edit_contact

    number = office.person("Amara Okafor")
    return lambda window: edit_contact(window, office.context, office.store.contacts.get(number))


def new_contact(office: Office) -> Open:
    from salesdesk.ui.pages.contacts.dialogs import new_contact

    return lambda window: new_contact(window, office.context)


def step(office: Office) -> Open:
    from salesdesk.ui.pages.activities.entry_dialog import plan_step

    about = Subject(office.person("Amara Okafor"))
    return lambda window: plan_step(window, office.context, about)


def task(office: Office) -> Open:
    from salesdesk.ui.pages.activities.entry_dialog import EntryDialog

    person = office.person("Amara Okafor")
    office.services.activities.plan(Subject(person), "Call", "2026-12-01")
    planned = office.store.activities.next_step("contact_id", person)
    assert planned is not None
    return lambda window: EntryDialog(window, office.context, planned).open()


def deal_dialogs(kind: str, office: Office) -> Open:
    from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
    from salesdesk.ui.pages.deals.deal_dialog import DealDialog

    number = office.services.deals.create("Fleet", office.store.pipelines.all()[0].stages[0].id, amount=5)[0]
    form = {"won": WonDialog, "lost": LostDialog, "deal": DealDialog}[kind]
    return lambda window: form(window, office.context, office.store.deals.get(number)).open()


def new_deal(office: Office) -> Open:
    from salesdesk.ui.pages.deals.deal_dialog import DealDialog

    return lambda window: DealDialog(window, office.context).open()


def new_campaign(office: Office) -> Open:
    from salesdesk.ui.pages.campaigns.dialog import CampaignDialog

    return lambda window: CampaignDialog(window, office.context).open()


KEPT: dict[str, Callable[[Office], Open]] = {
    "contact form": contact_form,
    "new contact": new_contact,
    "step": step,
    "task": task,
    "deal": partial(deal_dialogs, "deal"),
    "won": partial(deal_dialogs, "won"),
    "lost": partial(deal_dialogs, "lost"),
    "new deal": new_deal,
    "new campaign": new_campaign,
}


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    office.shown.append(made)
    made.resize(1024, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def texts(dialog: Dialog) -> dict[str, QLineEdit | QPlainTextEdit]:
    fields = dialog.findChildren(FormField)
    editors = {f.label.text(): f.editor for f in fields}
    return {name: one for name, one in editors.items() if isinstance(one, QLineEdit | QPlainTextEdit)}


@pytest.mark.parametrize("name", KEPT)
def test_escape_keeps_what_was_typed_and_cancel_forgets_it(
    qtbot: QtBot, office: Office, window: QWidget, name: str
) -> None:
    show = KEPT[name](office)
    show(window)
    dialog = every.opened()
    typed = {}
    for title, editor in texts(dialog).items():
        if editor.isVisible() and editor.isEnabled():
            typed[title] = f"7{len(typed)}"
            editor.setFocus()
            editor.selectAll()
            qtbot.keyClicks(editor, typed[title])
    assert typed
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    show(window)
    again = every.opened()
    assert {title: value_of(texts(again)[title]) for title in typed} == typed
    assert again._note.text() == "What you had begun here is back. Cancel forgets it."
    next(one for one in again.findChildren(QPushButton) if one.text() == "Cancel").click()
    show(window)
    last = every.opened()
    assert all(value_of(texts(last)[title]) != value for title, value in typed.items())
    last.reject()


def test_what_was_saved_is_no_draft(qtbot: QtBot, office: Office, window: QWidget) -> None:
    new_contact(office)(window)
    dialog = every.opened()
    texts(dialog)["Name"].setText("Amara Okafor")  # type: ignore[union-attr]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert office.store.contacts.count() == 1
    new_contact(office)(window)
    assert value_of(texts(every.opened())["Name"]) == ""
    assert every.opened()._note.text() == ""
    every.opened().reject()


def test_a_value_changed_meanwhile_is_not_overwritten(qtbot: QtBot, office: Office, window: QWidget) -> None:
    from salesdesk.ui.pages.contacts.dialogs import edit_contact

    number = office.person("Amara Okafor", job_title="Buyer", city="Hamburg")
    edit_contact(window, office.context, office.store.contacts.get(number))
    dialog = every.opened()
    texts(dialog)["Job title"].setText("Chief")  # type: ignore[union-attr]
    texts(dialog)["City"].setText("Wien")  # type: ignore[union-attr]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    office.services.contacts.edit(number, "city", "Bern")
    edit_contact(window, office.context, office.store.contacts.get(number))
    again = texts(every.opened())
    assert (value_of(again["Job title"]), value_of(again["City"])) == ("Chief", "Bern")
    assert every.opened()._note.text()
    every.opened().reject()


@pytest.mark.parametrize("kind", [ActivityKind.CALL, ActivityKind.TASK])
def test_the_quick_log_has_what_escape_left(
    qtbot: QtBot, office: Office, window: QWidget, kind: ActivityKind
) -> None:
    panel = TimelinePanel(office.context, window)
    panel.log.setParent(panel)
    panel.buttons.setParent(panel)
    panel.show()
    one, other = Subject(office.person("Amara Okafor")), Subject(office.person("Jonas Lindqvist"))
    panel.show_record(one, partial(office.store.timelines.contact, one.contact_id or 0))
    panel.start_log(kind)
    field = panel.log._next if kind is ActivityKind.TASK else panel.log._text
    qtbot.keyClicks(field, "wants a quote")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert panel.log.isHidden()
    panel.show_record(other, partial(office.store.timelines.contact, other.contact_id or 0))
    panel.start_log(kind)
    assert value_of(field) == ""
    panel.log._cancel.click()
    panel.show_record(one, partial(office.store.timelines.contact, one.contact_id or 0))
    assert panel.log.isHidden(), "it was closed, and does not open by itself"
    panel.start_log(ActivityKind.TASK if kind is ActivityKind.CALL else ActivityKind.CALL)
    panel.log._cancel.click()
    panel.start_log(kind)
    assert value_of(field) == "wants a quote"
    panel.log._cancel.click()
    panel.start_log(kind)
    assert value_of(field) == ""


def started(qtbot: QtBot, office: Office) -> Workspace:
    made = Workspace(office.context)
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitExposed(made.window)
    return made


def log_of(workspace: Workspace, person: int) -> QuickLog:
    workspace.window.show_page("contact", person)
    return workspace.window.page("contact").timeline.log  # type: ignore[attr-defined, no-any-return]


def test_a_half_typed_note_is_there_after_a_restart(qtbot: QtBot, office: Office) -> None:
    one, other = office.person("Amara Okafor"), office.person("Jonas Lindqvist")
    workspace = started(qtbot, office)
    log = log_of(workspace, one)
    workspace.window.page("contact").timeline.start_log(ActivityKind.CALL)  # type: ignore[attr-defined]
    qtbot.keyClicks(log._text, "half a note")
    qtbot.keyClicks(log._next, "send quote")
    assert workspace.window.close()
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)
    again = started(qtbot, office)
    assert log_of(again, other).isHidden()
    log = log_of(again, one)
    assert log.isVisible()
    assert (log._text.toPlainText(), log._next.text()) == ("half a note", "send quote")
    qtbot.keyClicks(log._text, " and more")
    assert log._text.toPlainText() == "half a note and more", "it is typed on behind it"
    log.save()
    assert again.window.close()
    last = started(qtbot, office)
    assert log_of(last, one).isHidden(), "it was saved"
    last.window.close()


def test_escape_says_that_it_is_kept(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    workspace = started(qtbot, office)
    log = log_of(workspace, person)
    timeline = workspace.window.page("contact").timeline  # type: ignore[attr-defined]
    timeline.start_log(ActivityKind.CALL)
    qtbot.keyClick(log._text, Qt.Key.Key_Escape)
    assert office.said == [], "nothing was typed"
    timeline.start_log(ActivityKind.CALL)
    qtbot.keyClicks(log._text, "half")
    qtbot.keyClick(log._text, Qt.Key.Key_Escape)
    assert office.said == ["What you typed is kept and is back when you open it again"]
    workspace.window.close()
    again = started(qtbot, office)
    log = log_of(again, person)
    assert log.isHidden(), "it was closed, and does not open by itself"
    again.window.page("contact").timeline.start_log(ActivityKind.CALL)  # type: ignore[attr-defined]
    assert log._text.toPlainText() == "half"
    assert log._text.textCursor().atEnd()
    log._cancel.click()
    again.window.close()


def test_a_form_is_there_after_a_restart_and_cancel_says_nothing(qtbot: QtBot, office: Office) -> None:
    office.person("Jonas Lindqvist")
    workspace = started(qtbot, office)
    new_contact(office)(workspace.window)
    texts(every.opened())["Name"].setText("Amara Okafor")  # type: ignore[union-attr]
    qtbot.keyClick(every.opened(), Qt.Key.Key_Escape)
    assert office.said == ["What you typed is kept and is back when you open it again"]
    workspace.window.close()
    again = started(qtbot, office)
    new_contact(office)(again.window)
    assert value_of(texts(every.opened())["Name"]) == "Amara Okafor"
    next(one for one in every.opened().findChildren(QPushButton) if one.text() == "Cancel").click()
    assert len(office.said) == 1
    again.window.close()
    last = started(qtbot, office)
    new_contact(office)(last.window)
    assert value_of(texts(every.opened())["Name"]) == ""
    every.opened().reject()
    last.window.close()


@pytest.fixture
def locked(theme: Theme, tmp_path: Path) -> Iterator[Office]:
    """An office whose file has a password."""
    opened = open_office(tmp_path, theme, password="open sesame")
    yield opened
    opened.close()


def test_a_file_with_a_password_keeps_them_within(qtbot: QtBot, locked: Office, tmp_path: Path) -> None:
    person = locked.person("Amara Okafor")
    workspace = started(qtbot, locked)
    log = log_of(workspace, person)
    workspace.window.page("contact").timeline.start_log(ActivityKind.CALL)  # type: ignore[attr-defined]
    qtbot.keyClicks(log._text, "half a note")
    assert workspace.window.close(), "there is nothing to ask"
    qtbot.waitUntil(lambda: not locked.context.tasks.is_busy)
    locked.context.preferences.save()
    for path in tmp_path.iterdir():
        assert path.is_dir() or b"half a note" not in path.read_bytes(), path
    again = started(qtbot, locked)
    assert log_of(again, person)._text.toPlainText() == "half a note"
    again.window.close()


def test_a_file_that_cannot_be_written_keeps_them_until_the_window_closes_which_asks(
    qtbot: QtBot, office: Office
) -> None:
    person = office.person("Amara Okafor")
    office.store.database.read_only_reason = phrase("opening.for_reading", name="office")
    workspace = started(qtbot, office)
    log = log_of(workspace, person)
    timeline = workspace.window.page("contact").timeline  # type: ignore[attr-defined]
    timeline.start_log(ActivityKind.CALL)
    qtbot.keyClicks(log._text, "half a note")
    qtbot.keyClick(log._text, Qt.Key.Key_Escape)
    assert office.said == ["What you typed is kept until the window is closed"]
    timeline.start_log(ActivityKind.CALL)
    assert log._text.toPlainText() == "half a note"
    assert not workspace.window.close()
    question = every.opened()
    assert question.heading.text() == "Something that you began to write is not saved"
    assert "nothing can be written to office" in question.text.text()
    question.reject()
    assert workspace.window.isVisible()
    workspace.window.close()
    buttons = every.opened().findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Close without it").click()
    qtbot.waitUntil(lambda: not workspace.window.isVisible())
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)
    assert office.services.drafts.of(draft_of(Subject(person), False).form) == []


@contextmanager
def held(office: Office) -> Iterator[None]:
    """Somebody else writes into the file meanwhile."""
    database, begun, ended = office.store.database, Event(), Event()

    def write() -> None:
        with database.transaction():
            begun.set()
            ended.wait(60)
        database.close_thread()

    thread = Thread(target=write)
    thread.start()
    assert begun.wait(60)
    yield
    ended.set()
    thread.join()


def test_typing_is_written_by_itself_and_while_the_file_is_busy_soon_after(
    qtbot: QtBot, office: Office
) -> None:
    person = office.person("Amara Okafor")
    form = draft_of(Subject(person), False).form
    workspace = started(qtbot, office)
    log = log_of(workspace, person)
    workspace.window.page("contact").timeline.start_log(ActivityKind.CALL)  # type: ignore[attr-defined]
    with held(office):
        qtbot.keyClicks(log._text, "half")
        drafts = workspace.window.findChild(Drafts)
        assert drafts is not None
        qtbot.waitUntil(lambda: office.context.writes.is_saving)
        qtbot.keyClicks(log._text, " a note")
        assert log._text.toPlainText() == "half a note", "it goes on meanwhile"
        assert not workspace.window.close()
        every.opened().reject()
    qtbot.waitUntil(lambda: drafts.unwritten == 0)
    (kept,) = office.services.drafts.of(form)
    assert kept.fields["body"].after == "half a note"
    log.save()
    drafts.save()
    assert office.services.drafts.of(form) == []
    workspace.window.close()


def test_a_refusal_by_the_disk_is_said_once_and_closing_asks(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_changes: object) -> None:
        raise DiskFull("driver.disk_full", file="office")

    person = office.person("Amara Okafor")
    workspace = started(qtbot, office)
    drafts = workspace.window.findChild(Drafts)
    assert drafts is not None
    log = log_of(workspace, person)
    workspace.window.page("contact").timeline.start_log(ActivityKind.CALL)  # type: ignore[attr-defined]
    monkeypatch.setattr(office.services.drafts, "write", full)
    for text in ("half", " a note"):
        qtbot.keyClicks(log._text, text)
        drafts.save()
    assert len(office.said) == 1
    assert "kept until the window is closed" in office.said[0]
    assert not workspace.window.close()
    every.opened().reject()
    monkeypatch.undo()
    assert workspace.window.close(), "there is room again"
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)
    (kept,) = office.services.drafts.of(draft_of(Subject(person), False).form)
    assert kept.fields["body"].after == "half a note"


def test_what_two_windows_began_about_the_same_is_kept_and_offered(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    one, other = started(qtbot, office), started(qtbot, office)
    logs = [log_of(window, person) for window in (one, other)]
    for window, log, text in zip((one, other), logs, ("wants a quote", "call her back"), strict=True):
        window.window.page("contact").timeline.start_log(ActivityKind.CALL)  # type: ignore[attr-defined]
        qtbot.keyClicks(log._text, text)
    for window in (one, other):
        drafts = window.window.findChild(Drafts)
        assert drafts is not None
        drafts.save()
    assert logs[0]._other.isHidden(), "nothing else was there yet"
    assert logs[1]._other.line.text() == "From another window: wants a quote"
    logs[1]._other.button.click()
    assert logs[1]._text.toPlainText() == "wants a quote"
    assert logs[1]._other.line.text() == "From another window: call her back"
    logs[1]._other.button.click()
    assert logs[1]._text.toPlainText() == "call her back"
    for window in (other, one):
        assert window.window.close()
        qtbot.waitUntil(lambda: not office.context.tasks.is_busy)
    last = started(qtbot, office)
    log = log_of(last, person)
    shown = log._text.toPlainText()
    assert not log._other.isHidden()
    log.save()
    assert last.window.close()
    again = started(qtbot, office)
    left = log_of(again, person)
    assert {shown, left._text.toPlainText()} == {"wants a quote", "call her back"}
    assert left._other.isHidden()
    again.window.close()


def test_a_form_that_two_windows_began_offers_the_other(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor", job_title="Buyer", city="Hamburg")
    one, other = started(qtbot, office), started(qtbot, office)
    for window, title, city in ((one, "Chief", "Wien"), (other, "Head", "Hamburg")):
        edit(office, window, person)
        fields = texts(every.opened())
        fields["Job title"].setText(title)  # type: ignore[union-attr]
        fields["City"].setText(city)  # type: ignore[union-attr]
        qtbot.keyClick(every.opened(), Qt.Key.Key_Escape)
    for window in (one, other):
        drafts = window.window.findChild(Drafts)
        assert drafts is not None
        drafts.save()
    edit(office, one, person)
    dialog = every.opened()
    fields = texts(dialog)
    assert (value_of(fields["Job title"]), value_of(fields["City"])) == ("Chief", "Wien")
    line = dialog.findChild(OtherDraft)
    assert line is not None
    assert line.line.text() == "From another window: Head"
    line.button.click()
    assert (value_of(fields["Job title"]), value_of(fields["City"])) == ("Head", "Hamburg")
    assert line.line.text() == "From another window: Chief"
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Cancel").click()
    edit(office, one, person)
    assert value_of(texts(every.opened())["Job title"]) == "Chief", "Cancel forgets what it showed alone"
    next(b for b in every.opened().findChildren(QPushButton) if b.text() == "Cancel").click()
    for window in (one, other):
        window.window.close()
        qtbot.waitUntil(lambda: not office.context.tasks.is_busy)


def edit(office: Office, workspace: Workspace, person: int) -> None:
    from salesdesk.ui.pages.contacts.dialogs import edit_contact

    edit_contact(workspace.window, office.context, office.store.contacts.get(person))


def test_what_was_kept_beside_the_preferences_is_taken_in_once(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    option = drafts_of(hex_of(office.store.database.uuid))
    texts_before = {"kind": ["", "call"], "body": ["", "half a note"], "closed": ["", ""]}
    preferences = office.context.preferences
    preferences.set(option, {f"log {person} 7 None False False": texts_before, "odd": {"x": 5}, "odder": 7})
    workspace = started(qtbot, office)
    assert preferences.get(option) == {}
    log = log_of(workspace, person)
    assert log._text.toPlainText() == "half a note"
    (kept,) = office.services.drafts.of(draft_of(Subject(person), False).form)
    assert kept.records == ((EntityKind.CONTACT, person),)
    workspace.window.close()


def test_the_form_of_a_persons_page_has_what_escape_left(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor", job_title="Buyer")
    workspace = started(qtbot, office)
    log_of(workspace, person)
    page = workspace.window.page("contact")
    page._edit_all()  # type: ignore[attr-defined]
    texts(every.opened())["Job title"].setText("Chief")  # type: ignore[union-attr]
    qtbot.keyClick(every.opened(), Qt.Key.Key_Escape)
    assert office.said == ["What you typed is kept and is back when you open it again"]
    page._edit_all()  # type: ignore[attr-defined]
    assert value_of(texts(every.opened())["Job title"]) == "Chief"
    next(one for one in every.opened().findChildren(QPushButton) if one.text() == "Cancel").click()
    workspace.window.close()
