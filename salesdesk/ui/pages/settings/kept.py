"""Calendar and contacts on the phone: files that are kept up to date in a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.errors import SalesDeskError
from salesdesk.services.kept_files import Kept
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_folder
from salesdesk.ui.value_texts import day_text, number_text, time_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask
from salesdesk.ui.widgets.text import ElidedLabel, label
from salesdesk.ui.window.kept_files import folder_kept, option_of


class KeptFilesCard(Card):
    """Where each file is kept, when it was written, and who is in it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="On your phone")
        self._context = context
        text = self.tr(
            "A file in a folder that your phone synchronises is kept up to date while SalesDesk runs, at most once a minute: the calendar as .ics, the contacts as .vcf. Nothing is sent anywhere; this choice is kept on this computer."
        )
        self.add(label(text, "secondary", wrap=True))
        self._folders: dict[Kept, ElidedLabel] = {}
        self._said: dict[Kept, ElidedLabel] = {}
        self._stops: dict[Kept, QPushButton] = {}
        self.views = QComboBox()
        self.views.setAccessibleName(self.tr("Which contacts"))
        self.views.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.views.setMinimumWidth(136)
        self.views.setMaximumWidth(220)
        self.views.activated.connect(self._choose_view)
        for kept, title in ((Kept.CALENDAR, self.tr("Calendar")), (Kept.CONTACTS, self.tr("Contacts"))):
            self._add_row(kept, title)
        context.notifier.kept_changed.connect(self.refresh)

    def _add_row(self, kept: Kept, title: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = label(title, "strong")
        name.setFixedWidth(76)
        row.addWidget(name)
        self._folders[kept] = ElidedLabel("", "secondary", mode=Qt.TextElideMode.ElideMiddle)
        row.addWidget(self._folders[kept], 1)
        if kept is Kept.CONTACTS:
            row.addWidget(self.views)
        self._stops[kept] = button(self.tr("Stop"), partial(self.stop, kept))
        self._stops[kept].setAccessibleName(self.tr("Stop: {0}").format(title))
        choose = button(self.tr("Choose a folder…"), partial(self._ask, kept))
        choose.setAccessibleName(self.tr("Choose a folder: {0}").format(title))
        row.addWidget(self._stops[kept])
        row.addWidget(choose)
        self.add(row)
        self._said[kept] = ElidedLabel("", "caption")
        self._said[kept].setContentsMargins(84, 0, 0, 0)
        self.add(self._said[kept])

    def refresh(self) -> None:
        """Show what is kept."""
        for kept in Kept:
            folder = folder_kept(self._context, kept)
            remembered = self._context.preferences.get(option_of(self._context, kept))
            self._folders[kept].setText(str(folder) if folder is not None else self.tr("Not kept"))
            self._stops[kept].setVisible(folder is not None)
            at, count = remembered.get("at"), remembered.get("count")
            shown = folder is not None and isinstance(at, str) and isinstance(count, int)
            self._said[kept].setVisible(shown)
            if shown and folder is not None and isinstance(at, str) and isinstance(count, int):
                name = self._context.services.kept_files.path_in(kept, folder).name
                when = f"{day_text(at)} {time_text(at)}"
                self._said[kept].setText(
                    self.tr("{0}: {1} entries, written {2}").format(name, number_text(count), when)
                )
        self._show_views()

    def _show_views(self) -> None:
        chosen = self._context.preferences.get(option_of(self._context, Kept.CONTACTS)).get("view")
        self.views.clear()
        self.views.addItem(self.tr("All contacts"), None)
        for view in self._context.store.saved_views.all():
            if view.kind is RecordKind.CONTACTS:
                self.views.addItem(view.name, view.id)
        self.views.setCurrentIndex(max(0, self.views.findData(chosen)))
        self.views.setVisible(folder_kept(self._context, Kept.CONTACTS) is not None)

    def _ask(self, kept: Kept) -> None:
        title = (
            self.tr("Folder for the calendar")
            if kept is Kept.CALENDAR
            else self.tr("Folder for the contacts")
        )
        choose_folder(self, self._context, "kept", title, partial(self.choose, kept))

    def choose(self, kept: Kept, folder: Path) -> None:
        """Keep a file in a folder from now on; one that is there already, and a file with a password, are asked about
        first."""
        service, database = self._context.services.kept_files, self._context.store.database
        try:
            target = service.check(kept, folder)
        except SalesDeskError as error:
            self._context.messages.error(error)
            return
        questions = []
        if isinstance(database, FileDatabase) and database.is_encrypted:
            questions.append(
                self.tr(
                    "This file has a password; what is kept in the folder has none, and everybody who gets hold of it can read it."
                )
            )
        if target.exists() and folder != folder_kept(self._context, kept):
            questions.append(self.tr("{0} is there already and would be replaced.").format(target.name))
        if not questions:
            self._begin(kept, folder, "keep")
            return
        ask(
            self,
            self.tr("Keep {0} up to date there?").format(target.name),
            " ".join(questions),
            [CANCEL, Choice("keep", self.tr("Keep it there"), "danger")],
            partial(self._begin, kept, folder),
        )

    def _begin(self, kept: Kept, folder: Path, answer: str) -> None:
        if answer == "keep":
            self._set(kept, {"folder": str(folder)})

    def stop(self, kept: Kept) -> None:
        """Keep a file no more; what was written stays."""
        self._set(kept, {"folder": ""})

    def _choose_view(self) -> None:
        self._set(Kept.CONTACTS, {"view": self.views.currentData()})

    def _set(self, kept: Kept, changed: dict[str, object]) -> None:
        option = option_of(self._context, kept)
        before = self._context.preferences.get(option)
        self._context.preferences.set(option, {**before, "batch": -1, **changed})
        self._context.notifier.kept_changed.emit()
