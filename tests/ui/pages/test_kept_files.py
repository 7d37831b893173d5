"""Files that are kept up to date: written soon after a change, whole, not too often, by one process, and after asking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.exchange.calendars.session import read_calendar_file
from salesdesk.services.activities import Subject
from salesdesk.services.kept_files import Kept
from salesdesk.ui.pages.settings.kept import KeptFilesCard
from salesdesk.ui.window.kept_files import KeptFiles, option_of
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, open_office, until


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """A folder that a phone synchronises."""
    folder = tmp_path / "phone"
    folder.mkdir()
    return folder


@pytest.fixture
def keeper(office: Office) -> Iterator[KeptFiles]:
    """Keeps files without a pause between them."""
    made = KeptFiles(office.context, every=0.0)
    yield made
    made.finish()


def keep(office: Office, kept: Kept, folder: Path, **more: object) -> None:
    option = option_of(office.context, kept)
    office.context.preferences.set(option, {"folder": str(folder), **more})
    office.context.notifier.kept_changed.emit()


def titles(file: Path) -> list[str]:
    return [item.title for item in read_calendar_file(file).items]


def names(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return sorted(line.removeprefix("FN:") for line in lines if line.startswith("FN:"))


def test_the_calendar_follows_what_changes(office: Office, keeper: KeptFiles, phone: Path) -> None:
    file = phone / "office.ics"
    keeper.start()
    assert list(phone.iterdir()) == [], "nothing is kept unasked"
    office.services.activities.plan(Subject(), "Call back", "2026-11-24T09:00:00Z")
    keep(office, Kept.CALENDAR, phone)
    until(file.exists)
    assert titles(file) == ["Call back"]
    office.services.activities.plan(Subject(), "Visit", "2026-11-25")
    until(lambda: sorted(titles(file)) == ["Call back", "Visit"])
    assert [path.name for path in phone.iterdir()] == ["office.ics"], "and nothing lies beside it"
    keep(office, Kept.CALENDAR, Path())
    file.unlink()
    office.services.activities.plan(Subject(), "Later", "2026-11-25")
    keeper.look()
    assert not file.exists()


def test_contacts_keep_their_names_and_no_export_is_taken_down(
    office: Office, keeper: KeptFiles, phone: Path
) -> None:
    ann = office.person("Ann Lee", email="ann@example.com", lifecycle_stage="customer")
    office.person("Ben Dahl")
    vip = Filter((Condition("lifecycle_stage", Op.IS, ("customer",)),))
    view, _ = office.services.saved_views.create(RecordKind.CONTACTS, "Customers", vip, Sort("full_name"))
    file = phone / "office.vcf"
    keeper.start()
    keep(office, Kept.CONTACTS, phone)
    until(file.exists)
    assert names(file) == ["Ann Lee", "Ben Dahl"]
    uids = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("UID:")]
    batch = office.store.journal.latest()
    office.services.contacts.update(ann, {"full_name": "Ann Leeds"})
    until(lambda: names(file) == ["Ann Leeds", "Ben Dahl"])
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("UID:")] == uids
    assert office.store.journal.latest() == batch + 1
    keep(office, Kept.CONTACTS, phone, view=view)
    until(lambda: names(file) == ["Ann Leeds"])


def test_what_commands_wrote_is_in_the_file_at_the_next_start(office: Office, phone: Path) -> None:
    first = KeptFiles(office.context, every=0.0)
    first.start()
    keep(office, Kept.CALENDAR, phone)
    file = phone / "office.ics"
    until(file.exists)
    first.finish()
    first.deleteLater()
    office.context.notifier.changed.disconnect()
    office.services.activities.plan(Subject(), "By a command", "2026-11-25")
    assert titles(file) == []
    again = KeptFiles(office.context)
    again.start()
    until(lambda: titles(file) == ["By a command"])
    again.finish()


def test_it_is_written_once_a_minute_at_most_and_by_one_process(
    office: Office, phone: Path, tmp_path: Path
) -> None:
    keeper, file = KeptFiles(office.context), phone / "office.ics"
    keeper.start()
    keep(office, Kept.CALENDAR, phone)
    until(lambda: file.exists() and not office.context.tasks.is_busy)
    office.services.activities.plan(Subject(), "Soon after", "2026-11-25")
    assert keeper._timer.isActive()
    assert keeper._timer.remainingTime() > 50_000
    other = open_office(tmp_path, office.context.theme)
    assert not other.services.kept_files.claim()
    keeper.finish()
    assert other.services.kept_files.claim(), "the one that is left writes"
    other.services.kept_files.release()
    other.close()


def test_a_folder_that_is_gone_is_said_once(office: Office, keeper: KeptFiles, phone: Path) -> None:
    keeper.start()
    phone.rmdir()
    keep(office, Kept.CALENDAR, phone)
    until(lambda: any("phone" in said for said in office.said))
    count = len(office.said)
    phone.mkdir()
    until(lambda: (phone / "office.ics").exists())
    assert len(office.said) == count


def card_of(qtbot: QtBot, office: Office) -> KeptFilesCard:
    card = KeptFilesCard(office.context)
    qtbot.addWidget(card)
    card.resize(860, 300)
    card.refresh()
    card.show()
    return card


def test_settings_choose_a_folder_and_stop(
    qtbot: QtBot, office: Office, keeper: KeptFiles, phone: Path
) -> None:
    card = card_of(qtbot, office)
    assert_all_named(card)
    keeper.start()
    card.choose(Kept.CALENDAR, phone)
    until((phone / "office.ics").exists)
    until(lambda: "office.ics: 0 entries" in card._said[Kept.CALENDAR].text())
    stop = next(b for b in card.findChildren(QPushButton) if b.accessibleName() == "Stop: Calendar")
    stop.click()
    assert card._folders[Kept.CALENDAR].text() == "Not kept"
    assert (phone / "office.ics").exists()
    card.choose(Kept.CALENDAR, phone)
    dialog = card.findChild(QDialog)
    assert dialog is not None, "what is there already is replaced after asking only"
    dialog.reject()
    assert card._folders[Kept.CALENDAR].text() == "Not kept"


def test_a_file_with_a_password_asks_first(qtbot: QtBot, tmp_path: Path, phone: Path, office: Office) -> None:
    folder = tmp_path / "secret"
    folder.mkdir()
    secret = open_office(folder, office.context.theme, password="only for me")
    card = card_of(qtbot, secret)
    card.choose(Kept.CONTACTS, phone)
    dialog = card.findChild(QDialog)
    assert dialog is not None
    assert card._folders[Kept.CONTACTS].text() == "Not kept"
    yes = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Keep it there")
    yes.click()
    assert card._folders[Kept.CONTACTS].text() == str(phone)
    card.close()
    secret.close()
