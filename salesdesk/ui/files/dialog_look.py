"""What Qt's dialog for files looks like in the program, and what cannot be done in it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QSplitter,
    QToolButton,
    QTreeView,
    QWidget,
)

from salesdesk.ui.files.request import Asking, FileRequest
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.text import label, set_look

T = TypeVar("T", bound=QObject)

_TOOLS = (
    # object name in Qt's dialog, our icon, what it is called
    ("backButton", "arrow-left", "Back"),
    ("forwardButton", "arrow-right", "Forward"),
    ("toParentButton", "arrow-up", "Folder above"),
    ("newFolderButton", "folder-plus", "New folder"),
)
_NAMES = {
    "lookInCombo": "Folder",
    "sidebar": "Places",
    "treeView": "Files",
    "fileNameEdit": "File name",
    "fileTypeCombo": "Kinds shown",
}


def tr(text: str) -> str:
    """The text in the person's language."""
    return QCoreApplication.translate("file_dialogs", text)


def part_of(dialog: QDialog, kind: type[T], name: str) -> T:
    """A part of Qt's dialog by the name Qt gave it."""
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def leave_files_alone(dialog: QDialog) -> None:
    """Take away every way to drag, rename or delete a file in it."""
    for view in dialog.findChildren(QAbstractItemView):
        view.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    for name in ("qt_delete_action", "qt_rename_action"):
        action = dialog.findChild(QAction, name)
        if action is not None:
            dialog.removeAction(action)
            action.setVisible(False)
            action.triggered.disconnect()


def dress(dialog: QDialog, theme: Theme, request: FileRequest) -> None:
    """Give Qt's dialog the look of the program."""
    for name, icon, title in _TOOLS:
        tool = part_of(dialog, QToolButton, name)
        set_look(tool, tone="icon")
        tool.setIconSize(QSize(16, 16))
        tool.setToolTip(tr(title))
        tool.setAccessibleName(tr(title))
        ThemeWatcher(tool, theme, icon)
    part_of(dialog, QToolButton, "newFolderButton").setVisible(request.asking in (Asking.SAVE, Asking.FOLDER))
    for name in ("listModeButton", "detailModeButton"):
        part_of(dialog, QToolButton, name).hide()
    for name, title in _NAMES.items():
        part_of(dialog, QWidget, name).setAccessibleName(tr(title))
    part_of(dialog, QWidget, "lookInLabel").hide()
    for name in ("fileNameLabel", "fileTypeLabel"):
        set_look(part_of(dialog, QLabel, name), text_style="secondary")
    if request.asking is Asking.FOLDER:
        for name in ("fileTypeLabel", "fileTypeCombo"):
            part_of(dialog, QWidget, name).hide()
    completer = part_of(dialog, QLineEdit, "fileNameEdit").completer()
    fitting = completer.popup() if completer is not None else None
    if fitting is not None:
        # a window of its own, whose transparent list would show nothing but black
        fitting.setProperty("popup", True)
        fitting.setStyleSheet("")  # polished anew
    _arrange(dialog, request.title)
    buttons = part_of(dialog, QDialogButtonBox, "buttonBox")
    for made in buttons.buttons():
        made.setIcon(QIcon())
        made.setMinimumWidth(84)
        if buttons.buttonRole(made) is QDialogButtonBox.ButtonRole.AcceptRole:
            set_look(made, tone="primary")
    tree = part_of(dialog, QTreeView, "treeView")
    tree.setIconSize(QSize(16, 16))
    tree.setAllColumnsShowFocus(True)
    tree.setColumnHidden(2, True)  # the kind: the icon and the name say it
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column in (1, 3):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)


def _arrange(dialog: QDialog, title: str) -> None:
    """Title on top, fields over the whole width, buttons at the bottom right as in our other dialogs."""
    grid = dialog.layout()
    assert isinstance(grid, QGridLayout)
    heading = label(title, "heading")
    heading.setContentsMargins(24, 20, 24, 0)
    grid.setMenuBar(heading)
    grid.setContentsMargins(24, 12, 24, 20)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(1, 1)
    top = grid.itemAtPosition(0, 1)
    assert top is not None
    grid.removeItem(top)
    grid.addItem(top, 0, 0, 1, 3)
    buttons = part_of(dialog, QDialogButtonBox, "buttonBox")
    buttons.setOrientation(Qt.Orientation.Horizontal)
    for row, name in ((2, "fileNameEdit"), (3, "fileTypeCombo")):
        part = part_of(dialog, QWidget, name)
        grid.removeWidget(part)
        grid.addWidget(part, row, 1, 1, 2)
    grid.removeWidget(buttons)
    grid.addWidget(buttons, 4, 0, 1, 3)
    splitter = part_of(dialog, QSplitter, "splitter")
    splitter.setHandleWidth(12)
    splitter.setSizes([150, 640])
    splitter.setChildrenCollapsible(False)
    places = part_of(dialog, QListView, "sidebar")
    places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    places.setTextElideMode(Qt.TextElideMode.ElideRight)
