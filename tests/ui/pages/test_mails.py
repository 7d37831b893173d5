"""E-mails dropped on a person's page and on the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.activities.texts import shown_entry
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.mails.people_dialog import MailPeopleDialog
from salesdesk.ui.pages.mails.taking import parted, take_mails
from salesdesk.ui.pages.settings.file import FileCard
from salesdesk.ui.window.workspace import Workspace
from tests.exchange.mail.outlook_files import outlook_mail
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until
from tests.ui.pages.test_files_card import drop, rows


def eml(folder: Path, name: str = "a.eml", sender: str = "amara@nordwind.eu", to: str = "me@own.de") -> Path:
    """A mail with a file."""
    path = folder / name
    path.write_bytes(
        f"From: Amara Okafor <{sender}>\r\nTo: {to}\r\nSubject: Forty vans\r\nMessage-ID: <{name}@x>\r\n"
        "Date: Mon, 16 Nov 2026 10:00:00 +0100\r\nContent-Type: multipart/mixed; boundary=A\r\n\r\n"
        "--A\r\nContent-Type: text/html\r\n\r\n<p>We need <b>forty</b>.</p>\r\n"
        "--A\r\nContent-Disposition: attachment; filename=fleet.csv\r\n\r\nvan;40\r\n--A--\r\n".encode()
    )
    return path


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> Iterator[ContactPage]:
    """A person's page."""
    made = ContactPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 760)
    made.open_target(office.person("Amara Okafor", email="amara@nordwind.eu"))
    made.show()
    yield made
    office.services.attachments.close()


def asked(page: ContactPage) -> MailPeopleDialog:
    """The question about unknown people, once it is there."""
    until(lambda: bool(page.findChildren(MailPeopleDialog)))
    (dialog,) = page.findChildren(MailPeopleDialog)
    return dialog


def test_a_mail_dropped_on_a_person_is_in_the_history_with_its_file(
    page: ContactPage, office: Office, tmp_path: Path
) -> None:
    assert drop(page, eml(tmp_path))
    until(lambda: bool(office.said))
    assert office.said == ["1 e-mail kept with Amara Okafor · 1 file"]
    assert page.number is not None
    (entry,) = office.store.activities.of_contact(page.number)
    assert (entry.subject, entry.outcome, entry.files) == ("Forty vans", "Incoming", 1)
    shown = [shown_entry(one, office.now) for one in office.store.timelines.of_contact(page.number, 10)]
    assert "Amara Okafor · 1 file" in [one.about for one in shown]
    assert entry.body == "From: Amara Okafor <amara@nordwind.eu>\nTo: me@own.de\n\nWe need forty."
    until(lambda: rows(page.files) == ["fleet.csv, 23 Nov · 1 kB · in “Forty vans”"])
    assert drop(page, eml(tmp_path))
    until(lambda: len(office.said) == 2)
    assert office.said[-1] == "It was kept already"
    office.context.commands.undo()
    until(lambda: office.store.activities.of_contact(page.number or 0) == [])


def test_mails_and_other_files_dropped_together_go_each_to_its_place(
    page: ContactPage, office: Office, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    assert drop(page, eml(tmp_path), tmp_path / "note.txt")
    until(lambda: len(office.said) == 2)
    assert set(office.said) == {"1 e-mail kept with Amara Okafor · 1 file", "1 file kept"}


def test_a_mail_of_outlook_is_kept_likewise_and_a_broken_one_is_one_sentence(
    page: ContactPage, office: Office, tmp_path: Path
) -> None:
    content = outlook_mail({0x0037: "Hi", 0x1000: "Text", 0x0C1A: "Amara", 0x5D01: "amara@nordwind.eu"})
    (tmp_path / "a.msg").write_bytes(content)
    assert drop(page, tmp_path / "a.msg")
    until(lambda: bool(office.said))
    assert office.said == [
        "1 e-mail kept with Amara Okafor · Its date cannot be read or lies ahead, so it stands on today"
    ]
    (tmp_path / "b.msg").write_bytes(content[:900])
    assert drop(page, tmp_path / "b.msg")
    until(lambda: len(office.said) == 2)
    assert office.said[-1] == "«b.msg» is damaged, or no e-mail of Outlook."


def test_who_wrote_and_is_unknown_is_offered_as_a_new_contact(
    page: ContactPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    take_mails(office.context, page, None, [eml(tmp_path, sender="ben@x.de")])
    dialog = asked(page)
    assert_all_named(dialog)
    row = next(row for row in dialog._rows if row.stranger.address == "ben@x.de")
    assert (row.box.isChecked(), row.name.text()) == (True, "Amara Okafor")
    row.name.clear()
    qtbot.keyClicks(row.name, "Ben Ode")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    until(lambda: bool(office.said))
    assert office.said == ["1 e-mail kept with Ben Ode · 1 contact added · 1 file"]
    ben = office.find("Ben Ode")
    assert [one.subject for one in office.store.activities.of_contact(ben)] == ["Forty vans"]
    office.context.commands.undo()
    until(lambda: office.store.contacts.count() == 1)


def test_nothing_is_kept_when_the_question_is_left(
    page: ContactPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    take_mails(office.context, page, None, [eml(tmp_path, sender="ben@x.de")])
    qtbot.keyClick(asked(page), Qt.Key.Key_Escape)
    assert office.said == []
    assert office.store.contacts.count() == 1


def test_an_own_address_is_said_in_the_question_and_known_from_then_on(
    page: ContactPage, office: Office, tmp_path: Path
) -> None:
    take_mails(office.context, page, None, [eml(tmp_path, sender="me@own.de", to="ben@x.de")])
    dialog = asked(page)
    next(row for row in dialog._rows if row.stranger.address == "me@own.de").me.click()
    until(lambda: [row.stranger.address for row in dialog._rows] == ["ben@x.de"])
    (row,) = dialog._rows
    assert row.box.isChecked()
    dialog._ok.click()
    until(lambda: bool(office.said))
    assert office.services.mails.own_addresses == ("me@own.de",)
    (entry,) = office.store.activities.of_contact(office.find("ben@x.de"))
    assert entry.outcome == "Outgoing"


def test_own_addresses_are_typed_in_the_settings(qtbot: QtBot, office: Office) -> None:
    card = FileCard(office.context)
    qtbot.addWidget(card)
    card.refresh()
    card._own.setText("Me@Own.de; sales@own.de")
    card._own.editingFinished.emit()
    assert office.services.mails.own_addresses == ("me@own.de", "sales@own.de")
    card._own.setText("nonsense")
    card._own.editingFinished.emit()
    assert office.said[-1] == "“nonsense” is no e-mail address."
    assert card._own.text() == "me@own.de, sales@own.de"


def test_a_folder_of_a_mail_program_is_told_by_how_it_begins(office: Office, tmp_path: Path) -> None:
    for name, content in (
        ("Inbox", b"From a@x.de Mon"),
        ("Other", b"Something"),
        ("x.MBOX", b""),
        ("list.csv", b""),
    ):
        (tmp_path / name).write_bytes(content)
    mails, others = parted(
        office.context, [tmp_path / name for name in ("Inbox", "Other", "x.MBOX", "list.csv")]
    )
    assert [path.name for path in mails] == ["Inbox", "x.MBOX"]
    assert [path.name for path in others] == ["Other", "list.csv"]


def test_a_mail_as_long_as_a_book_is_shown_in_part(page: ContactPage, office: Office, tmp_path: Path) -> None:
    path = eml(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"<b>forty</b>", b"forty vans and more. " * 5_000))
    assert drop(page, path)
    until(lambda: bool(office.said))
    assert page.number is not None
    entries = office.store.timelines.of_contact(page.number, 10)
    assert max(len(one.activity.body or "") for one in entries if one.activity is not None) > 100_000
    assert max(len(shown_entry(one, office.now).text) for one in entries) < 1_400


def test_mails_dropped_on_the_window_find_their_people_and_other_files_are_imported(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    amara = office.person("Amara Okafor", email="amara@nordwind.eu")
    (tmp_path / "leads.csv").write_text("Name;Email\nBen Ode;ben@x.example\n", encoding="utf-8")
    workspace = Workspace(office.context)
    window = workspace.window
    qtbot.addWidget(window)
    window.show()
    assert drop(window, eml(tmp_path), tmp_path / "leads.csv")
    until(lambda: any(text.startswith("1 e-mail kept") for text in office.said))
    assert [one.subject for one in office.store.activities.of_contact(amara)] == ["Forty vans"]
    assert ("import", (tmp_path / "leads.csv",)) in office.asked
    workspace.telling.stop()
