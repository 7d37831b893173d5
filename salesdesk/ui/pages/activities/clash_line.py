"""A line that says what is planned already at a time, and when there would be room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.activities.moments import stored
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.value_texts import day_text, weekday_text
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.text import label


class ClashLine(QWidget):
    """Hidden while nothing clashes. ``taken`` carries the free time (local) that a click took; without ``offers`` it is only
    said."""

    taken = Signal(object)

    def __init__(self, context: Context, *, offers: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._offers = context, offers
        self._asked: tuple[object, ...] = ()
        self.free: object = None
        self.text = label("", "caption", "warn", wrap=True)
        self.take = link_button(
            self.tr("Take the free time"), lambda: self.taken.emit(self.free), accent=True
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.take)
        self.hide()

    def show_for(
        self,
        begins: str | None,
        minutes: int | None = None,
        owner: int | None = None,
        entry: Activity | None = None,
    ) -> None:
        """Look at a moment (UTC text; a bare day and None clash with nothing) for so many minutes; ``entry`` is the one that
        it is about."""
        without = entry.id if entry is not None else None
        asked = (begins, minutes, owner, without)
        if asked == self._asked:
            return
        self._asked = asked
        clash = None
        if begins is not None:
            clash = self._context.services.calendar.clash(begins, minutes, owner, without)
        self.setVisible(clash is not None)
        if clash is None:
            return
        first = clash.events[0]
        title = entry_title(first.entry, self._context.store.activities.choices.all())
        words = self.tr("At that time there is “{0}”, {1:%H:%M} to {2:%H:%M}.").format(
            title, first.begins, first.ends
        )
        self.free = clash.free
        said = ""
        if clash.free is not None:
            day = clash.free.date()
            same = stored(clash.free)[:10] == begins[:10] if begins else False
            when = (
                f"{clash.free:%H:%M}"
                if same
                else f"{weekday_text(day)} {day_text(day.isoformat())} {clash.free:%H:%M}"
            )
            said = self.tr("Free: {0}").format(when)
        self.take.setText(said)
        self.take.setVisible(bool(said) and self._offers)
        self.text.setText(f"{words} {said}." if said and not self._offers else words)
