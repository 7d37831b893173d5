"""The dialogs for files, over a folder as people have them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from salesdesk.ui.files import dialogs as file_dialogs
from salesdesk.ui.files.dialogs import WORKBOOK, choose_database, choose_files, choose_target
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.preferences import folder_of
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import fill
from tests.visual.workspace_scenes import scene

_FILES = (
    ("Expo leads 2026.xlsx", 48_200),
    (
        "Kunden und Interessenten der Frühjahrsmesse, zweite Fassung nach Rücksprache mit Vertrieb.xlsx",
        912_000,
    ),
    ("address book.vcf", 12_300),
    ("office.salesdesk-notes", 300),
    ("newsletter.csv", 3_200),
    ("price list.ods", 22_000),
    ("offer.pdf", 180_000),
)


def _filled(office: Office) -> int:
    folder = office.store.path.parent / "Documents"
    for name in ("Backups", "Invoices", "Trade shows"):
        (folder / name).mkdir(parents=True)
    for name, size in _FILES:
        (folder / name).write_bytes(b" " * size)
    (folder / "brightline.salesdesk").write_bytes(b" " * 4_200_000)
    for purpose in ("import", "file", "report"):
        office.context.preferences.set(folder_of(purpose), str(folder))
    return fill(office)


def _shown(
    ask: Callable[[MainWindow, Office], object],
) -> Callable[[MainWindow, Office, object], None]:
    def show(window: MainWindow, office: Office, prepared: object) -> None:
        window.show_page("contacts")
        file_dialogs.NATIVE = False  # what Linux shows is what can be painted
        QTimer.singleShot(0, window, partial(ask, window, office))  # once the window has its size

    return show


def _complete(window: MainWindow, office: Office) -> None:
    """A name half typed in the dialog, with the list of those that fit."""
    dialog = choose_database(window, office.context, "Open a SalesDesk file", _ignore)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    completer = field.completer()

    def show() -> None:
        completer.setCompletionPrefix("")
        completer.complete()

    QTimer.singleShot(100, dialog, show)  # once the folder is read


def _ignore(chosen: list[Path] | Path) -> None:
    return None


SCENES = [
    scene(
        "file-dialog-import",
        _filled,
        _shown(lambda window, office: choose_files(window, office.context, "import", "Import", _ignore)),
    ),
    scene(
        "file-dialog-open",
        _filled,
        _shown(
            lambda window, office: choose_database(window, office.context, "Open a SalesDesk file", _ignore)
        ),
    ),
    scene("file-dialog-names", _filled, _shown(_complete)),
    scene(
        "file-dialog-save",
        _filled,
        _shown(
            lambda window, office: choose_target(
                window,
                office.context,
                "report",
                "Save the report",
                [WORKBOOK, "Text tables (*.csv)"],
                "Pipeline review 2026-11-23.xlsx",
                _ignore,
            )
        ),
    ),
]


def _locked(window: MainWindow, office: Office, prepared: object) -> None:
    path = office.store.path
    window.band.show_reason(
        f"{path.name} is open for reading only, because its folder /media/archive/Brightline Studio/2026 cannot be "
        "written. Copy it into a folder of yours to change it."
    )
    window.status.set_read_only()
    window.show_page("contacts")


def _refused(window: MainWindow, office: Office, prepared: object) -> None:
    _locked(window, office, prepared)
    dialog = DealDialog(window, office.context)
    dialog.open()
    dialog.show_problem(window.band.text.text())


SCENES += [
    scene("read-only", _filled, _locked),
    scene("read-only-refused", _filled, _refused),
]
