"""What the window does with the file it shows: says its state, copies it, backs it up, and leaves it for another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from salesdesk.domain.progress import Work
from salesdesk.own_files import is_same
from salesdesk.ui.context import Context
from salesdesk.ui.files.backup_work import BackupWork
from salesdesk.ui.value_texts import day_text
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.wording import worded


class OpenFile(QObject):
    """``requested`` carries the path of another file to open, ``copy_saved`` that of a copy to go on in."""

    requested = Signal(object)
    copy_saved = Signal(object)

    def __init__(self, context: Context, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._window = context, window
        self._backups = BackupWork(context, window)
        context.notifier.backups_changed.connect(self._show_backup)
        window.status.set_file(context.store.name, str(context.store.place))
        database = context.store.database
        if database.read_only_reason is not None:
            window.band.show_reason(worded(database.read_only_reason))
            window.status.set_read_only()
        window.band.copy_requested.connect(self.choose_copy)
        context.navigate.file_requested.connect(self.open)

    def tell(self) -> None:
        """Show when the last backup was made, and say what was found when the file was opened."""
        self._show_backup()
        warnings = self._context.store.database.warnings
        if warnings:
            self._context.messages.error(" ".join(map(worded, warnings)))

    # ---- another file ----

    def choose(self) -> None:
        """Ask for another SalesDesk file, existing or new."""
        from salesdesk.ui.files.dialogs import choose_database  # not needed for the first page

        choose_database(self._window, self._context, self.tr("Open a SalesDesk file"), self.open)

    def open(self, path: Path) -> None:
        """Open another SalesDesk file instead of this one; one that can only be read is opened anew, for it may have
        become writable."""
        store = self._context.store
        if any(is_same(path, file) for file in store.files) and not store.database.read_only:
            self._context.messages.say(
                self.tr("{0} is the file that is open here already.").format(path.name)
            )
        else:
            self.requested.emit(path)

    # ---- a copy to work in ----

    def choose_copy(self) -> None:
        """Ask where to put a copy that can be changed, make it, and go on in it."""
        from salesdesk.ui.files.dialogs import SALESDESK_FILES, choose_target

        choose_target(
            self._window,
            self._context,
            "copy",
            self.tr("Save a copy elsewhere"),
            [self.tr(SALESDESK_FILES)],
            f"{Path(self._context.store.name).stem}.salesdesk",
            self.go_on_in_copy,
        )

    def go_on_in_copy(self, target: Path) -> None:
        """Write a copy and open it instead of this file."""
        backups = self._context.services.backups

        def run(work: Work) -> Path:
            backups.write_to(target)
            return target

        self._context.tasks.run(run, done=self.copy_saved.emit, title=self.tr("Saving a copy"), owner=self)

    # ---- backups ----

    def back_up(self) -> None:
        """The automatic backup: only when the last one is older than a day."""
        self._backups.make_if_due()

    def back_up_now(self) -> None:
        """Make a backup and say where it is."""
        self._backups.make()

    def _show_backup(self) -> None:
        last = self._context.services.backups.last()
        if not self._context.store.files:
            self._window.status.set_backup(self.tr("Kept on a server"))
            return
        if last is None:
            self._window.status.set_backup(self.tr("Not backed up yet"))
            return
        day = last.at.date().isoformat()
        when = f"{last.at:%H:%M}" if day == self._context.store.today() else day_text(day)
        self._window.status.set_backup(self.tr("Backed up {0}").format(when))
