"""One deal beside the board: what it is, what is next, what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.deals import Deal, effective_probability, late_days
from salesdesk.domain.pipelines import Stage, StageKind
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.pages.activities.timeline_panel import TimelinePanel
from salesdesk.ui.pages.deals.further_fields import further_rows
from salesdesk.ui.pages.deals.profile import STAGE_TONES
from salesdesk.ui.pages.deals.stage_way import StageWay
from salesdesk.ui.value_texts import DASH, day_text, due_text, money_text
from salesdesk.ui.widgets.buttons import button, icon_button, link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.key_value import KeyValueList
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import ElidedLabel


class DealPanel(Card):
    """Shows a deal; its buttons ask the page."""

    closed = Signal()
    edit_requested = Signal(object)
    win_requested = Signal(object)
    lose_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=12, parent=parent)
        self._context = context
        self._deal: Deal | None = None
        self._title = ElidedLabel("", "heading")
        self._amount = ElidedLabel("", "secondary")
        self._stage = Chip()
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._amount)
        head.addLayout(words, 1)
        head.addWidget(self._stage, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(
            icon_button(context.theme, "external-link", self.tr("Open the deal"), self._open),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        head.addWidget(
            icon_button(context.theme, "x", self.tr("Close the panel"), self.closed.emit),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        self.add(head)
        self._timeline = TimelinePanel(context)
        self._decide = QWidget()
        decide = QHBoxLayout(self._decide)
        decide.setContentsMargins(0, 0, 0, 0)
        decide.setSpacing(8)
        self._win_button = button(self.tr("Won"), self._win)
        self._lose_button = button(self.tr("Lost"), self._lose)
        decide.addWidget(self._win_button)
        decide.addWidget(self._lose_button)
        decide.addWidget(button(self.tr("Edit"), self._edit))
        decide.addStretch(1)
        self._values = KeyValueList(92)
        self.way = StageWay(context)
        scroll = ScrollColumn(4)
        for part in (
            self._timeline.buttons,
            self._timeline.log,
            self._decide,
            self._values,
            self.way,
            self._timeline,
        ):
            scroll.column.addWidget(part)
        scroll.column.addStretch(1)
        self.add(scroll, 1)

    def _open(self) -> None:
        if self._deal is not None:
            self._context.navigate("deal", self._deal.id)

    @property
    def deal_id(self) -> int | None:
        """The deal shown, None when the panel is empty."""
        return self._deal.id if self._deal else None

    def show_deal(self, deal_id: int) -> None:
        """Show a deal afresh."""
        store = self._context.store
        self._deal = deal = store.deals.get(deal_id)
        stage = store.pipelines.stage(deal.stage_id)
        self._title.setText(deal.title)
        self._amount.setText(money_text(deal.amount, deal.currency) or self.tr("No amount yet"))
        self._stage.set_state(stage.name, STAGE_TONES[stage.kind])
        for kind, made, ask, correct in (
            (StageKind.WON, self._win_button, self.tr("Won"), self.tr("Won: correct…")),
            (StageKind.LOST, self._lose_button, self.tr("Lost"), self.tr("Lost: correct…")),
        ):
            made.setText(correct if stage.kind is kind else ask)
        self._decide.setVisible(True)
        self._fill_values(deal, stage)
        self.way.show_deal(deal)
        self._timeline.show_record(Subject(deal_id=deal.id), partial(store.timelines.deal, deal_id))

    def _fill_values(self, deal: Deal, stage: Stage) -> None:
        today = date.fromisoformat(self._context.store.today())
        values = self._values
        values.clear()
        if deal.contact_name:
            values.add(self.tr("Person"), _link(deal.contact_name, self._open_contact))
        if deal.company_name:
            values.add(self.tr("Company"), _link(deal.company_name, self._open_company))
        step = self._context.store.activities.next_step("deal_id", deal.id)
        if stage.kind is StageKind.OPEN:
            if step is None:
                values.add(self.tr("Next step"), self.tr("nothing planned"), tone="warn")
            else:
                values.add(self.tr("Next step"), f"{entry_title(step)} · {due_text(step.due_at, today)}")
        likely = effective_probability(deal.probability, stage)
        own = deal.probability is not None and likely == deal.probability != stage.probability
        said = self.tr("{0} %, its own ({1}: {2} %)").format(likely, stage.name, stage.probability)
        values.add(self.tr("Probability"), said if own else f"{likely} %")
        if deal.closed_at:
            values.add(self.tr("Closed"), day_text(deal.closed_at, today))
        else:
            values.add(self.tr("Closing"), day_text(deal.expected_close, today) or DASH)
        if deal.lost_reason:
            reason = f"{deal.lost_reason} ({deal.competitor})" if deal.competitor else deal.lost_reason
            values.add(self.tr("Lost because"), reason, tone="bad")
        if deal.won_reason:
            values.add(self.tr("Won because"), deal.won_reason)
        if deal.competitor and not deal.lost_reason:
            values.add(self.tr("Won against"), deal.competitor)
        values.add(self.tr("Owner"), deal.owner_name or DASH)
        values.add(self.tr("Source"), deal.source_name or DASH)
        if deal.campaign_id is not None:
            values.add(self.tr("Campaign"), _link(deal.campaign_name, self._open_campaign))
        for row in further_rows(deal):
            if not row.is_empty:
                values.add(row.title, row.text)
        since = day_text(deal.stage_since, today)
        late = late_days(stage, deal.stage_since, today)
        if late:
            said = self.tr("{0}: {1} days, usually {2}").format(since, late, stage.usual_days)
            values.add(self.tr("In stage since"), said, tone="warn")
        else:
            values.add(self.tr("In stage since"), since)
        if deal.notes:
            values.add(self.tr("Notes"), deal.notes)

    def start_log(self) -> None:
        """Put the focus on the first log button."""
        self._timeline.buttons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _win(self) -> None:
        self.win_requested.emit(self.deal_id)

    def _lose(self) -> None:
        self.lose_requested.emit(self.deal_id)

    def _edit(self) -> None:
        self.edit_requested.emit(self.deal_id)

    def _open_contact(self) -> None:
        if self._deal is not None:
            self._context.navigate("contact", self._deal.contact_id)

    def _open_company(self) -> None:
        if self._deal is not None:
            self._context.navigate("company", self._deal.company_id)

    def _open_campaign(self) -> None:
        if self._deal is not None:
            self._context.navigate("campaigns", self._deal.campaign_id)


def _link(text: str, clicked: Callable[[], object]) -> QWidget:
    """A link at the left edge of the values' column."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    made = link_button(text, clicked, accent=True, flush=True, elided=True)
    row.addWidget(made)
    row.addStretch(1)
    return holder
