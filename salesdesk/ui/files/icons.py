"""What a file looks like in a dialog: by its name alone, because looking into it would drop locks."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import QCoreApplication, QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon

from salesdesk.ui.theme import Theme

_SHEETS = frozenset("xlsx xlsm xls xlsb ods csv tsv".split())


class FileIcons(QAbstractFileIconProvider):
    """Icons and kinds by name alone: folder, SalesDesk file, table, contact cards, other.

    Qt calls it in the thread that lists a folder, so it only hands out what ``prepare`` drew before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._icons: dict[str, QIcon] = {}

    def prepare(self, theme: Theme) -> None:
        """Draw the icons in the colours of now. Called in the thread of the window."""
        self._icons = {
            "folder": theme.icon("folder", "accent"),
            "drive": theme.icon("hard-drive"),
            "computer": theme.icon("monitor"),
            "salesdesk": theme.icon("database", "accent"),
            "table": theme.icon("file-spreadsheet"),
            "cards": theme.icon("contact"),
            "file": theme.icon("file-text"),
        }

    def icon(self, what: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        return self._icons[_sort_of(what) if isinstance(what, QFileInfo) else _SORTS.get(what, "file")]

    def type(self, info: QFileInfo) -> str:
        return QCoreApplication.translate("file_dialogs", "Folder") if info.isDir() else info.suffix().upper()


_SORTS = {
    QAbstractFileIconProvider.IconType.Folder: "folder",
    QAbstractFileIconProvider.IconType.Desktop: "folder",
    QAbstractFileIconProvider.IconType.Drive: "drive",
    QAbstractFileIconProvider.IconType.Network: "drive",
    QAbstractFileIconProvider.IconType.Computer: "computer",
}


def _sort_of(info: QFileInfo) -> str:
    if info.isDir():
        return "drive" if info.isRoot() else "folder"
    ending = info.suffix().lower()
    if ending in _SHEETS:
        return "table"
    return {"salesdesk": "salesdesk", "vcf": "cards"}.get(ending, "file")


_drawn: WeakKeyDictionary[Theme, FileIcons] = WeakKeyDictionary()
"""As long as the theme: a folder that answers slowly may be listed a while after its dialog is gone."""


def icons_of(theme: Theme) -> FileIcons:
    """The icons in the colours of now."""
    icons = _drawn.get(theme)
    if icons is None:
        icons = _drawn[theme] = FileIcons()
    icons.prepare(theme)
    return icons
