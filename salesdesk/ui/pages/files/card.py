"""The card of the files that are kept with a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.activities import KIND_TITLES
from salesdesk.domain.attachments import LIMIT, Attachment, FileHome, ending_of
from salesdesk.domain.changes import EntityKind
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_any_files, choose_folder, choose_target
from salesdesk.ui.pages.files.taking import take, tr
from salesdesk.ui.records.profile import SideEntry
from salesdesk.ui.records.side_cards import SideRow
from salesdesk.ui.value_texts import day_text, size_text
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import label

_SHOWN = 6
"""Files shown before the others are asked for."""


class FilesCard(Card):
    """What files a record has. Pressing one opens a copy of it; its menu saves or removes it. The plus asks for more, and
    what is dropped on the record's page comes here as well."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Files"), padding=14, spacing=2, parent=parent)
        self._context = context
        self._home: FileHome | None = None
        self._files: Sequence[Attachment] = ()
        self._all = False
        self.body.setContentsMargins(8, 6, 10, 12)
        assert self.heading is not None
        self.setAccessibleName(self.tr("Files"))
        self.add_button = icon_button(
            context.theme, "plus", self.tr("Keep files here"), self.ask_files, size=14
        )
        self.add_button.setProperty("tiny", True)
        self.more_button = icon_button(
            context.theme, "ellipsis", self.tr("More for files"), self._show_menu, size=14
        )
        self.more_button.setProperty("tiny", True)
        self.heading.add(self.more_button)
        self.heading.add(self.add_button)

    def show_home(self, home: FileHome | None) -> None:
        """Show the files of a record, of None nothing."""
        if home != self._home:
            self._all = False
        self._home = home
        files = self._context.store.attachments.of(home) if home is not None else []
        self._files = files
        self._fill()

    def ask_files(self) -> None:
        """Ask for files to keep with the record."""
        home = self._home
        if home is not None:
            choose_any_files(
                self.window(),
                self._context,
                "attachments",
                self.tr("Files to keep"),
                partial(take, self._context, self, home),
            )

    def _fill(self) -> None:
        clear(self.body)
        shown = self._files if self._all else self._files[:_SHOWN]
        for file in shown:
            self._place(SideRow(self._context.theme, self._entry(file)))
        left = len(self._files) - len(shown)
        if left:
            more = link_button(self.tr("Show {0} more").format(left), self._show_all)
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
            more.show()
        if not self._files:
            note = label(
                self.tr(
                    "Drop files or e-mails here: up to {0} MB each, kept inside your SalesDesk file."
                ).format(LIMIT >> 20),
                "note",
                wrap=True,
            )
            note.setContentsMargins(6, 0, 0, 0)
            self._place(note)
        self.more_button.setVisible(bool(self._files))

    def _place(self, widget: QWidget) -> None:
        self.add(widget)
        widget.show()

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _entry(self, file: Attachment) -> SideEntry:
        today = date.fromisoformat(self._context.store.today())
        day = datetime.fromisoformat(file.created_at).replace(tzinfo=UTC).astimezone().date()
        parts = [day_text(day.isoformat(), today), size_text(file.size)]
        if file.home != self._home and file.home.kind is EntityKind.ACTIVITY:
            parts.append(self.tr("in “{0}”").format(_entry_name(file.entry)))
        return SideEntry(
            file.name,
            " · ".join(parts),
            run=partial(self._open, file),
            actions=[
                (self.tr("Open"), partial(self._open, file)),
                (self.tr("Save as…"), partial(self._ask_target, file)),
                (self.tr("Remove"), partial(self._remove, file)),
            ],
        )

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Save all to a folder…")).triggered.connect(self._ask_folder)
        menu.addAction(self.tr("Save all as one archive…")).triggered.connect(self._ask_archive)
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    # -- doing ------------------------------------------------------------------------------------------

    def _open(self, file: Attachment) -> None:
        attachments = self._context.services.attachments

        def show(copy: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
                self._context.messages.say(
                    self.tr("No program here opens {0}.").format(file.name),
                    self.tr("Save as…"),
                    partial(self._ask_target, file),
                )

        self._context.tasks.run(
            lambda _work: attachments.open_copy(file.id),
            done=show,
            failed=partial(self._refused, file),
            owner=self,
        )

    def _refused(self, file: Attachment, error: Exception) -> None:
        if not isinstance(error, SalesDeskError):
            raise error
        self._context.messages.error(error, self.tr("Save as…"), partial(self._ask_target, file))

    def _ask_target(self, file: Attachment) -> None:
        ending = ending_of(file.name)
        kind = f"{ending.upper()} (*.{ending})" if ending else self.tr("All files (*)")
        choose_target(
            self.window(),
            self._context,
            "attachments",
            self.tr("Save {0}").format(file.name),
            [kind],
            file.name,
            partial(self._save, file),
        )

    def _save(self, file: Attachment, target: Path) -> None:
        attachments = self._context.services.attachments
        self._run(
            lambda: attachments.save(file.id, target), self.tr("{0} saved").format(target.name), target.parent
        )

    def _ask_folder(self) -> None:
        choose_folder(
            self.window(), self._context, "attachments", self.tr("Where to save the files"), self._export
        )

    def _ask_archive(self) -> None:
        choose_target(
            self.window(),
            self._context,
            "attachments",
            self.tr("Save all files as one archive"),
            [self.tr("Archive (*.zip)")],
            self.tr("Files.zip"),
            self._export,
        )

    def _export(self, target: Path) -> None:
        home, attachments = self._home, self._context.services.attachments
        if home is None:
            return
        said = self.tr("{0} files saved").format(len(self._files))
        self._run(lambda: attachments.export(home, target), said, target.parent if target.suffix else target)

    def _run(self, write: Callable[[], object], said: str, folder: Path) -> None:
        messages = self._context.messages

        def open_folder() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

        self._context.tasks.run(
            lambda _work: write(),
            done=lambda _made: messages.say(said, self.tr("Open folder"), open_folder),
            failed=self._failed,
            owner=self,
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SalesDeskError):
            raise error
        self._context.messages.error(error)

    def _remove(self, file: Attachment) -> None:
        attachments, messages = self._context.services.attachments, self._context.messages
        self._context.writes.run(
            partial(attachments.remove, file.id),
            done=lambda _changes: messages.done(self.tr("{0} removed").format(file.name)),
            what=file.name,
        )


def _entry_name(subject: str) -> str:
    """What an entry is called: its subject, or its kind where that is all there is."""
    return next((title for kind, title in KIND_TITLES.items() if kind.value == subject), subject)
