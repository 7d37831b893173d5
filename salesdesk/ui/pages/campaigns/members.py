"""The members of a campaign and what they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QWidget

from salesdesk.domain.campaigns import REACHED, Campaign, MemberRow, MemberStatus
from salesdesk.domain.filters import Sort
from salesdesk.domain.opt_outs import LeftOut, way_of
from salesdesk.ui.audience_texts import left_out_text
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import RecordTableModel
from salesdesk.ui.pages.campaigns.texts import MEMBER_TONES, member_title
from salesdesk.ui.value_texts import ago_text, money_text, number_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class ShownMember:
    """A member, and whether the person opted out before anything was sent."""

    row: MemberRow
    opted_out: bool


class MemberSource:
    """Members of the campaign in hand, those who answered last first."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.campaign: Campaign | None = None

    def ids(self, filter: object, sort: Sort | None) -> Sequence[int]:
        """Member ids; ``filter`` is a member status whose step they reached, "" for everybody."""
        if self.campaign is None:
            return []
        return self._context.store.campaigns.member_ids(self.campaign.id, _reached(str(filter or "")))

    def page(self, ids: Sequence[int]) -> Mapping[int, ShownMember]:
        """Rows by member id."""
        if self.campaign is None:
            return {}
        rows = self._context.store.campaigns.members_by_id(ids)
        waiting = [row.contact_id for row in rows.values() if row.status is MemberStatus.AUDIENCE]
        out = self._context.services.campaigns.audience(self.campaign, waiting).left_out
        return {number: ShownMember(row, row.contact_id in out) for number, row in rows.items()}


class MembersCard(Card):
    """The list of members with a filter by step and the recording of responses."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self._context = context
        self._source = MemberSource(context)
        self._step = QComboBox()
        self._step.setAccessibleName(self.tr("Show"))
        self._step.addItem(self.tr("Everybody"), "")
        for status in MemberStatus:
            if status is not MemberStatus.AUDIENCE:
                self._step.addItem(member_title(status), status.value)
        self._record = button(self.tr("Record response ▾"), self._show_responses)
        self._record.setEnabled(False)
        self._count = label("", "note")
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 8)
        head.setSpacing(8)
        head.addWidget(label(self.tr("Members"), "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._step)
        head.addWidget(self._record)
        self.add(head)
        self._left_out = label("", "note", wrap=True)
        self._left_out.setContentsMargins(16, 0, 16, 8)
        self._left_out.hide()
        self.add(self._left_out)
        self._empty = label(
            self.tr("Nobody yet. Add people from a saved view, a filter or a selection of contacts."),
            "secondary",
            wrap=True,
        )
        self._empty.setContentsMargins(16, 8, 16, 16)
        self.add(self._empty)
        self.model = RecordTableModel(self._columns(), self._source, parent=self)
        self.table = RecordTable(context.theme, self.model, self.tr("Members"))
        self.add(self.table, 1)
        self._step.activated.connect(self._on_step)
        self.table.opened.connect(self._open)
        self.table.selection_changed.connect(self._on_selected)
        self.table.menu_requested.connect(self._fill_menu)
        self.model.counted.connect(self._on_counted)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("name", self.tr("Person"), 140, "left", lambda r: r.row.name, kind="strong"),
            Column(
                "company", self.tr("Company"), 130, "left", lambda r: r.row.company_name, kind="secondary"
            ),
            Column("touch", self.tr("Last touch"), 96, "left", self._touch, kind="secondary"),
            Column(
                "result",
                self.tr("Result"),
                130,
                "left",
                lambda r: r,
                text=self._result,
                kind="chip",
                tone=_tone,
            ),
        )

    def _touch(self, shown: ShownMember) -> str:
        now: datetime = self._context.store.clock()
        return ago_text(shown.row.responded_at or shown.row.added_at, now)

    def _result(self, value: object) -> str:
        if not isinstance(value, ShownMember):
            return ""
        if value.row.deal_amount is not None:
            currency = value.row.deal_currency or self._context.store.settings.currency
            return self.tr("Deal {0}").format(money_text(value.row.deal_amount, currency))
        return self.tr("Opted out") if value.opted_out else member_title(value.row.status)

    def show_campaign(self, campaign: Campaign) -> None:
        """Show the members of a campaign as they are now."""
        self._source.campaign = campaign
        self.model.set_filter(self._step.currentData())
        self._context.tasks.run(
            lambda _work: self._context.services.campaigns.opted_out(campaign),
            done=lambda out: self._tell_opted_out(campaign, out),
            owner=self,
        )

    def _tell_opted_out(self, campaign: Campaign, out: Mapping[int, LeftOut]) -> None:
        """Say how many of the members nothing will be sent to."""
        if self._source.campaign is campaign:
            text = left_out_text(out, way_of(campaign.channel))
            self._left_out.setText(text)
            self._left_out.setVisible(bool(text))

    def show_status(self, status: str) -> None:
        """Show those who reached a step; "" for everybody."""
        self._step.setCurrentIndex(max(0, self._step.findData(status)))
        self.model.set_filter(self._step.currentData())

    def _on_step(self) -> None:
        self.model.set_filter(self._step.currentData())

    def _on_counted(self, number: object) -> None:
        total = int(str(number))
        self._count.setText(number_text(total))
        self._empty.setVisible(total == 0)
        self.table.setVisible(total > 0)

    def _on_selected(self) -> None:
        self._record.setEnabled(bool(self.table.selected_ids()))

    def _open(self, member: object) -> None:
        row = self.model.record(self.model.row_of(int(str(member))))
        if row is not None:
            self._context.navigate("contact", row.row.contact_id)

    def _show_responses(self) -> None:
        menu = QMenu(self)
        self._fill_menu(menu, self.table.selected_ids())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._record.mapToGlobal(self._record.rect().bottomLeft()))

    def _fill_menu(self, menu: QMenu, members: Sequence[int]) -> None:
        if not members:
            return
        for status in MemberStatus:
            if status is not MemberStatus.AUDIENCE:
                action = QAction(member_title(status), menu)
                action.triggered.connect(partial(self._save, status, list(members)))
                menu.addAction(action)
        menu.addSeparator()
        remove = QAction(self.tr("Remove from the campaign"), menu)
        remove.triggered.connect(partial(self._remove, list(members)))
        menu.addAction(remove)

    def _save(self, status: MemberStatus, members: Sequence[int], _checked: bool = False) -> None:
        campaign, service = self._source.campaign, self._context.services.campaigns
        left_out = service.not_addressed(members, status)
        said = self.tr("{0} recorded").format(member_title(status))
        if campaign is not None and left_out:
            said += f". {left_out_text(left_out, way_of(campaign.channel))}"
        self._context.writes.run(
            partial(service.record_response, members, status, seen=self._seen(members)),
            what=self.tr("{0} for {1} members").format(member_title(status), number_text(len(members))),
            done=lambda changes: self._context.messages.done(said, changes),
        )

    def _remove(self, members: Sequence[int], _checked: bool = False) -> None:
        said = self.tr("Removed from the campaign")
        self._context.writes.run(
            partial(self._context.services.campaigns.remove_members, members, seen=self._seen(members)),
            what=self.tr("Remove 1 member")
            if len(members) == 1
            else self.tr("Remove {0} members").format(number_text(len(members))),
            done=lambda changes: self._context.messages.done(said, changes),
        )

    def _seen(self, members: Sequence[int]) -> dict[int, MemberStatus]:
        """What stands in the rows that the person chose from."""
        return {number: shown.row.status for number, shown in self._source.page(members).items()}


def _reached(status: str) -> tuple[MemberStatus, ...]:
    """Everybody who got as far as a status; nothing narrows to nobody."""
    return REACHED.get(MemberStatus(status), (MemberStatus(status),)) if status else ()


def _tone(value: object) -> str:
    if not isinstance(value, ShownMember):
        return ""
    if value.row.deal_amount is not None:
        return "good"
    return "bad" if value.opted_out else MEMBER_TONES.get(value.row.status, "")
