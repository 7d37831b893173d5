"""Choosing another person, day or deal for a decision, where its chip stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.decisions import Chosen, Part
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.known_names import KnownDeal, KnownPerson
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.texts import due_day_text, tr
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.value_texts import next_working_day
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField

Take = Callable[[Chosen], object]


class PartMenu(QMenu):
    """Offers what a part of a decision may be; ``take`` gets what was chosen."""

    def __init__(
        self,
        host: QWidget,
        context: Context,
        part: Part,
        take: Take,
        people: Sequence[KnownPerson],
        deals: Sequence[KnownDeal],
    ) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._host, self._context, self._take = host, context, take
        match part:
            case Part.PERSON:
                self._offer(tr("You"), None)
                self.addSeparator()
                for person in people:
                    if person.name != tr("You"):  # a new file has an owner of that name
                        self._offer(person.name, person)
            case Part.DAY:
                self._offer_days()
            case Part.DEAL:
                self._offer(tr("No deal"), None)
                self.addSeparator()
                for deal in deals:
                    self._offer(deal.title, deal)
                self.addAction(tr("Another deal…")).triggered.connect(self._ask_deal)

    def _offer(self, text: str, value: Chosen) -> None:
        self.addAction(text.replace("&", "&&")).triggered.connect(partial(self._take, value))

    def _offer_days(self) -> None:
        today = date.fromisoformat(self._context.store.today())
        self._offer(tr("By the next meeting"), None)
        self.addSeparator()
        days = (today, today + timedelta(days=1), next_working_day(today, 3), next_working_day(today, 7))
        for day in dict.fromkeys(days):
            self._offer(due_day_text(day.isoformat(), today), day.isoformat())
        self.addAction(tr("Another day…")).triggered.connect(self._ask_day)

    def _ask_day(self) -> None:
        today = date.fromisoformat(self._context.store.today())
        field = DateField(today, name=tr("Day"), empty=None)
        self._ask(tr("Until when?"), field, lambda: self._take_day(field))

    def _take_day(self, field: DateField) -> None:
        day = field.value()
        if day is not None:
            self._take(day.isoformat())

    def _ask_deal(self) -> None:
        field = RecordPicker(self._context, RecordKind.DEALS)
        self._ask(tr("About which deal?"), field, lambda: self._take_deal(field), 640)

    def _take_deal(self, field: RecordPicker) -> None:
        number = field.record_id()
        if number is not None:
            self._take(KnownDeal(number, field.text(), ""))

    def _ask(self, title: str, field: QWidget, take: Callable[[], object], width: int = 360) -> None:
        dialog = Dialog(self._host.window(), title, width=width)
        dialog.add(FormField(field.accessibleName() or title, field))
        dialog.add_cancel(tr("Cancel"))
        dialog.add_button(tr("Choose"), dialog.accept, tone="primary", default=True)
        dialog.accepted.connect(take)
        dialog.open()
        field.setFocus()
