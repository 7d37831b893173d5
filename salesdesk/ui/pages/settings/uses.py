"""How often an entry of a list is used, and the way to the records that have it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import declared
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.ui import fonts
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import look_of
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.text import label

COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The number that stands at the right of an entry, as text."""
_MARGIN = 10


def _tr(text: str) -> str:
    return QCoreApplication.translate("uses", text)


def counted_uses(number: int) -> str:
    """So many records: "12 records"."""
    text = _tr("{0} record") if number == 1 else _tr("{0} records")
    return text.format(number_text(number))


class CountDelegate(QStyledItemDelegate):
    """An entry with how often it is used at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        text = index.data(COUNT_ROLE)
        if text:
            rect: QRect = option.rect
            painter.save()
            painter.setFont(fonts.font(fonts.BODY))
            painter.setPen(self._theme.color("ink_3"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -_MARGIN, 0), right, text)
            painter.restore()


class UsesRow(QWidget):
    """The records that have an entry, by kind: each number opens exactly these in their list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self.setMinimumHeight(24)

    def show_uses(self, field: str, name: str, counts: Mapping[EntityKind, int]) -> None:
        """``counts`` say how many records of each kind have ``name`` in ``field``."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not name:
            return
        self._row.addWidget(label(self._sentence(name, counts), "secondary"))
        others = 0
        for kind, number in sorted(counts.items(), key=lambda one: -one[1]):
            spec = entities().get(kind)
            records = spec.records if spec is not None else None
            if records is None or field not in declared().of(records).filters or not spec or not spec.page:
                others += number
                continue
            look = look_of(records)
            link = link_button(look.counted(number, number_text(number)), accent=True)
            link.setAccessibleName(_tr("Show {0} with {1}").format(link.text(), name))
            filter_ = Filter((Condition(field, Op.IS, (name,)),))
            link.clicked.connect(partial(self._open, look.page, filter_))
            self._row.addWidget(link)
        if others:
            self._row.addWidget(label(_tr("{0} elsewhere").format(number_text(others)), "secondary"))
        self._row.addStretch(1)

    def _sentence(self, name: str, counts: Mapping[EntityKind, int]) -> str:
        return _tr("{0} is used by").format(name) if counts else _tr("{0} is not used").format(name)

    def _open(self, page: str, filter_: Filter) -> None:
        self._context.navigate(page, filter_)
