"""Which columns leave: those on screen, all, a set that was given a name, or chosen one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.services.exports import OfferedColumn
from salesdesk.ui.context import Context
from salesdesk.ui.lists.column_chooser import ColumnChooser
from salesdesk.ui.lists.export_request import COLUMN_SETS, sets_of, with_set
from salesdesk.ui.lists.look import field_title
from salesdesk.ui.models.columns import Column
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import button, link_button
from salesdesk.ui.widgets.text import label

_VIEW, _ALL, _OWN, _SET = "view", "all", "own", "set:"


class ExportColumns(QWidget):
    """``changed`` follows every choice; ``keys`` are the columns in order. ``view`` are those on screen, none where no list
    shows the records."""

    changed = Signal()

    def __init__(
        self,
        context: Context,
        kind: RecordKind,
        offered: Sequence[OfferedColumn],
        view: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind = context, kind
        self._columns = [_column(one) for one in offered]
        self._known = [column.key for column in self._columns]
        self._usual = [one.key for one in offered if one.is_shown]
        self._view, self._own = tuple(view), tuple(view)
        self.box = QComboBox()
        self._choose = button(self.tr("Choose…"), self.choose)
        self._drop = link_button(self.tr("Forget this set"), self._forget)
        self._keep = link_button(self.tr("Keep these columns as a set…"), self._ask_name)
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Name of the set"))
        self._name.setAccessibleName(self.tr("Name of the set"))
        self._save = button(self.tr("Keep"), self._keep_named)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self._choose)
        below = QHBoxLayout()
        below.setSpacing(8)
        for part in (self._keep, self._drop, self._name, self._save):
            below.addWidget(part)
        below.addStretch(1)
        title = label(self.tr("Columns"), "secondary")
        title.setBuddy(self.box)
        self.box.setAccessibleName(self.tr("Columns"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(title)
        column.addLayout(row)
        column.addLayout(below)
        self._name.returnPressed.connect(self._keep_named)
        self.box.activated.connect(self._on_chosen)
        self._fill(_VIEW if view else _ALL)

    @property
    def keys(self) -> tuple[str, ...]:
        """The chosen columns in order."""
        chosen = str(self.box.currentData())
        if chosen.startswith(_SET):
            return self._sets()[chosen.removeprefix(_SET)]
        return {_VIEW: self._view, _ALL: tuple(self._known), _OWN: self._own}[chosen]

    @property
    def is_of_view(self) -> bool:
        """Whether they are those on screen."""
        return bool(self.box.currentData() == _VIEW)

    def choose(self) -> None:
        """Choose columns one by one."""
        dialog = ColumnChooser(
            self.window(), self._context.theme, self._columns, self.keys, self._usual, new_field=False
        )
        dialog.chosen.connect(self._take)
        dialog.open()

    def titles(self, keys: Collection[str]) -> list[str]:
        """What some columns are called, in the list's order."""
        return [column.title for column in self._columns if column.key in keys]

    def _take(self, keys: object) -> None:
        if isinstance(keys, tuple) and keys:
            self._own = tuple(str(key) for key in keys)
            self._fill(_OWN)
            self.changed.emit()

    def _sets(self) -> Mapping[str, tuple[str, ...]]:
        stored = self._context.preferences.get(COLUMN_SETS)
        return sets_of(stored, self._kind, self._known)

    def _fill(self, chosen: str) -> None:
        self.box.clear()
        offers: list[tuple[str, str, Sequence[str]]] = [(_ALL, self.tr("All"), self._known)]
        if self._view:
            offers.insert(0, (_VIEW, self.tr("As on screen"), self._view))
        offers += [(f"{_SET}{name}", name, keys) for name, keys in self._sets().items()]
        if chosen == _OWN:
            offers.append((_OWN, self.tr("Chosen here"), self._own))
        for value, text, keys in offers:
            self.box.addItem(self.tr("{0} ({1})").format(text, number_text(len(keys))), value)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self._show_links()

    def _show_links(self) -> None:
        chosen = str(self.box.currentData())
        self._drop.setVisible(chosen.startswith(_SET))
        self._keep.setVisible(chosen == _OWN)
        for part in (self._name, self._save):
            part.hide()

    def _on_chosen(self) -> None:
        self._show_links()
        self.changed.emit()

    def _ask_name(self) -> None:
        self._keep.hide()
        for part in (self._name, self._save):
            part.show()
        self._name.setFocus()

    def _keep_named(self) -> None:
        name = " ".join(self._name.text().split())
        if name:
            self._store(name, self.keys)
            self._fill(f"{_SET}{name}")
            self._name.clear()
            self.changed.emit()

    def _forget(self) -> None:
        self._own = self.keys
        self._store(str(self.box.currentData()).removeprefix(_SET), None)
        self._fill(_OWN)
        self.changed.emit()

    def _store(self, name: str, keys: Sequence[str] | None) -> None:
        preferences = self._context.preferences
        stored = preferences.get(COLUMN_SETS)
        preferences.set(COLUMN_SETS, with_set(stored, self._kind, name, keys))


def _column(offered: OfferedColumn) -> Column:
    return Column(offered.key, field_title(offered.key, offered.title), 0, "left", lambda row: row)
