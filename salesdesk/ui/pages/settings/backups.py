"""Backups: which there are and whether they are sound, making one, and where they lie."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from salesdesk.domain.backups import Proof, Snapshot
from salesdesk.domain.progress import Work
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.files.backup_work import BackupWork
from salesdesk.ui.files.dialogs import SALESDESK_FILES, choose_target
from salesdesk.ui.pages.settings.copy_back import CopyBackDialog
from salesdesk.ui.pages.settings.file_check import FileCheckLine
from salesdesk.ui.task_runner import Task
from salesdesk.ui.value_texts import moment_text, size_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import ElidedLabel, label, plain_tip
from salesdesk.ui.window.navigator import LookRequest, RestoreRequest

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COPY = Qt.ItemDataRole.UserRole


class BackupsCard(Card):
    """Dated copies of the file; a copy can also go anywhere else."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Backups")
        self._context = context
        self._comparing: Task | None = None
        self.work = BackupWork(context, self)
        context.notifier.backups_changed.connect(self.refresh)
        text = self.tr(
            "A dated copy is made when a day has passed or the file was changed, and opened and checked at once. Kept are all copies of the last 24 hours (up to twenty), the newest of each of the last ten days with one, and the newest of each of the last 24 months with one."
        )
        self.add(label(text, "secondary", wrap=True))
        self.list = self._make_list()
        self.add(self.list)
        row = FlowLayout(spacing=8)
        row.addWidget(button(self.tr("Back up now"), self.work.make))
        row.addWidget(button(self.tr("Save a copy as…"), self._choose))
        self.restore_button = button(self.tr("Restore…"), self._ask_to_restore)
        row.addWidget(self.restore_button)
        self.look_button = button(self.tr("Open read-only"), self._look)
        row.addWidget(self.look_button)
        self.copy_back_button = button(self.tr("Copy back…"), self._ask_to_copy_back)
        row.addWidget(self.copy_back_button)
        row.addWidget(button(self.tr("Show in folder"), self._show_in_folder))
        self._check = FileCheckLine(context)
        checking = button(self.tr("Check the file"), self._check.run)
        self._check.running_changed.connect(checking.setDisabled)
        row.addWidget(checking)
        self.add(row)
        self.add(self._check)
        self.folder = ElidedLabel("", "secondary", mode=Qt.TextElideMode.ElideMiddle)
        self.beside = button(self.tr("Use the one beside the file"), self._use_beside)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(label(self.tr("Folder for backups"), "strong"))
        place.addWidget(self.folder, 1)
        place.addWidget(self.beside)
        place.addWidget(button(self.tr("Choose a folder…"), self.work.choose_folder))
        self.add(place)
        hint = self.tr(
            "A folder on another disk or in a cloud is a good place for them. Any other copy is restored on the command line: salesdesk restore FILE"
        )
        self.add(label(hint, "caption", wrap=True))

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        choose_by_keyboard(made)
        made.setAccessibleName(self.tr("Backups"))
        made.setHeaderLabels([self.tr("Made"), self.tr("Size"), self.tr("Password"), self.tr("State")])
        head = made.headerItem()
        assert head is not None
        head.setTextAlignment(1, _RIGHT)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.setFixedHeight(176)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = made.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, 240)
        header.resizeSection(1, 96)
        header.resizeSection(2, 110)
        header.setSectionsClickable(False)
        made.itemSelectionChanged.connect(self._follow_selection)
        return made

    def refresh(self) -> None:
        """List the copies there are; whether each is sound follows."""
        backups = self._context.services.backups
        if not self._context.store.files:
            self.folder.setText(self.tr("On the server, by whoever looks after it"))
            self.list.setEnabled(False)
            return
        found = backups.everywhere()
        self._show(found, self.tr("Being compared with its digest…"))
        self.folder.setText(str(backups.folder))
        self.beside.setVisible(backups.chosen_folder is not None)
        if self._comparing is not None:
            self._comparing.cancel()
            self._comparing = None
        if found:

            def run(work: Work) -> list[Snapshot]:
                return backups.compared(work)

            self._comparing = self._context.tasks.run(
                run, done=self._compared, failed=self._not_compared, owner=self
            )

    def _show(self, copies: list[Snapshot], waiting: str = "") -> None:
        chosen = self.selected()
        self.list.clear()
        for copy in copies:
            state = waiting or self._state(copy.proof)
            if copy.beside:
                state = self.tr("{0} · in Backups beside the file").format(state)
            item = QTreeWidgetItem(
                [moment_text(copy.at), size_text(copy.size), self._password(copy.encrypted), state]
            )
            item.setTextAlignment(1, _RIGHT)
            item.setData(0, _COPY, copy)
            item.setToolTip(3, plain_tip(state))
            if copy.proof is Proof.FAILED and not waiting:
                for column in range(4):
                    item.setForeground(column, self._context.theme.color("bad"))
            self.list.addTopLevelItem(item)
            if chosen is not None and (copy.name, copy.beside) == (chosen.name, chosen.beside):
                self.list.setCurrentItem(item)
        self._follow_selection()
        if not copies:
            item = QTreeWidgetItem([self.tr("No copy yet"), "", "", ""])
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addTopLevelItem(item)

    def _password(self, encrypted: bool | None) -> str:
        if encrypted is None:
            return "—"
        return self.tr("encrypted") if encrypted else self.tr("none")

    def _state(self, proof: Proof) -> str:
        return {
            Proof.VERIFIED: self.tr("Verified"),
            Proof.UNCHECKED: self.tr("Not verified"),
            Proof.FAILED: self.tr("Damaged or changed, do not use"),
        }[proof]

    def selected(self) -> Snapshot | None:
        """The copy chosen in the list."""
        item = next(iter(self.list.selectedItems()), None)
        copy = item.data(0, _COPY) if item is not None else None
        return copy if isinstance(copy, Snapshot) else None

    def _follow_selection(self) -> None:
        for made in (self.restore_button, self.look_button, self.copy_back_button):
            made.setEnabled(self.selected() is not None)

    def _look(self) -> None:
        """Show the chosen copy in a window of its own."""
        copy = self.selected()
        if copy is not None and self._is_there(copy):
            sentence = self.tr(
                "This is the backup of {0} from {1}, to look only. Nothing here can be changed, and your file stays as it is."
            ).format(self._context.store.name, moment_text(copy.at))
            path = self._context.services.backups.path_of(copy)
            self._context.navigate.look(LookRequest(path, sentence))

    def _ask_to_copy_back(self) -> None:
        copy = self.selected()
        if copy is not None and self._is_there(copy):
            path = self._context.services.backups.path_of(copy)
            CopyBackDialog(self.window(), self._context, path, moment_text(copy.at)).open()

    def _ask_to_restore(self) -> None:
        copy = self.selected()
        if copy is None or not self._is_there(copy):
            return
        self._context.services.backups.hold(copy)  # the automatic backup may come meanwhile
        ends = self._context.services.backups.ends_encryption(copy)
        text = self.tr(
            "{0} becomes again what it was on {1}. What is in it now is saved in the folder for backups first."
        ).format(self._context.store.name, moment_text(copy.at))
        if ends:
            text += " " + self.tr(
                "This backup has no password: the encryption ends, and everybody who gets hold of the file can read it."
            )
        yes = self.tr("Restore and end the encryption") if ends else self.tr("Restore")
        ask(
            self,
            self.tr("Restore this backup?"),
            text,
            [CANCEL, Choice("restore", yes, "danger")],
            partial(self._restore, copy, ends),
        )

    def _restore(self, copy: Snapshot, ends: bool, answer: str) -> None:
        backups = self._context.services.backups
        if answer != "restore":
            backups.hold(None)
        elif self._is_there(copy):
            self._context.navigate.restore(RestoreRequest(backups.path_of(copy), backups.folder, ends))

    def _is_there(self, copy: Snapshot) -> bool:
        """Whether a copy lies where it was listed; else that is said, and the list read again."""
        path = self._context.services.backups.path_of(copy)
        there = path.is_file()
        if not there:
            self._context.messages.error(
                self.tr("The backup {0} is not in {1} any more. Choose another one.").format(
                    path.name, str(path.parent)
                )
            )
            self.refresh()
        return there

    def _compared(self, copies: list[Snapshot]) -> None:
        self._comparing = None
        self._show(copies)

    def _not_compared(self, error: Exception) -> None:
        if isinstance(error, SalesDeskError):
            if not isinstance(error, Cancelled):
                self._context.messages.error(error)
        else:
            raise error

    def _use_beside(self) -> None:
        self.work.use_folder(None)

    def _choose(self) -> None:
        choose_target(
            self,
            self._context,
            "copy",
            self.tr("Save a copy"),
            [self.tr(SALESDESK_FILES)],
            f"{Path(self._context.store.name).stem} {self._context.store.today()}.salesdesk",
            self.save_copy,
        )

    def save_copy(self, path: Path | str) -> None:
        """Write a copy to a place of the person's choice."""
        backups, target = self._context.services.backups, Path(path)

        def run(work: Work) -> int:
            return backups.write_to(target)

        self._context.tasks.run(run, done=self._copied, owner=self)

    def _copied(self, size: int) -> None:
        self._context.messages.say(self.tr("Copy saved and verified, {0}").format(size_text(size)))

    def _show_in_folder(self) -> None:
        """Open the folder of the copies; no desktop has one way to also choose a file in it."""
        folder = self._context.services.backups.folder
        shown = next(place for place in (folder, *folder.parents) if place.is_dir())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))
