"""The one way to ask for files: which to open, and where to save one.

A file dialog may only ever look at names. The one of Qt shows for each file an icon and a kind, and finds both by
opening the file and reading its first bytes. Where locks belong to the process and not to the one who asked for them
(POSIX), closing that file again drops every lock the process holds on it: the database open in this window would then
look unused to every other program, which deletes its write-ahead log. So what the dialog shows comes from
``FileIcons``, which goes by the name alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QSize, QStandardPaths, Qt, QUrl
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QWidget,
)

from salesdesk.errors import SalesDeskError
from salesdesk.paths import resource
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialog_look import dress, leave_files_alone, part_of, tr
from salesdesk.ui.files.icons import icons_of
from salesdesk.ui.files.request import Asking, FileRequest
from salesdesk.ui.preferences import FOLDER, Preferences, folder_of
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask
from salesdesk.ui.wording import title_of, worded

T = TypeVar("T", bound=QObject)

NATIVE = sys.platform in ("win32", "darwin")
"""Whether the desktop's own dialogs are used. On macOS they run in a process of their own. On Windows the shell does
look into files, but a lock there belongs to the handle it was asked with, so that closing another one drops nothing.
On Linux there is no such promise: GTK's dialogs run in this process, with icons that nobody can choose."""

DATA_FILES = (
    "Spreadsheets, contact cards and e-mails "
    "(*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.vcf *.eml *.msg *.mbox)"
)
CALENDAR_FILES = "Calendars (*.ics)"
WORKBOOK = "Excel workbook (*.xlsx)"
SALESDESK_FILES = "SalesDesk files (*.salesdesk)"

_NARROW = 700  # pixels of a window that cannot frame a list of files
_LONGEST_NAME = 255  # bytes, on the file systems of the systems that get this dialog
_PLACES = (
    QStandardPaths.StandardLocation.HomeLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
)


class Surroundings(Protocol):
    """What a file dialog is given: its look, and where the folders are remembered. A Context has both."""

    @property
    def theme(self) -> Theme: ...
    @property
    def preferences(self) -> Preferences: ...


def choose_files(
    parent: QWidget, context: Context, purpose: str, title: str, chosen: Callable[[list[Path]], object]
) -> QFileDialog:
    """Ask for data files to read; ``chosen`` gets them, and is not called when the person gives up."""
    request = FileRequest(Asking.FILES, purpose, title, (tr(DATA_FILES), tr("All files (*)")))
    return _ask(parent, context, request, chosen)


def choose_calendar(
    parent: QWidget, context: Context, title: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a calendar file to read."""
    request = FileRequest(Asking.FILES, "calendar", title, (tr(CALENDAR_FILES), tr("All files (*)")))
    return _ask(parent, context, request, lambda paths: chosen(paths[0]))


def choose_any_files(
    parent: QWidget, context: Context, purpose: str, title: str, chosen: Callable[[list[Path]], object]
) -> QFileDialog:
    """The same of files of any kind."""
    return _ask(parent, context, FileRequest(Asking.FILES, purpose, title, (tr("All files (*)"),)), chosen)


def choose_database(
    parent: QWidget, context: Surroundings, title: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a SalesDesk file, existing or new."""
    request = FileRequest(Asking.FILE, "file", title, (tr(SALESDESK_FILES), tr("All files (*)")))
    return _ask(parent, context, request, lambda paths: chosen(paths[0]))


def choose_target(
    parent: QWidget,
    context: Context,
    purpose: str,
    title: str,
    kinds: Sequence[str],
    name: str,
    chosen: Callable[[Path], object],
) -> QFileDialog:
    """Ask where to save a file of one of ``kinds``, ``name`` offered. The file gets an ending of its kind, and one
    that exists is only chosen after the person agreed to lose it."""
    request = FileRequest(Asking.SAVE, purpose, title, tuple(kinds), name, tuple(context.store.files))
    return _ask(parent, context, request, lambda paths: chosen(paths[0]))


def choose_folder(
    parent: QWidget, context: Context, purpose: str, title: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a folder."""
    request = FileRequest(Asking.FOLDER, purpose, title, ())
    return _ask(parent, context, request, lambda paths: chosen(paths[0]))


def start_folder(preferences: Preferences, purpose: str) -> Path:
    """The folder used last for this purpose; without one, or when it is gone, the one used last for any, else the person's
    documents."""
    remembered, last = preferences.get(folder_of(purpose)), preferences.get(FOLDER)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for place in (remembered, last, documents):
        if place and os.path.isdir(place):  # never raises, whatever is remembered
            return Path(place)
    return Path(os.path.expanduser("~"))


_MODES = {
    Asking.FILES: QFileDialog.FileMode.ExistingFiles,
    Asking.FOLDER: QFileDialog.FileMode.Directory,
}


def _ask(
    parent: QWidget, context: Surroundings, request: FileRequest, chosen: Callable[[list[Path]], object]
) -> QFileDialog:
    asked = (parent, context.theme, request)
    dialog = _native(*asked) if NATIVE else PlainFileDialog(*asked)
    dialog.setWindowTitle(request.title)
    if request.asking in _MODES:
        dialog.setFileMode(_MODES[request.asking])
    dialog.setNameFilters(list(request.kinds))
    endings = request.endings(request.kinds[0]) if request.asking in (Asking.FILE, Asking.SAVE) else ()
    if endings:  # a file may be called without any
        dialog.setDefaultSuffix(endings[0].removeprefix("."))
    # Only now: what lists a folder has its icons, and the filter is known.
    dialog.setDirectory(str(start_folder(context.preferences, request.purpose)))
    if request.name:
        dialog.selectFile(request.name)

    def take(names: list[str]) -> None:
        paths = [Path(name) for name in names]
        folder = paths[0] if request.asking is Asking.FOLDER else paths[0].parent
        for option in (folder_of(request.purpose), FOLDER):
            context.preferences.set(option, str(folder))
        if request.asking is Asking.SAVE:
            _with_ending(parent, request, dialog.selectedNameFilter(), paths[0], chosen)
        else:
            chosen(paths)

    if request.asking is Asking.FILES:
        dialog.filesSelected.connect(take)
    else:
        dialog.fileSelected.connect(lambda name: take([name]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _native(parent: QWidget, theme: Theme, request: FileRequest) -> QFileDialog:
    dialog = QFileDialog(parent)
    dialog.setIconProvider(icons_of(theme))  # of use where the desktop has no dialog after all
    if request.asking is Asking.SAVE:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return dialog


def _with_ending(
    host: QWidget, request: FileRequest, kind: str, path: Path, chosen: Callable[[list[Path]], object]
) -> None:
    """Hand the path on with an ending of its kind. A name that only now is another one may exist, too."""
    named = with_ending(path, request, kind)
    if named == path or not os.path.exists(named):
        chosen([named])
        return
    try:
        request.refuse(named)
    except SalesDeskError as error:
        _say(host, title_of(error), worded(error))
    else:
        _ask_to_replace(host, named, lambda: chosen([named]))


def with_ending(path: Path, request: FileRequest, kind: str) -> Path:
    """The path with the ending of its kind, unless it has one of the endings offered ("Nr. 5" has none)."""
    known = [ending for one in request.kinds for ending in request.endings(one)]
    wanted = request.endings(kind) or tuple(known[:1])
    fits = not wanted or path.suffix.casefold() in known
    return path if fits else path.with_name(path.name + wanted[0])


def _ask_to_replace(host: QWidget, path: Path, replace: Callable[[], object]) -> None:
    ask(
        host,
        tr("Replace {0}?").format(path.name),
        tr("There is a file of that name in the folder {0}. What it holds now will be lost.").format(
            path.parent.name or path.parent
        ),
        [CANCEL, Choice("replace", tr("Replace"), "danger")],
        lambda answer: replace() if answer == "replace" else None,
    )


def _say(host: QWidget, title: str, text: str) -> None:
    ask(host, title, text, [Choice("", tr("OK"), "primary", True)], lambda answer: None)


class PlainFileDialog(QFileDialog):
    """Qt's dialog in the look of the program. It can make folders and nothing else: a file that can be dragged,
    renamed or deleted here could be the one that is open."""

    def __init__(self, parent: QWidget, theme: Theme, request: FileRequest) -> None:
        # The constructor begins with a folder before it can be told about icons: one without a person's files.
        super().__init__(parent, request.title, str(resource("themes")))
        self._request = request
        self._kind = ""
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        # Qt would ask in a loop of its own.
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self.setOption(QFileDialog.Option.ReadOnly, request.asking not in (Asking.SAVE, Asking.FOLDER))
        self.setIconProvider(icons_of(theme))
        if request.asking is Asking.SAVE:
            self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)  # makes the buttons anew
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._qt_places = self.sidebarUrls()
        self._qt_view = self.viewMode()
        self.finished.connect(self._give_back)
        self.setViewMode(QFileDialog.ViewMode.Detail)
        self.setSidebarUrls(_places())
        leave_files_alone(self)
        self.setLabelText(QFileDialog.DialogLabel.FileName, tr("Name"))
        self.setLabelText(QFileDialog.DialogLabel.FileType, tr("Show"))
        dress(self, theme, request)
        if request.asking is Asking.SAVE:
            self.filterSelected.connect(self._follow_kind)
            self._kind = request.kinds[0]
        frame = parent.window().geometry()
        if frame.width() < _NARROW:  # a question stands alone, before there is a window
            frame = parent.screen().availableGeometry()
        self.resize(QSize(860, 560).boundedTo(frame.size() - QSize(48, 48)))
        self.move(frame.center() - self.rect().center())

    def accept(self) -> None:
        """Close with what is chosen, once nothing is in the way of it."""
        names = [Path(name) for name in self.selectedFiles()]
        if not names or any(os.path.isdir(name) for name in names):
            super().accept()  # goes into the folder
            return
        first = names[0]
        if self._request.asking in _MODES:
            missing = next((name for name in names if not os.path.exists(name)), None)
            if missing is not None:
                self._say_missing(missing)
                return
        elif self._request.asking is Asking.SAVE:
            first = with_ending(first, self._request, self.selectedNameFilter())
            if first != names[0]:
                self.selectFile(str(first))
            if len(os.fsencode(first.name)) > _LONGEST_NAME:
                _say(
                    self,
                    tr("This name is too long"),
                    tr("{0}… cannot be the name of a file. Choose a shorter one.").format(first.name[:40]),
                )
                return
            if not os.path.isdir(first.parent):
                self._say_missing(first.parent)
                return
            try:
                self._request.refuse(first)
            except SalesDeskError as error:
                _say(self, title_of(error), worded(error))
                return
            if os.path.exists(first):
                _ask_to_replace(self, first, super().accept)
                return
        super().accept()

    def _say_missing(self, path: Path) -> None:
        _say(
            self,
            tr("{0} is not there").format(path.name),
            tr(
                "There is nothing of that name in the folder {0}. Check the name, or choose from the list."
            ).format(path.parent),
        )

    def _follow_kind(self, kind: str) -> None:
        """Another kind of file was chosen: the name gets its ending."""
        endings, former = self._request.endings(kind), self._request.endings(self._kind)
        self._kind = kind
        field = part_of(self, QLineEdit, "fileNameEdit")
        if endings:
            self.setDefaultSuffix(endings[0].removeprefix("."))
            for ending in former:
                if field.text().casefold().endswith(ending):
                    field.setText(field.text()[: -len(ending)] + endings[0])

    def _give_back(self, _result: int) -> None:
        # Qt remembers places and view for every program of the person; those of before are none of our business.
        self.setSidebarUrls(self._qt_places)
        self.setViewMode(self._qt_view)


def _places() -> list[QUrl]:
    """The folders offered at the side: those of the person that exist, then the whole computer."""
    folders = dict.fromkeys(QStandardPaths.writableLocation(place) for place in _PLACES)
    found = [QUrl.fromLocalFile(folder) for folder in folders if folder and Path(folder).is_dir()]
    return [*found, QUrl("file:")]
