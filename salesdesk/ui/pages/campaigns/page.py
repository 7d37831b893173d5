"""The list of campaigns: what each costs and brings, at a glance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.campaigns import Campaign, CampaignFigures, CampaignStatus
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.filters import Sort
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import RecordTableModel
from salesdesk.ui.page import Page
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.campaigns.texts import (
    SHOWN_KINDS,
    STATUS_TONES,
    channel_title,
    dates_text,
    status_title,
)
from salesdesk.ui.value_texts import money_text, number_text, sum_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.record_table import RecordTable


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign with what it brought."""

    campaign: Campaign
    figures: CampaignFigures
    dates: str


class CampaignSource:
    """Campaigns are few: all are read, with figures for the rows on screen."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def ids(self, filter: object, sort: Sort | None) -> Sequence[int]:
        """Ids of the campaigns of a status ("" for all), sorted by a column."""
        found = [c for c in self._context.store.campaigns.all() if not filter or c.status.value == filter]
        if sort is not None and sort.field in _SORTS:
            found.sort(key=_SORTS[sort.field], reverse=sort.descending)
        return [c.id for c in found]

    def page(self, ids: Sequence[int]) -> Mapping[int, CampaignRow]:
        """The rows of some ids."""
        store, service = self._context.store, self._context.services.campaigns
        today = date.fromisoformat(store.today())
        by_id = {c.id: c for c in store.campaigns.all()}
        return {
            i: CampaignRow(by_id[i], service.figures(by_id[i]), dates_text(by_id[i], today))
            for i in ids
            if i in by_id
        }


_SORTS: dict[str, Callable[[Campaign], Any]] = {
    "name": lambda c: c.name.casefold(),
    "channel": lambda c: c.channel.value,
    "status": lambda c: list(CampaignStatus).index(c.status),
    "dates": lambda c: c.starts_on or "",
    "budget": lambda c: c.budget or 0,
    "cost": lambda c: c.actual_cost or 0,
}


def _columns(context: Context) -> tuple[Column, ...]:
    def money(row: CampaignRow, minor: int | None) -> str:
        return money_text(minor, row.campaign.currency or context.store.settings.currency)

    def won(row: CampaignRow) -> str:
        currency = row.campaign.currency or context.store.settings.currency
        return sum_text(row.figures.won_amount, currency, row.figures.won_apart)

    tr = context.messages.tr
    return (
        Column(
            "name", tr("Campaign"), 200, "left", lambda r: r.campaign.name, sort_key="name", kind="strong"
        ),
        Column(
            "channel",
            tr("Channel"),
            120,
            "left",
            lambda r: channel_title(r.campaign.channel),
            sort_key="channel",
            kind="secondary",
        ),
        Column(
            "status",
            tr("Status"),
            100,
            "left",
            lambda r: r.campaign.status,
            text=_status,
            sort_key="status",
            kind="chip",
            tone=_tone,
        ),
        Column("dates", tr("Dates"), 172, "left", lambda r: r.dates, sort_key="dates", kind="secondary"),
        Column(
            "members", tr("Members"), 86, "right", lambda r: number_text(r.figures.members), kind="number"
        ),
        Column(
            "responses",
            tr("Responses"),
            92,
            "right",
            lambda r: number_text(r.figures.responses),
            kind="number",
        ),
        Column("leads", tr("Leads"), 72, "right", lambda r: number_text(r.figures.leads), kind="number"),
        Column(
            "budget",
            tr("Budget"),
            100,
            "right",
            lambda r: money(r, r.campaign.budget),
            sort_key="budget",
            kind="money",
        ),
        Column(
            "cost",
            tr("Cost"),
            100,
            "right",
            lambda r: money(r, r.figures.cost),
            sort_key="cost",
            kind="money",
        ),
        Column("won", tr("Won"), 110, "right", won, kind="money"),
    )


def _status(value: object) -> str:
    return status_title(value) if isinstance(value, CampaignStatus) else ""


def _tone(value: object) -> str:
    return STATUS_TONES[value] if isinstance(value, CampaignStatus) else ""


class CampaignsPage(Page):
    """All campaigns. Opening one goes to its page; ``open_target`` takes a campaign id."""

    concerns = SHOWN_KINDS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Campaigns", parent=parent)
        self._status = SegmentedButtons(
            [("", self.tr("All")), *((s.value, status_title(s)) for s in CampaignStatus)],
            name=self.tr("Status"),
        )
        self.header.add_action(self._status)
        self.header.add_action(primary_button(self.tr("New campaign"), self._add))
        self.model = RecordTableModel(
            _columns(context),
            CampaignSource(context),
            EntityKind.CAMPAIGN,
            (EntityKind.DEAL, EntityKind.CONTACT, EntityKind.STAGE),
            parent=self,
        )
        self.table = RecordTable(context.theme, self.model, self.tr("Campaigns"))
        card = Card(flush=True)
        card.add(self.table, 1)
        self._empty = EmptyState(
            context.theme,
            "megaphone",
            self.tr("No campaigns yet"),
            self.tr(
                "A campaign reaches many people at once: an email, an event, an ad. Give it a budget, add people, and see what it brings."
            ),
            [primary_button(self.tr("Add a campaign"), self._add)],
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)
        self._status.chosen.connect(self.model.set_filter)
        self.table.opened.connect(self._open)

    def open_target(self, target: object) -> None:
        if isinstance(target, int):
            self.context.navigate("campaign", target)

    def refresh(self) -> None:
        self.model.set_filter(self._status.current())
        total = self.context.store.campaigns.count()
        self.header.set_subtitle(number_text(total) if total else "")
        self._stack.setCurrentIndex(0 if total else 1)

    def _open(self, campaign_id: object) -> None:
        self.context.navigate("campaign", campaign_id)

    def _add(self) -> None:
        dialog = CampaignDialog(self, self.context)
        dialog.accepted.connect(self._added)
        dialog.open()

    def _added(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, CampaignDialog) and dialog.created is not None:
            self.context.navigate("campaign", dialog.created)
