"""One campaign: money, funnel, answers by day and members."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from salesdesk.domain.campaigns import AddedMembers, Campaign, CampaignFigures, CampaignStatus
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.ui.audience_texts import added_text
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit
from salesdesk.ui.page import Page
from salesdesk.ui.pages.campaigns.add_members import AddMembersDialog
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.campaigns.members import MembersCard
from salesdesk.ui.pages.campaigns.texts import (
    SHOWN_KINDS,
    STATUS_TONES,
    channel_title,
    dates_text,
    member_title,
    status_title,
)
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.value_texts import DASH, money_text, number_text, percent_text, sum_text
from salesdesk.ui.widgets.buttons import button, icon_button, primary_button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.charts.bar_chart import BarChart, Series
from salesdesk.ui.widgets.charts.row_chart import Bar, HBarChart
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask
from salesdesk.ui.widgets.figure_row import FigureRow
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label

_NEXT = {
    CampaignStatus.PLANNED: (CampaignStatus.RUNNING, "Start"),
    CampaignStatus.RUNNING: (CampaignStatus.PAUSED, "Pause"),
    CampaignStatus.PAUSED: (CampaignStatus.RUNNING, "Resume"),
    CampaignStatus.FINISHED: (CampaignStatus.RUNNING, "Reopen"),
}


class CampaignPage(Page):
    """``open_target`` takes a campaign id."""

    concerns = SHOWN_KINDS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Campaign", parent=parent)
        self._campaign: Campaign | None = None
        self._wanted: int | None = None
        self.header.crumb.setText(self.tr("Campaigns /"))
        self.header.crumb.setAccessibleName(self.tr("Back to the campaigns"))
        self.header.crumb.show()
        self._status, self._channel = Chip(), Chip()
        self.header.add_beside(self._status)
        self.header.add_beside(self._channel)
        self._advance = button("", self._advance_status)
        self._more = icon_button(context.theme, "ellipsis", self.tr("More"), self._show_more, framed=True)
        for action in (
            self._advance,
            button(self.tr("Edit"), self._edit),
            self._more,
            primary_button(self.tr("Add people"), self._add_people),
        ):
            self.header.add_action(action)
        self._figures = {
            key: FigureCard(caption, clickable=key in ("leads", "pipeline", "won"))
            for key, caption in (
                ("cost", self.tr("Spent of budget")),
                ("leads", self.tr("Qualified leads")),
                ("pipeline", self.tr("Pipeline created")),
                ("won", self.tr("Won · return")),
            )
        }
        self._funnel = HBarChart(context.theme, self.tr("Funnel"), fading=True)
        self._days = BarChart(context.theme, self.tr("Responses by day"), shaded=True, legend=False)
        self._no_days = label(
            self.tr("Nobody has answered yet. Select members and record what they did."),
            "secondary",
            wrap=True,
        )
        self._plan = label("", "secondary", wrap=True)
        self.members = MembersCard(context)
        self._lay_out()
        self._connect_signals()

    def _lay_out(self) -> None:
        scroll = ScrollColumn()
        scroll.column.addWidget(FigureRow(list(self._figures.values())))
        left = Card(self.tr("Funnel"))
        left.add(self._funnel)
        left.add(label(self.tr("Responses by day"), "section"))
        left.add(self._days)
        left.add(self._no_days)
        left.add(self._plan)
        left.body.addStretch(1)
        left.setMinimumWidth(320)
        self.members.setMinimumHeight(360)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.addWidget(left)
        row.addLayout(column, 9)
        row.addWidget(self.members, 10)
        scroll.column.addWidget(both, 1)
        self.body.addWidget(scroll, 1)

    def _connect_signals(self) -> None:
        self.header.crumb_clicked.connect(self._back)
        self._figures["leads"].clicked.connect(self._show_leads)
        self._figures["pipeline"].clicked.connect(self._show_pipeline)
        self._figures["won"].clicked.connect(self._show_won)
        self._funnel.activated.connect(self._show_step)

    # ---- showing ----

    def open_target(self, target: object) -> None:
        if isinstance(target, int):
            self._wanted = target
            self.members.show_status("")

    def refresh(self) -> None:
        if self._wanted is None:
            return
        store = self.context.store
        try:
            campaign = store.campaigns.get(self._wanted)
        except SalesDeskError as error:
            self.context.messages.error(error)
            self._back()
            return
        self._campaign = campaign
        figures = self.context.services.campaigns.figures(campaign)
        self.set_title(campaign.name)
        self._status.set_state(status_title(campaign.status), STATUS_TONES[campaign.status])
        self._channel.set_state(channel_title(campaign.channel))
        self._advance.setText(self.tr(_NEXT[campaign.status][1]))
        self._show_figures(campaign, figures)
        self._show_funnel(figures)
        self._show_days(campaign)
        self._show_plan(campaign)
        self.members.show_campaign(campaign)

    def _show_figures(self, campaign: Campaign, figures: CampaignFigures) -> None:
        currency = campaign.currency or self.context.store.settings.currency
        cost, budget = figures.cost or 0, campaign.budget
        left = self.tr("of {0}").format(money_text(budget, currency)) if budget else self.tr("no budget set")
        over = bool(budget) and cost > (budget or 0)
        self._figures["cost"].set_figure(
            money_text(cost, currency), left, cost / budget if budget else None, "bad" if over else ""
        )
        each = money_text(figures.cost_per_lead, currency)
        note = self.tr("{0} each").format(each) if each else ""
        goal = f"{self.tr('goal')} {campaign.goal}" if campaign.goal else ""
        self._figures["leads"].set_figure(
            number_text(figures.leads), " · ".join(p for p in (note, goal) if p)
        )
        count = figures.pipeline_deals
        deals = self.tr("1 deal") if count == 1 else self.tr("{0} deals").format(number_text(count))
        self._figures["pipeline"].set_figure(
            sum_text(figures.pipeline_amount, currency, figures.pipeline_apart), deals
        )
        back = figures.return_on_cost
        text = self.tr("{0}× spend").format(number_text(round(back, 1))) if back is not None else DASH
        self._figures["won"].set_figure(
            sum_text(figures.won_amount, currency, figures.won_apart),
            text,
            tone="good" if back and back >= 1 else "",
        )

    def _show_funnel(self, figures: CampaignFigures) -> None:
        steps = [(member_title(step), number, step.value) for step, number in figures.steps]
        steps += [(self.tr("Deals"), figures.deals, "deals"), (self.tr("Won"), figures.won_deals, "won")]
        whole = figures.members
        self._funnel.set_bars(
            [
                Bar(name, number, number_text(number), percent_text(number / whole) if whole else "", key=key)
                for name, number, key in steps
            ]
        )

    def _show_days(self, campaign: Campaign) -> None:
        days = self.context.store.campaigns.replies_by_day(campaign.id, 14)
        self._days.setVisible(bool(days))
        self._no_days.setVisible(not days)
        labels = [str(QLocale().toString(QDate.fromString(day, "yyyy-MM-dd"), "d MMM")) for day, _ in days]
        self._days.set_data(labels, [Series(self.tr("Responses"), [float(number) for _, number in days])])

    def _show_plan(self, campaign: Campaign) -> None:
        today = date.fromisoformat(self.context.store.today())
        currency = campaign.currency or self.context.store.settings.currency
        hours = self.tr("{0} own hours").format(number_text(campaign.own_hours)) if campaign.own_hours else ""
        committed = (
            self.tr("{0} committed").format(money_text(campaign.committed_cost, currency))
            if campaign.committed_cost
            else ""
        )
        parts = (dates_text(campaign, today), campaign.owner_name, committed, hours, campaign.notes or "")
        self._plan.setText(" · ".join(part for part in parts if part))

    # ---- rows behind figures ----

    def _rows(self, page: str, *conditions: Condition) -> None:
        if self._campaign is not None:
            own = Condition("campaign", Op.IS, (f"#{self._campaign.id}",))
            self.context.navigate(page, Filter((own, *conditions)))

    def _show_leads(self) -> None:
        if self._campaign is not None:
            leads = self.context.services.campaigns.figures(self._campaign).lead_ids
            numbers = tuple(f"#{number}" for number in leads)
            self.context.navigate("contacts", Filter((Condition("id", Op.IS, numbers or ("#0",)),)))

    def _show_pipeline(self) -> None:
        self._rows(RecordKind.DEALS.value, Condition("stage_kind", Op.IS, ("open", "won")))

    def _show_deals(self) -> None:
        self._rows(RecordKind.DEALS.value)

    def _show_won(self) -> None:
        self._rows(RecordKind.DEALS.value, Condition("stage_kind", Op.IS, ("won",)))

    def _show_step(self, key: object) -> None:
        if key == "deals":
            self._show_deals()
        elif key == "won":
            self._show_won()
        else:
            self.members.show_status(str(key))

    # ---- changing ----

    def _back(self) -> None:
        self.context.navigate("campaigns")

    def _edit(self) -> None:
        if self._campaign is not None:
            CampaignDialog(self, self.context, self._campaign).open()

    def _advance_status(self) -> None:
        if self._campaign is not None:
            self._set_status(_NEXT[self._campaign.status][0])

    def _set_status(self, status: CampaignStatus) -> None:
        if self._campaign is not None:
            said = self.tr("Campaign is now {0}").format(status_title(status).lower())
            number, set_status = self._campaign.id, self.context.services.campaigns.set_status
            seen = self.context.services.campaigns.seen(self._campaign)
            self.context.edits.run(
                FieldEdit(
                    EntityKind.CAMPAIGN,
                    {number: {"status": status.value}},
                    self._campaign.name,
                    status_title(status),
                    kept=False,
                    seen=seen,
                ),
                lambda edit: set_status(number, status, seen=edit.seen),
                done=lambda changes: self.context.messages.done(said, changes),
                owner=self,
            )

    def _show_more(self) -> None:
        menu = QMenu(self)
        for text, run in (
            (self.tr("Finish"), partial(self._set_status, CampaignStatus.FINISHED)),
            (self.tr("Duplicate without results"), self._duplicate),
            (self.tr("Add a deal from this campaign…"), self._add_deal),
            (self.tr("Export…"), self._export),
            (self.tr("Delete"), self._ask_delete),
        ):
            action = QAction(text, menu)
            action.triggered.connect(partial(_run, run))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _export(self) -> None:
        from salesdesk.ui.lists.export_anything import export_campaign  # few export a campaign

        if self._campaign is not None:
            export_campaign(self, self._campaign.id, self._campaign.name)

    def _duplicate(self) -> None:
        if self._campaign is not None:
            self.context.writes.run(
                partial(self.context.services.campaigns.duplicate, self._campaign.id),
                what=self.tr("Copy of {0}").format(self._campaign.name),
                done=self._duplicated,
                owner=self,
            )

    def _duplicated(self, made: tuple[int, ChangeSet]) -> None:
        self.context.messages.done(self.tr("Campaign copied without its results"))
        if self.isVisible():
            self.context.navigate("campaign", made[0])

    def _add_deal(self) -> None:
        if self._campaign is not None:
            DealDialog(self, self.context, campaign_id=self._campaign.id).open()

    def _ask_delete(self) -> None:
        if self._campaign is not None:
            ask(
                self,
                self.tr("Delete {0}?").format(self._campaign.name),
                self.tr("Its members and deals keep their history, and the deletion can be undone."),
                [CANCEL, Choice("delete", self.tr("Delete"), "danger", default=True)],
                self._delete,
            )

    def _delete(self, answer: str) -> None:
        if answer == "delete" and self._campaign is not None:
            number = self._campaign.id
            self.context.writes.run(
                partial(self.context.services.campaigns.delete, number),
                what=self.tr("Delete {0}").format(self._campaign.name),
                done=lambda _changes: self._deleted(number),
                owner=self,
            )

    def _deleted(self, number: int) -> None:
        self.context.messages.done(self.tr("Campaign deleted"))
        if self._wanted == number:
            self._wanted = None
            if self.isVisible():
                self._back()

    def _add_people(self) -> None:
        if self._campaign is None:
            return
        dialog = AddMembersDialog(self, self.context, self._campaign)
        dialog.chosen.connect(self._add_members)
        dialog.open()

    def _add_members(self, filter_: object) -> None:
        campaign, service, store = self._campaign, self.context.services.campaigns, self.context.store
        if campaign is None or not isinstance(filter_, Filter):
            return

        def add(work: Work) -> AddedMembers:
            return service.add_members(campaign.id, store.contacts.ids(filter_))[0]

        def added(made: AddedMembers) -> None:
            self.context.messages.done(added_text(made, campaign))

        self.context.tasks.run(self.context.writes.before(add), done=added, owner=self)


def _run(run: object, _checked: bool = False) -> None:
    run()  # type: ignore[operator]
