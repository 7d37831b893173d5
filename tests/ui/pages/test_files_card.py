"""Files on a record: dropped, shown, opened, saved, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import EntityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.records.side_cards import SideRow
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until

ACTIONS, BUTTONS, KEYS = Qt.DropAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(target: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let go; says whether they were taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = target.rect().center()
    entering = QDragEnterEvent(at, ACTIONS.CopyAction, mime, BUTTONS, KEYS)
    QApplication.sendEvent(target, entering)
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(at), ACTIONS.CopyAction, mime, BUTTONS, KEYS))
    return True


class Opener(QObject):
    """Takes what the desktop would be asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener() -> Iterator[Opener]:
    """What opens files for as long as the test runs."""
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "show")
    yield made
    QDesktopServices.unsetUrlHandler("file")


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


def rows(page: QWidget) -> list[str]:
    """What the card says of each file."""
    return [row.accessibleName() for row in page.findChildren(SideRow) if row.isVisible()]


def action(page: QWidget, name: str, text: str) -> None:
    """Choose from the menu of a file."""
    row = next(row for row in page.findChildren(SideRow) if row.accessibleName().startswith(name))
    menu = row._menu()
    next(entry for entry in menu.actions() if entry.text() == text).trigger()
    menu.close()


def offer(tmp_path: Path, name: str = "Offer.pdf", size: int = 24_000) -> Path:
    path = tmp_path / name
    path.write_bytes(b"x" * size)
    return path


def test_a_file_dropped_on_the_page_is_kept_and_undo_takes_it_back(
    page: ContactPage, office: Office, tmp_path: Path
) -> None:
    assert drop(page, offer(tmp_path), offer(tmp_path, "fleet list.xlsx", 300_000))
    until(lambda: len(rows(page.files)) == 2)
    assert rows(page.files) == ["fleet list.xlsx, 23 Nov · 0.3 MB", "Offer.pdf, 23 Nov · 24 kB"]
    assert office.said[-1] == "2 files kept"
    assert_all_named(page.files)
    office.context.commands.undo()
    until(lambda: rows(page.files) == [])


def test_the_veil_says_where_it_goes_and_goes_with_the_drag(page: ContactPage, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(offer(tmp_path)))])
    at = page.rect().center()
    QApplication.sendEvent(page, QDragEnterEvent(at, ACTIONS.CopyAction, mime, BUTTONS, KEYS))
    veil = page.drops._overlay
    assert veil.isVisible()
    assert veil.accessibleName() == "Drop to keep it here"
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert not veil.isVisible()


def test_what_cannot_be_kept_is_said(page: ContactPage, office: Office, tmp_path: Path) -> None:
    big = tmp_path / "film.mp4"
    with big.open("wb") as stream:
        stream.truncate(26 << 20)
    assert drop(page, big)
    until(lambda: bool(office.said))
    assert office.said[-1].startswith("film.mp4 is larger than 25 MB")
    office.said.clear()
    assert drop(page, offer(tmp_path))
    until(lambda: bool(office.said))
    assert drop(page, offer(tmp_path))
    until(lambda: len(office.said) == 2)
    assert office.said[-1] == "It was here already"


def test_a_file_is_opened_as_a_copy_by_enter(
    page: ContactPage, office: Office, opener: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(page, offer(tmp_path))
    until(lambda: len(rows(page.files)) == 1)
    (row,) = page.files.findChildren(SideRow)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    until(lambda: bool(opener.opened))
    assert opener.opened[0].name == "Offer.pdf"
    assert opener.opened[0].read_bytes() == b"x" * 24_000
    assert opener.opened[0] != tmp_path / "Offer.pdf"


def test_a_program_is_not_started(page: ContactPage, office: Office, opener: Opener, tmp_path: Path) -> None:
    drop(page, offer(tmp_path, "Setup.exe"))
    until(lambda: len(rows(page.files)) == 1)
    action(page.files, "Setup.exe", "Open")
    until(lambda: "is a program" in office.said[-1])
    assert opener.opened == []


def test_a_file_is_saved_where_the_person_wants_it(page: ContactPage, office: Office, tmp_path: Path) -> None:
    drop(page, offer(tmp_path))
    until(lambda: len(rows(page.files)) == 1)
    action(page.files, "Offer.pdf", "Save as…")
    (dialog,) = page.findChildren(QFileDialog)
    dialog.selectFile(str(tmp_path / "copy.pdf"))
    dialog.accept()
    until(lambda: (tmp_path / "copy.pdf").exists() and office.said[-1] == "copy.pdf saved")
    assert (tmp_path / "copy.pdf").read_bytes() == b"x" * 24_000


def test_all_files_are_saved_into_a_folder(page: ContactPage, office: Office, tmp_path: Path) -> None:
    drop(page, offer(tmp_path), offer(tmp_path, "b.txt", 5))
    until(lambda: len(rows(page.files)) == 2)
    page.files.more_button.click()
    (menu,) = page.files.findChildren(QMenu)
    menu.actions()[0].trigger()
    menu.close()
    (dialog,) = page.findChildren(QFileDialog)
    (tmp_path / "out").mkdir()
    dialog.selectFile(str(tmp_path / "out"))
    dialog.fileSelected.emit(str(tmp_path / "out"))
    dialog.reject()
    until(lambda: "2 files saved" in office.said)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Offer.pdf", "b.txt"]


def test_a_file_is_removed_and_undo_brings_it_back(page: ContactPage, office: Office, tmp_path: Path) -> None:
    drop(page, offer(tmp_path))
    until(lambda: len(rows(page.files)) == 1)
    action(page.files, "Offer.pdf", "Remove")
    until(lambda: rows(page.files) == [])
    assert office.said[-1] == "Offer.pdf removed"
    office.context.commands.undo()
    until(lambda: len(rows(page.files)) == 1)


def test_many_files_are_shown_when_asked_for(page: ContactPage, office: Office, tmp_path: Path) -> None:
    drop(page, *(offer(tmp_path, f"{n}.txt", 10 + n) for n in range(9)))
    until(lambda: len(rows(page.files)) == 6)
    page.files._show_all()
    assert len(rows(page.files)) == 9


def test_a_file_dropped_on_an_entry_is_kept_with_it_and_shown_on_the_person(
    page: ContactPage, office: Office, tmp_path: Path
) -> None:
    person = page.number
    assert person is not None
    office.services.activities.log(ActivityKind.CALL, Subject(contact_id=person), subject="About the offer")
    (entry,) = office.store.activities.of_contact(person)
    dialog = EntryDialog(page, office.context, entry)
    dialog.open()
    assert drop(dialog, offer(tmp_path))
    until(lambda: rows(dialog) == ["Offer.pdf, 23 Nov · 24 kB"])
    assert [file.home for file in office.store.attachments.of(FileHome(EntityKind.CONTACT, person))] == [
        FileHome(EntityKind.ACTIVITY, entry.id)
    ]
    dialog.reject()
    until(lambda: rows(page.files) == ["Offer.pdf, 23 Nov · 24 kB · in “About the offer”"])


def test_a_page_without_a_record_leaves_the_drop_to_the_window(page: ContactPage, tmp_path: Path) -> None:
    page.open_target(99_999)
    page.refresh()
    assert not drop(page, offer(tmp_path))


def test_no_field_takes_the_name_of_a_file_for_text(page: ContactPage) -> None:
    fields = [field for kind in (QLineEdit, QPlainTextEdit) for field in page.findChildren(kind)]
    assert fields
    assert not any(field.acceptDrops() for field in fields)


def test_the_panel_beside_the_list_takes_files_for_the_person_it_shows(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    number = office.person("Amara Okafor")
    listed = ContactsPage(office.context)
    qtbot.addWidget(listed)
    listed.resize(1200, 700)
    listed.show()
    listed.table.select_id(number)
    until(lambda: listed.panel.is_built and listed.panel.details.number == number)
    assert drop(listed.panel.details, offer(tmp_path))
    until(lambda: office.said == ["1 file kept"])
    assert [file.name for file in office.store.attachments.of(FileHome(EntityKind.CONTACT, number))] == [
        "Offer.pdf"
    ]
