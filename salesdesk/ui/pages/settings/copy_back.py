"""Records out of a backup: those that are not the same any more, with both sides, and one step that makes some what they
were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from salesdesk.domain.copying_back import BackupRecords, CopiedBack, RecordSides, Since
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import Cancelled, SalesDeskError, WrongKey
from salesdesk.ui import fonts
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.password import PasswordDialog
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.lists.look import field_title
from salesdesk.ui.value_texts import DASH, number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.find_field import FindField
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import label, plain_tip
from salesdesk.ui.wording import worded

_KINDS = (RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS, RecordKind.ACTIVITIES)
_NUMBER = Qt.ItemDataRole.UserRole
_SETTLED_MS = 150
_SHOWN = 20
"""So many chosen records are shown field by field; of more, what is done is the same."""


class CopyBackDialog(Dialog):
    """Above, the records of a backup that differ; below, the chosen ones field by field, now and in the backup."""

    def __init__(self, parent: QWidget, context: Context, copy: Path, when: str) -> None:
        super().__init__(
            parent,
            self.tr("Copy back from the backup of {0}").format(when),
            self.tr(
                "Listed is what is not the same any more. What you choose becomes what it was then, in one step that can be undone."
            ),
            width=760,
        )
        self._context, self._copy = context, copy
        self._password: str | None = None
        self._since: dict[int, Since] = {}
        self._today = date.fromisoformat(context.store.today())
        self.kind = SegmentedButtons(
            [(kind.value, self.tr(entity_of(kind).many)) for kind in _KINDS], name=self.tr("Show")
        )
        self.search = FindField(self.tr("Find by name"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.kind)
        row.addWidget(self.search, 1)
        self.add(row)
        self.rows = self._tree(self.tr("Records"), [self.tr("Name"), self.tr("Since then")], 132)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.rows.header().resizeSection(0, 420)
        self.add(self.rows)
        self.count = label("", "secondary")
        self.add(self.count)
        titles = [self.tr("Field"), self.tr("Now"), self.tr("In the backup")]
        self.fields = self._tree(self.tr("What differs"), titles, 132)
        self.fields.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.fields.header().resizeSection(0, 170)
        self.fields.header().resizeSection(1, 260)
        self.add(self.fields)
        self.add_cancel(self.tr("Cancel"))
        self.copy_button = self.add_button(
            self.tr("Copy back"), self._copy_back, tone="primary", default=True
        )
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED_MS)
        self._settle.timeout.connect(self._look)
        self.kind.chosen.connect(self._look)
        self.search.textChanged.connect(self._settle.start)
        self.search.left.connect(partial(self.rows.setFocus, Qt.FocusReason.TabFocusReason))
        self.rows.itemSelectionChanged.connect(self._follow)
        self._follow()
        self._look()
        self.search.setFocus()

    @staticmethod
    def _tree(name: str, titles: list[str], height: int) -> QTreeWidget:
        made = QTreeWidget()
        choose_by_keyboard(made)
        made.setAccessibleName(name)
        made.setHeaderLabels(titles)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.setMinimumHeight(height)
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        made.header().setStretchLastSection(True)
        return made

    # ---- reading ----

    @property
    def _kind(self) -> RecordKind:
        return RecordKind(self.kind.current())

    def _look(self, _key: object = None) -> None:
        service, copy, kind = self._context.services.copying_back, self._copy, self._kind
        text, password = self.search.text(), self._password
        self._context.tasks.run(
            lambda _work: service.records(copy, kind, text, password),
            done=self._show,
            failed=self._failed,
            owner=self,
        )

    def _show(self, found: BackupRecords) -> None:
        words = {
            Since.DELETED: self.tr("not in the file any more"),
            Since.TRASHED: self.tr("in the trash"),
            Since.CHANGED: self.tr("changed"),
        }
        self.rows.clear()
        self._since = {one.id: one.since for one in found.records}
        for one in found.records:
            item = QTreeWidgetItem([one.title or DASH, words[one.since]])
            item.setData(0, _NUMBER, one.id)
            item.setToolTip(0, plain_tip(one.title))
            self.rows.addTopLevelItem(item)
        if not found.total:
            self.count.setText(self.tr("Nothing differs from this backup."))
        elif found.total > len(found.records):
            self.count.setText(
                self.tr("the first {0} of {1}").format(
                    number_text(len(found.records)), number_text(found.total)
                )
            )
        else:
            self.count.setText(number_text(found.total))
        self._follow()

    def chosen(self) -> list[int]:
        """The numbers of the chosen records."""
        return [int(item.data(0, _NUMBER)) for item in self.rows.selectedItems()]

    def _follow(self) -> None:
        chosen = self.chosen()
        self.copy_button.setEnabled(bool(chosen))
        self.copy_button.setText(
            self.tr("Copy {0} back").format(number_text(len(chosen)))
            if len(chosen) > 1
            else self.tr("Copy back")
        )
        self.fields.clear()
        if not chosen:
            return
        service, copy, kind = self._context.services.copying_back, self._copy, self._kind
        password = self._password
        self._context.tasks.run(
            lambda _work: service.sides(copy, kind, chosen[:_SHOWN], password),
            done=partial(self._show_sides, chosen),
            failed=self._failed,
            owner=self,
        )

    def _show_sides(self, chosen: list[int], found: Sequence[RecordSides]) -> None:
        if chosen != self.chosen():
            return
        self.fields.clear()
        columns = {column.key: column for column in self._context.store.list_of(self._kind).columns()}
        for one in found:
            if len(found) > 1:
                head = QTreeWidgetItem([one.title])
                head.setFont(0, fonts.font(fonts.BODY, QFont.Weight.DemiBold))
                self.fields.addTopLevelItem(head)
                head.setFirstColumnSpanned(True)
            for key, then in one.then.items():
                column = columns[key]
                sides = [value_text(column.type, value, self._today) for value in (one.now.get(key), then)]
                texts = [self.tr(field_title(key) or column.title), *(side or DASH for side in sides)]
                item = QTreeWidgetItem(texts)
                for place in range(3):
                    item.setData(place, Qt.ItemDataRole.ToolTipRole, plain_tip(texts[place]))
                self.fields.addTopLevelItem(item)
            if not one.then:
                self.fields.addTopLevelItem(self._unseen(one.id))

    def _unseen(self, number: int) -> QTreeWidgetItem:
        """What differs where no field of the list does."""
        if self._since.get(number) is Since.TRASHED:
            return QTreeWidgetItem([self.tr("Trash"), self.tr("in the trash"), self.tr("not in the trash")])
        return QTreeWidgetItem([self.tr("Parts"), self.tr("other addresses, numbers or jobs"), ""])

    # ---- writing ----

    def _copy_back(self) -> None:
        context, copy, kind, chosen = self._context, self._copy, self._kind, self.chosen()
        if not chosen:
            return
        service, password = context.services.copying_back, self._password
        context.tasks.run(
            context.writes.before(lambda _work: service.copy_back(copy, kind, chosen, password)),
            done=self._copied,
            failed=self._failed,
            title=self.tr("Copy back"),
            owner=self,
        )

    def _copied(self, done: CopiedBack) -> None:
        count = len(done.copied)
        text = (
            self.tr("Copied 1 record back")
            if count == 1
            else self.tr("Copied {0} records back").format(number_text(count))
        )
        if done.left:
            text += self.tr("; {0} could not be, because what they need is gone").format(
                number_text(len(done.left))
            )
        self._context.messages.done(text, done.changes)
        self.accept()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, WrongKey):
            self._ask_password()
        elif isinstance(error, SalesDeskError):
            if not isinstance(error, Cancelled):
                self.show_problem(worded(error))
        else:
            raise error

    def _ask_password(self) -> None:
        """The backup was made with a former password."""
        dialog = PasswordDialog(self, self._copy)

        def attempt(asking: PasswordDialog) -> None:
            self._password = asking.password()
            asking.accept()
            self._look()

        dialog.entered.connect(attempt)
        dialog.rejected.connect(self.reject)
        dialog.open()
