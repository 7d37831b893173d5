"""Backups: what there is, making one, putting one back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QWidget

from salesdesk.domain.backups import Snapshot
from salesdesk.domain.progress import Work
from salesdesk.ui.context import Context
from salesdesk.ui.file_dialogs import SALESDESK_FILES, choose_target
from salesdesk.ui.value_texts import day_text, number_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import label


class BackupsCard(Card):
    """Dated copies beside the file; a copy can also go anywhere else."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Backups")
        self._context = context
        text = self.tr(
            "A dated copy is made when a day has passed or the file was changed. Ten days and two years of months are kept."
        )
        self.add(label(text, "secondary", wrap=True))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Backups"))
        self._list.setFixedHeight(132)
        self.add(self._list)
        hint = self.tr("To put one back, close SalesDesk and run: salesdesk restore FILE")
        self.add(label(hint, "caption", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(self.tr("Back up now"), self._make))
        row.addWidget(button(self.tr("Save a copy as…"), self._choose))
        row.addWidget(button(self.tr("Check the file"), self._check))
        row.addWidget(button(self.tr("Open folder"), self._open_folder))
        row.addStretch(1)
        self.add(row)

    def refresh(self) -> None:
        """List the copies there are."""
        self._list.clear()
        for copy in self._context.services.backups.snapshots():
            self._list.addItem(
                f"{day_text(copy.at.date().isoformat())}  {copy.at:%H:%M}   {size_text(copy.size)}"
            )
        if not self._list.count():
            self._list.addItem(self.tr("No copy yet"))

    def _make(self) -> None:
        backups = self._context.services.backups

        def run(work: Work) -> Snapshot:
            return backups.make()

        self._context.tasks.run(run, done=self._made, owner=self)

    def _made(self, copy: Snapshot) -> None:
        self.refresh()
        self._context.messages.say(self.tr("Backup made: {0}").format(copy.name))

    def _choose(self) -> None:
        choose_target(
            self,
            self._context,
            "copy",
            self.tr("Save a copy"),
            [self.tr(SALESDESK_FILES)],
            f"{self._context.store.path.stem} {self._context.store.today()}.salesdesk",
            self.save_copy,
        )

    def save_copy(self, path: Path | str) -> None:
        """Write a copy to a place of the person's choice."""
        backups, target = self._context.services.backups, Path(path)

        def run(work: Work) -> int:
            return backups.write_to(target)

        self._context.tasks.run(run, done=self._copied, owner=self)

    def _copied(self, size: int) -> None:
        self._context.messages.say(self.tr("Copy saved, {0}").format(size_text(size)))

    def _check(self) -> None:
        backups = self._context.services.backups

        def run(work: Work) -> list[str]:
            return backups.check()

        self._context.tasks.run(run, done=self._checked, owner=self)

    def _checked(self, faults: list[str]) -> None:
        if faults:
            self._context.messages.error(
                self.tr("{0} faults found: {1}").format(number_text(len(faults)), faults[0])
            )
        else:
            self._context.messages.say(self.tr("The file is sound"))

    def _open_folder(self) -> None:
        folder = self._context.services.backups.folder
        shown = folder if folder.is_dir() else folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))


def size_text(size: int) -> str:
    """A size in bytes as people say it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} kB"
