"""The line below a list: how many rows there are and what its columns add up to, of all rows and not of those on screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Filter
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase
from salesdesk.services.later_rates import later_rates
from salesdesk.store.lists.reader import ListReader
from salesdesk.store.lists.row_groups import Place
from salesdesk.store.lists.totals import Total
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.task_runner import unasked
from salesdesk.ui.value_texts import number_text, sum_text
from salesdesk.ui.widgets.text import ElidedLabel, label, set_look
from salesdesk.ui.wording import worded

if TYPE_CHECKING:
    from salesdesk.ui.lists.list_page import ListPage

_DELAY_MS = 250
_DIGITS = 1
_Read = tuple[Mapping[str, Total], Mapping[Place, Mapping[str, Total]], Sequence[Phrase]]
ADDED = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})


class TotalsBar(QFrame):
    """``groups_added`` carries texts by column key by place of a group. Read on the worker some time after rows or columns have changed; greyed until then. Hidden where no column on screen
    adds up to anything."""

    groups_added = Signal(object)

    def __init__(self, context: Context, reader: ListReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._reader = context, reader
        self._columns: list[Column] = []
        self._asked: tuple[Filter, Collection[int] | None, Grouping] = (Filter(), None, NO_GROUPS)
        self.setProperty("totals", True)
        self.count = label("", "section")
        self.sums = ElidedLabel("", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self.count)
        row.addWidget(self.sums, 1)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self._read)
        context.notifier.changed.connect(self._on_changed)
        self.hide()

    def show_totals(
        self,
        columns: list[Column],
        filter_: Filter,
        only: Collection[int] | None,
        count: str,
        grouping: Grouping = NO_GROUPS,
    ) -> None:
        """Add up the ``columns`` of the rows that pass, and of those of each group; ``count`` says how many these are."""
        known = {column.key: column.type for column in self._reader.columns()}
        self._columns = [column for column in columns if known.get(column.key) in ADDED]
        self._asked = (filter_, only, grouping)
        self.count.setText(count)
        self.setVisible(bool(self._columns) or not grouping.is_empty)
        if self._columns:
            set_look(self.sums, stale=True)
            self._delay.start()
        else:
            self._delay.stop()
            self.sums.setText("")

    def _on_changed(self, change: ChangeSet) -> None:
        """Another rate makes other sums of the same rows."""
        if self._columns and change.concerns(EntityKind.SETTING):
            set_look(self.sums, stale=True)
            self._delay.start()

    def _read(self) -> None:
        filter_, only, grouping = self._asked
        asked, keys = self._asked, [column.key for column in self._columns]
        store, reader = self._context.store, self._reader

        def read(_work: object) -> _Read:
            currency, rates = store.settings.currency, store.rates.current(store.today())
            try:
                whole = reader.column_totals(keys, filter_, only, currency=currency, rates=rates)
                of_groups: Mapping[Place, Mapping[str, Total]] = {}
                if not grouping.is_empty:
                    of_groups = reader.group_totals(
                        keys, grouping, filter_, only, currency=currency, rates=rates
                    )
            except InputError:  # the field went with a change
                return {}, {}, ()
            first: dict[str, str] = {}
            for total in whole.values():
                for code, day in total.first_days.items():
                    first[code] = min(day, first.get(code, day))
            return whole, of_groups, later_rates(rates, currency, first)

        def arrived(totals: _Read) -> None:
            if asked == self._asked and keys == [column.key for column in self._columns]:
                whole, of_groups, notes = totals
                self._show(whole, notes)
                texts = {
                    place: {key: total_text(one) for key, one in found.items()}
                    for place, found in of_groups.items()
                }
                self.groups_added.emit(texts)

        self._context.tasks.run(read, done=arrived, failed=unasked, owner=self)

    def _show(self, totals: Mapping[str, Total], notes: Sequence[Phrase]) -> None:
        said = [
            f"{column.title} {total_text(totals[column.key])}"
            for column in self._columns
            if column.key in totals
        ]
        self.sums.setText("   ·   ".join([*said, *map(worded, notes)]))
        set_look(self.sums, stale=False)


def total_text(total: Total) -> str:
    """What a column adds up to, as people read it: "€61,300 + $2,000", "34 (Ø 1.7)"."""
    if total.amount is not None:
        return sum_text(total.amount.minor, total.amount.currency, total.apart)
    if total.average is None:
        return "–"
    average = number_text(round(total.average, _DIGITS))
    if total.sum is None:
        return QCoreApplication.translate("totals", "Ø {0} %").format(average)
    whole = int(total.sum) if total.sum == int(total.sum) else round(total.sum, 2)
    return QCoreApplication.translate("totals", "{0} (Ø {1})").format(number_text(whole), average)


def show_totals(page: ListPage, *_layout: object) -> None:
    """What the columns on screen add up to, of all rows that pass."""
    number, grouping = page.model.records, page.model.grouping
    count = page.look.counted(number, page.locale().toString(number))
    if not grouping.is_empty:
        groups = len(page.model.groups.groups)
        said = page.tr("in one group") if groups == 1 else page.tr("in {0} groups")
        count += " " + said.format(page.locale().toString(groups))
    columns = page.table.visible_columns() if number else []
    page.totals.show_totals(columns, page.filters.filter, page.source.only, count, grouping)
