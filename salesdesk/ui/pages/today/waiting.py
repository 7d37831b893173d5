"""What waits besides steps: deals nobody speaks of, new leads, birthdays."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from salesdesk.domain.filters import Condition, Filter, Group, Join, Op
from salesdesk.domain.keep_in_touch import TouchDue
from salesdesk.domain.lifecycle import TITLES
from salesdesk.domain.today import Birthday, Waiting, WaitingDeal, WaitingFor, WaitingLead
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import day_text, money_text, number_text, weekday_text
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import label
from salesdesk.ui.widgets.timeline import TimelineEntry, TimelineList

SHOWN = 6
"""So many of each are shown; the rest is counted."""

WAITING_DEALS = Filter(
    (
        Condition("stage_kind", Op.IS, ("open",)),
        Group(
            Join.ANY,
            (
                Condition("next_step_at", Op.FILLED, (), negated=True),
                Condition("quiet_from", Op.AT_MOST, ("today",)),
            ),
        ),
    )
)
"""Open deals without a next step, and those nobody has spoken of for longer than their stage usually takes."""


class WaitingColumn(QWidget):
    """A card for each kind that has something, nothing before it was read. ``opened`` carries (page, id), or (page, ids) of all of a kind;
    ``touches_wanted`` asks for everybody who is to be spoken to again."""

    opened = Signal(object, object)
    touches_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._waiting = theme, Waiting()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._lists: dict[str, TimelineList] = {}
        self._cards: dict[str, Card] = {}
        self._more: dict[str, QPushButton] = {}

    def _build(self) -> None:
        """Make the cards: the day is on screen before it is known what they say."""
        all_touches = link_button(self.tr("Show all"), self.touches_wanted.emit)
        for key, title, page in (
            ("leads", self.tr("New leads without a next step"), "contact"),
            ("touches", self.tr("Keep in touch"), "contact"),
            ("deals", self.tr("Deals that wait"), "pipeline"),
            ("birthdays", self.tr("Birthdays"), "contact"),
        ):
            card, rows = Card(title=title, spacing=0), TimelineList(self._theme)
            rows.setAccessibleName(title)
            rows.activated.connect(lambda number, page=page: self.opened.emit(page, number))
            more = link_button("", partial(self._show_all, key), accent=True)
            more.setAccessibleName(self.tr("Show all: {0}").format(title))
            card.add(rows)
            card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
            if key == "touches" and card.heading is not None:
                card.heading.add(all_touches)
            self._column.addWidget(card)
            self._lists[key], self._cards[key], self._more[key] = rows, card, more
        self._quiet = Card(title=self.tr("Nothing else waits"))
        self._quiet.add(
            label(
                self.tr(
                    "No lead without a next step, nobody to keep in touch with, no quiet deal, no birthday in the next days."
                ),
                "secondary",
                wrap=True,
            )
        )
        self._column.addWidget(self._quiet)
        self._column.addStretch(1)

    def show_waiting(self, waiting: Waiting, today: date) -> None:
        """Show what waits, as it was read."""
        if not self._cards:
            self._build()
        self._waiting = waiting
        entries = {
            "leads": [self._lead(lead, today) for lead in waiting.leads],
            "touches": [self._touch(one, today) for one in waiting.touches],
            "deals": [self._deal(deal) for deal in waiting.deals],
            "birthdays": [self._birthday(one, today) for one in waiting.birthdays],
        }
        counts = {
            "leads": len(waiting.leads),
            "touches": waiting.touches_count,
            "deals": waiting.deals_count,
            "birthdays": len(waiting.birthdays),
        }
        for key, rows in self._lists.items():
            rows.set_entries(entries[key][:SHOWN])
            self._cards[key].setVisible(bool(entries[key]))
            left = counts[key] - len(entries[key][:SHOWN])
            self._more[key].setText(self.tr("and {0} more").format(number_text(left)) if left > 0 else "")
            self._more[key].setVisible(left > 0)
        self._quiet.setVisible(not any(entries.values()))

    def _show_all(self, key: str) -> None:
        """Open everything of a kind in its list."""
        if key == "touches":
            self.touches_wanted.emit()
        elif key == "deals":
            self.opened.emit("deals", WAITING_DEALS)
        else:
            people = (
                [lead.id for lead in self._waiting.leads]
                if key == "leads"
                else [one.contact_id for one in self._waiting.birthdays]
            )
            self.opened.emit("contacts", ("records", people))

    def _lead(self, lead: WaitingLead, today: date) -> TimelineEntry:
        detail = " · ".join(
            part
            for part in (lead.company_name, lead.source_name, TITLES.get(lead.lifecycle_stage, ""))
            if part
        )
        return TimelineEntry("user-plus", lead.name, day_text(lead.since, today), detail, key=lead.id)

    def _touch(self, one: TouchDue, today: date) -> TimelineEntry:
        days = (today - date.fromisoformat(one.due)).days
        when = self.tr("today") if days <= 0 else self.tr("{0} d overdue").format(number_text(days))
        spoken = (
            self.tr("never spoken to")
            if one.last is None
            else self.tr("spoken to {0}").format(day_text(one.last, today))
        )
        step = self.tr("planned {0}").format(day_text(one.next_step, today)) if one.next_step else ""
        detail = " · ".join(part for part in (one.company_name, spoken, step) if part)
        return TimelineEntry("heart-handshake", one.name, when, detail, key=one.contact_id, tone="accent")

    def _deal(self, deal: WaitingDeal) -> TimelineEntry:
        amount = money_text(deal.amount, deal.currency)
        if deal.why is WaitingFor.SPEECH:
            when = self.tr("{0} days quiet").format(number_text(deal.days))
            why = self.tr("usual in {0}: {1}").format(deal.stage_name, number_text(deal.usual_days))
        else:
            when, why = self.tr("no next step"), deal.stage_name
        detail = " · ".join(part for part in (deal.company_name, amount, why) if part)
        return TimelineEntry("columns-3", deal.title, when, detail, key=deal.id, tone="warn")

    def _birthday(self, one: Birthday, today: date) -> TimelineEntry:
        days = (one.day - today).days
        when = self.tr("today") if days == 0 else self.tr("tomorrow") if days == 1 else weekday_text(one.day)
        age = self.tr("turns {0}").format(one.age) if one.age is not None else ""
        detail = " · ".join(part for part in (one.company_name, age) if part)
        return TimelineEntry("party-popper", one.name, when, detail, key=one.contact_id, tone="accent")
