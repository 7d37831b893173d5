"""The file to begin with cannot be opened: what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from salesdesk.domain.backups import Snapshot
from salesdesk.ui.files.dialogs import Surroundings, choose_database
from salesdesk.ui.value_texts import moment_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField


class CannotOpenDialog(Dialog):
    """Stands alone, before there is any window, and stays until whoever listens accepts it because a file is open.
    ``file_chosen`` carries the path of another file, ``backup_chosen`` the Snapshot to restore."""

    file_chosen = Signal(object)
    backup_chosen = Signal(object)

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(None, "SalesDesk", width=520)
        self._surroundings = surroundings
        self._name = ""
        self._copies: Sequence[Snapshot] = ()
        self._quit = self.add_cancel(self.tr("Quit"))
        self._other = self.add_button(self.tr("Open another file…"), self._choose_file)
        self.restore_button = self.add_button(self.tr("Restore a backup…"), self._choose_backup)

    def say(self, sentence: str, path: Path | None, copies: Sequence[Snapshot]) -> None:
        """Show why ``path`` (None: what was named is a database of a server, or no place at all) does not open; ``copies`` are its backups, newest
        first."""
        self._name, self._copies = path.name if path is not None else "", copies
        said = self.tr("{0} cannot be opened").format(self._name)
        title = said if self._name else self.tr("The database cannot be opened")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.text.setText(sentence)
        self.text.show()
        self.restore_button.setVisible(bool(copies))
        (self.restore_button if copies else self._other).setFocus()
        for made in (self._other, self.restore_button):
            made.setDefault(made is (self.restore_button if copies else self._other))

    def _choose_file(self) -> None:
        choose_database(
            self,
            self._surroundings,
            self.tr("Open a SalesDesk file"),
            lambda path: self.file_chosen.emit(path),
        )

    def _choose_backup(self) -> None:
        dialog = BackupChoice(self, self._name, self._copies)
        dialog.accepted.connect(lambda: self.backup_chosen.emit(dialog.chosen()))
        dialog.open()


class BackupChoice(Dialog):
    """Which of the backups of a file to restore; the newest is offered."""

    def __init__(self, parent: QWidget, name: str, copies: Sequence[Snapshot]) -> None:
        super().__init__(
            parent,
            self.tr("Restore a backup"),
            self.tr(
                "{0} becomes again what it was then. The backup is checked first, and what is in the file now is "
                "saved in the folder Backups."
            ).format(name),
        )
        self._copies = copies
        self._list = QComboBox()
        self._list.addItems([moment_text(one.at) for one in copies])
        self.add(FormField(self.tr("Backup of"), self._list))
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Restore"), self.accept, tone="primary", default=True)
        self._list.setFocus()

    def chosen(self) -> Snapshot:
        """The copy shown."""
        return self._copies[self._list.currentIndex()]
