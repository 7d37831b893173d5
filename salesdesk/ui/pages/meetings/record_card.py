"""The person or the company that a meeting is about: deals, what is planned, what happened, what was ordered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.activities.moments import is_day
from salesdesk.domain.meetings import Meeting
from salesdesk.domain.rates import Sum
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import activity_icon, entry_title
from salesdesk.ui.pages.meetings.deal_table import DealTable, ShownDeal
from salesdesk.ui.pages.meetings.texts import tr
from salesdesk.ui.theme import ThemeWatcher
from salesdesk.ui.value_texts import day_text, due_text, money_text, number_text, sum_text
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import label, line

_MOST = 8
_LOOKED_AT = 200


class RecordCard(Card):
    """Reads the record anew each time it is shown. ``picked``, ``opened`` and ``reached`` as of `MovedCard`."""

    picked = Signal(object, bool)
    opened = Signal(int)
    reached = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._name = link_button("", self._open, elided=True, flush=True)
        self._said = label("", "secondary")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._said)
        head.addStretch(1)
        self.add(head)
        self._gone = label(tr("Whom this meeting is about was erased."), "secondary", wrap=True)
        self.add(self._gone)
        self._deals_title = label(tr("Deals"), "section")
        self.add(self._deals_title)
        self.table = DealTable(context.theme, tr("Deals"))
        self.add(self.table)
        self._host = QWidget()
        self._rows = QVBoxLayout(self._host)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self.add(self._host)
        self.table.picked.connect(lambda deal, on: self.picked.emit([deal], on))
        self.table.opened.connect(self.opened)
        self.table.reached.connect(self.reached)
        self._meeting: Meeting | None = None

    def show_record(self, meeting: Meeting, picked: Collection[int], today: date) -> None:
        """Show whom a meeting is about as they stand now."""
        self._meeting = meeting
        store = self._context.store
        contact, company = meeting.contact_id, meeting.company_id
        there = bool(meeting.about_name) and (contact is not None or company is not None)
        self._name.setText(meeting.about_name)
        self._name.setVisible(there)
        self._gone.setVisible(not there)
        for part in (self._deals_title, self.table, self._host, self._said):
            part.setVisible(there)
        if not there:
            return
        deals = (
            store.deals.of_contact(contact) if contact is not None else store.deals.of_company(company or 0)
        )
        stages = {stage.id: stage for pipeline in store.pipelines.all() for stage in pipeline.stages}
        cards = store.deals.several_cards([deal.id for deal in deals], stages, today)
        self.table.show_deals(
            [ShownDeal(card, stages[card.stage_id].name) for card in cards], tr("Stage"), today
        )
        self.table.show_picked(picked)
        self.table.setVisible(bool(cards))
        self._deals_title.setText(tr("Deals") if cards else tr("No deals"))
        read = store.activities
        steps = read.open_steps(contact) if contact is not None else read.open_steps_of_company(company or 0)
        entries = (
            read.of_contact(contact, _LOOKED_AT)
            if contact is not None
            else read.of_company(company or 0, _LOOKED_AT)
        )
        orders = [entry for entry in entries if entry.kind == "order"]
        happened = [entry for entry in entries if not entry.is_open and entry.kind != "order"]
        self._said.setText(self._orders_text(orders))
        clear(self._rows)
        self._list(tr("Planned"), steps, today)
        self._list(tr("What happened"), happened, today)
        self._list(tr("Orders"), orders, today)

    def _orders_text(self, orders: Sequence[Activity]) -> str:
        """How many orders, and what they are worth together, each by the rate of its day."""
        if not orders:
            return ""
        store = self._context.store
        added = Sum(store.settings.currency, store.rates.current(store.today()))
        for order in orders:
            if order.amount is not None:
                added.add(order.amount, order.currency, order.moment[:10])
        worth = sum_text(added.amount, added.currency, added.beside) if added.amount or added.apart else ""
        count = tr("1 order") if len(orders) == 1 else tr("{0} orders").format(number_text(len(orders)))
        return f"{count}, {worth}" if worth else count

    def _list(self, title: str, entries: Sequence[Activity], today: date) -> None:
        if not entries:
            return
        shown = (
            title if len(entries) <= _MOST else f"{title} ({number_text(_MOST)}/{number_text(len(entries))})"
        )
        self._rows.addWidget(label(shown, "section"))
        choices = self._context.store.activities.choices.all()
        for number, entry in enumerate(entries[:_MOST]):
            if number:
                self._rows.addWidget(line("soft"))
            row = QWidget()
            parts = QHBoxLayout(row)
            parts.setContentsMargins(0, 4, 0, 4)
            parts.setSpacing(8)
            picture = label()
            ThemeWatcher(picture, self._context.theme, activity_icon(entry, choices), "ink_3", 14)
            parts.addWidget(picture)
            parts.addWidget(label(entry_title(entry, choices), wrap=True), 1)
            if entry.amount is not None:
                parts.addWidget(label(money_text(entry.amount, entry.currency), "strong"))
            when = due_text(entry.due_at, today) if entry.is_open else day_text(entry.moment, today)
            late = (
                entry.is_open
                and entry.due_at is not None
                and is_day(entry.due_at)
                and entry.due_at < today.isoformat()
            )
            parts.addWidget(label(when, "secondary", "bad" if late else ""))
            self._rows.addWidget(row)

    def _open(self) -> None:
        if self._meeting is not None and self._meeting.contact_id is not None:
            self._context.navigate("contact", self._meeting.contact_id)
        elif self._meeting is not None and self._meeting.company_id is not None:
            self._context.navigate("company", self._meeting.company_id)
