"""The items of an agenda as rows that are typed over, moved, added and taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from salesdesk.domain.meetings import MOST_ITEMS, MOST_MINUTES, AgendaItem, View, keyed
from salesdesk.services.meetings import OWN
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.texts import view_title
from salesdesk.ui.widgets.buttons import button, icon_button
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded


class AgendaEditor(QWidget):
    """``items`` are the rows as they stand. Each has what is looked at, a title of its own where that is another, and its
    minutes; ``changed`` tells of every change by the person."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._items: list[AgendaItem] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        self._add = button(self.tr("Add an item"), self._append)
        self._sum = label("", "secondary")
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        foot.addWidget(self._sum)
        column.addLayout(foot)

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """The agenda as it stands."""
        return keyed(self._items)

    def set_items(self, items: Sequence[AgendaItem]) -> None:
        """Show an agenda."""
        self._items = list(items)
        self._build()

    def _build(self) -> None:
        clear(self._rows)
        for place, item in enumerate(self._items):
            self._rows.addWidget(self._row(place, item))
        self._tell(quiet=True)

    def _row(self, place: int, item: AgendaItem) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        view = QComboBox()
        view.setAccessibleName(self.tr("What item {0} looks at").format(place + 1))
        for one, what, said in self._choices():
            view.addItem(said, f"{one.value}:{what}")
        shown = next((n for n, c in enumerate(self._choices()) if c[:2] == (item.view, item.what)), 0)
        view.setCurrentIndex(shown)
        title = QLineEdit(item.title)
        title.setPlaceholderText(self.tr("Title, if another"))
        title.setAccessibleName(self.tr("Title of item {0}").format(place + 1))
        minutes = QSpinBox()
        minutes.setRange(0, MOST_MINUTES)
        minutes.setValue(item.minutes)
        minutes.setSuffix(self.tr(" min"))
        minutes.setAccessibleName(self.tr("Minutes of item {0}").format(place + 1))
        minutes.setMinimumWidth(84)
        view.activated.connect(lambda _n: self._look_at(place, str(view.currentData())))
        title.textEdited.connect(lambda text: self._change(place, title=text))
        minutes.valueChanged.connect(lambda value: self._change(place, minutes=value))
        theme = self._context.theme
        up = icon_button(
            theme, "arrow-up", self.tr("Move item {0} up").format(place + 1), partial(self._move, place, -1)
        )
        down = icon_button(
            theme,
            "arrow-down",
            self.tr("Move item {0} down").format(place + 1),
            partial(self._move, place, 1),
        )
        out = icon_button(
            theme, "x", self.tr("Take item {0} out").format(place + 1), partial(self._remove, place)
        )
        up.setEnabled(place > 0)
        down.setEnabled(place < len(self._items) - 1)
        out.setEnabled(len(self._items) > 1)
        for part, share in ((view, 4), (title, 5), (minutes, 0), (up, 0), (down, 0), (out, 0)):
            line.addWidget(part, share, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _choices(self) -> list[tuple[View, str, str]]:
        """(view, report, title) of what an item may look at."""
        plain = [(view, "", view_title(view)) for view in View if view is not View.REPORT]
        titles = self._context.services.reports.titles
        reports = [
            (View.REPORT, name.value, self.tr("Report: {0}").format(worded(title)))
            for name, title in titles.items()
        ]
        own = [
            (View.REPORT, f"{OWN}{one.id}", self.tr("Own report: {0}").format(one.name))
            for one in self._context.store.own_reports.all()
        ]
        return [*plain, *reports, *own]

    def _look_at(self, place: int, chosen: str) -> None:
        view, _, what = chosen.partition(":")
        self._change(place, view=View(view), what=what)

    def _change(self, place: int, **values: object) -> None:
        self._items[place] = replace(self._items[place], **values)  # type: ignore[arg-type]
        self._tell()

    def _move(self, place: int, by: int) -> None:
        items = self._items
        items[place], items[place + by] = items[place + by], items[place]
        self._build()
        self._tell()

    def _remove(self, place: int) -> None:
        del self._items[place]
        self._build()
        self._tell()

    def _append(self) -> None:
        self._items = list(keyed([*self._items, AgendaItem("", View.TALK)]))
        self._build()
        self._tell()

    def _tell(self, *, quiet: bool = False) -> None:
        total = sum(item.minutes for item in self._items)
        self._sum.setText(self.tr("{0} min in all").format(total))
        self._add.setEnabled(len(self._items) < MOST_ITEMS)
        if not quiet:
            self.changed.emit()
