"""Adding a campaign or changing its plan."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from salesdesk.domain.campaigns import Campaign, CampaignStatus, Channel
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.opt_outs import way_of
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.ui.audience_texts import left_out_text
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.record_dialog import RecordDialog
from salesdesk.ui.pages.campaigns.texts import channel_title, status_title
from salesdesk.ui.pages.deals.closing import amount_input, read_amount
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.wording import worded

_MONEY = ("budget", "committed_cost", "actual_cost")


class OptionalDay(QWidget):
    """A date that may be left open."""

    def __init__(self, name: str, day: str | None, today: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has = QCheckBox()
        self._has.setAccessibleName(f"{name}?")
        self._edit = DateField(date.fromisoformat(day or today), name=name, empty=None)
        self._has.setChecked(day is not None)
        self._edit.setEnabled(day is not None)
        self._has.toggled.connect(self._edit.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._has)
        row.addWidget(self._edit, 1)
        self.setFocusProxy(self._has)

    def day(self) -> str | None:
        """The day, ``YYYY-MM-DD``, None when left open."""
        return str(self._edit.date().toString("yyyy-MM-dd")) if self._has.isChecked() else None


class CampaignDialog(RecordDialog):
    """Name, channel, status, dates, goal, owner, budget, costs, own hours and notes."""

    def __init__(self, parent: QWidget | None, context: Context, campaign: Campaign | None = None) -> None:
        seen = context.services.campaigns.seen(campaign) if campaign else Seen({})
        title = campaign.name if campaign else "New campaign"
        super().__init__(parent, context, title, EntityKind.CAMPAIGN, seen)
        self._campaign = campaign
        self._out = ""  # who will not stay in the audience
        self.created: int | None = None
        self._currency = (campaign.currency if campaign else None) or context.store.settings.currency
        self._rules = context.store.settings.typing_rules
        today = context.store.today()
        self._name = FormField(self.tr("Name"), QLineEdit(campaign.name if campaign else ""))
        self._channel, self._status, self._owner = QComboBox(), QComboBox(), QComboBox()
        for channel in Channel:
            self._channel.addItem(channel_title(channel), channel.value)
        for status in CampaignStatus:
            self._status.addItem(status_title(status), status.value)
        self._owner.addItem("—", None)
        for owner in context.store.owners.all():
            self._owner.addItem(owner.name, owner.id)
        if campaign is not None:
            self._channel.setCurrentIndex(self._channel.findData(campaign.channel.value))
            self._status.setCurrentIndex(self._status.findData(campaign.status.value))
            self._owner.setCurrentIndex(max(0, self._owner.findData(campaign.owner_id)))
        self._starts = OptionalDay(self.tr("Starts"), campaign.starts_on if campaign else today, today)
        self._ends = OptionalDay(self.tr("Ends"), campaign.ends_on if campaign else None, today)
        self._days = {
            "starts_on": FormField(self.tr("Starts"), self._starts),
            "ends_on": FormField(self.tr("Ends"), self._ends),
        }
        self._goal = FormField(self.tr("Goal"), QLineEdit((campaign.goal if campaign else "") or ""))
        self._money = {
            key: FormField(
                title,
                QLineEdit(
                    amount_input(getattr(campaign, key) if campaign else None, self._currency, self._rules)
                ),
            )
            for key, title in (
                ("budget", self.tr("Budget in {0}").format(self._currency)),
                ("committed_cost", self.tr("Committed")),
                ("actual_cost", self.tr("Spent")),
            )
        }
        self._hours = QDoubleSpinBox()
        self._hours.setRange(0, 100_000)
        self._hours.setDecimals(1)
        self._hours.setValue((campaign.own_hours if campaign else 0) or 0)
        notes = QPlainTextEdit((campaign.notes if campaign else "") or "")
        notes.setFixedHeight(72)
        notes.setTabChangesFocus(True)
        self._notes = FormField(self.tr("Notes"), notes)
        self._lay_out()
        self.add_cancel(self.tr("Cancel"))
        self.add_button(
            self.tr("Save") if campaign else self.tr("Add campaign"), self._save, tone="primary", default=True
        )
        self._name.editor.setFocus()

    def _lay_out(self) -> None:
        self.add(self._name)
        self.add(
            pair(FormField(self.tr("Channel"), self._channel), FormField(self.tr("Status"), self._status))
        )
        self.add(pair(self._days["starts_on"], self._days["ends_on"]))
        self.add(pair(self._goal, FormField(self.tr("Owner"), self._owner)))
        self.add(pair(self._money["budget"], self._money["committed_cost"]))
        self.add(pair(self._money["actual_cost"], FormField(self.tr("Own hours"), self._hours)))
        self.add(self._notes)

    def _save(self) -> None:
        for field in (self._name, *self._money.values(), *self._days.values()):
            field.set_error("")
        values: dict[str, Any] = {
            "channel": Channel(self._channel.currentData()),
            "status": str(self._status.currentData()),
            "owner_id": self._owner.currentData(),
            "starts_on": self._starts.day(),
            "ends_on": self._ends.day(),
            "goal": self._goal.editor.text().strip() or None,  # type: ignore[attr-defined]
            "own_hours": self._hours.value() or None,
            "notes": self._notes.editor.toPlainText().strip() or None,  # type: ignore[attr-defined]
        }
        for key, field in self._money.items():
            try:
                values[key] = read_amount(field, self._currency, self._rules)
            except InputError as error:
                field.set_error(worded(error))
                return
        name = self._name.editor.text()  # type: ignore[attr-defined]
        campaigns, channel = self._context.services.campaigns, self._channel.currentData()
        if self._campaign is None:
            self.write(partial(campaigns.create, name, **values), name)
        else:
            given = {**values, "name": name.strip(), "channel": channel}
            self._out = left_out_text(
                campaigns.taken_out(self._campaign, Channel(channel)), way_of(Channel(channel))
            )
            change = partial(campaigns.change, self._campaign.id)
            self.write_change(change, name or self._campaign.name, given)

    def refuse(self, error: SalesDeskError) -> None:
        """Say it beside the field it is about."""
        fields = {**self._money, **self._days}
        fields.get(getattr(error, "field", ""), self._name).set_error(worded(error))

    def saved(self, result: Any) -> None:
        if self._campaign is None:
            self.created, _ = result
        added = self._campaign is None
        said = self.tr("Campaign added") if added else self.tr("Campaign saved")
        self._context.messages.done(f"{said}. {self._out}" if self._out else said)
