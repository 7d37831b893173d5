"""Making backups from the window, and choosing another folder where the present one cannot take them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from salesdesk.domain.backups import Snapshot
from salesdesk.domain.progress import Work
from salesdesk.errors import NoPlaceForBackups, SalesDeskError
from salesdesk.services.backups import FOLDER_SETTING
from salesdesk.ui.context import Context


class BackupWork(QObject):
    """What the window does about backups. ``host`` is what dialogs belong to. The notifier's ``backups_changed`` says
    when there is another copy or another folder."""

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__(host)
        self._context, self._host = context, host

    def make(self) -> None:
        """Make a copy and say so."""
        backups = self._context.services.backups

        def run(work: Work) -> Snapshot:
            return backups.make()

        self._context.tasks.run(run, done=self._made, failed=self._failed, owner=self)

    def make_if_due(self) -> None:
        """Make a copy when it is time for one."""
        backups = self._context.services.backups

        def run(work: Work) -> object:
            return backups.make_if_due()

        self._context.tasks.run(run, done=self._told, failed=self._failed, owner=self)

    def choose_folder(self) -> None:
        """Ask for the folder for backups; a synchronised one is a good place for them."""
        from salesdesk.ui.files.dialogs import choose_folder  # not needed for the first page

        title = self.tr("Folder for backups")
        choose_folder(self._host, self._context, "backups", title, self.use_folder)

    def use_folder(self, folder: Path | None) -> None:
        """Keep the copies in ``folder`` from now on (None: beside the file), and make one there. One that
        cannot be written is refused, and the one before stays."""
        services = self._context.services

        def use() -> None:
            services.backups.try_folder(folder)
            services.settings.set({FOLDER_SETTING: str(folder or "")})

        self._context.writes.run(
            use,
            what=self.tr("Folder for backups"),
            text=str(folder or ""),
            done=self._begin_folder,
            failed=self._failed,
            owner=self,
        )

    def _begin_folder(self, _nothing: None) -> None:
        self._context.notifier.backups_changed.emit()
        self.make()

    def _made(self, copy: Snapshot) -> None:
        self._context.notifier.backups_changed.emit()
        self._context.messages.say(self.tr("Backup made and verified: {0}").format(copy.name))

    def _told(self, _made: object) -> None:
        self._context.notifier.backups_changed.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NoPlaceForBackups):
            self._context.messages.error(error, self.tr("Choose a folder…"), self.choose_folder)
        elif isinstance(error, SalesDeskError):
            self._context.messages.error(error)
        else:
            raise error
