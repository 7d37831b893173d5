"""Adding a deal, or changing one as a whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.deals import Deal, DealValues
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.record_dialog import RecordDialog
from salesdesk.ui.pages.deals.closing import amount_input, read_money
from salesdesk.ui.pages.deals.further_fields import FurtherFields
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.wording import worded


class DealDialog(RecordDialog):
    """Title, person, company, stage, amount, expected close, probability, owner, source, campaign and notes."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        deal: Deal | None = None,
        *,
        contact_id: int | None = None,
        company_id: int | None = None,
        stage_id: int | None = None,
        campaign_id: int | None = None,
    ) -> None:
        seen = context.services.deals.as_read(deal) if deal else Seen({})
        super().__init__(parent, context, context_title(deal), EntityKind.DEAL, seen)
        self._deal = deal
        self.created: int | None = None
        currency = (deal.currency if deal else None) or context.store.settings.currency
        self._currency, self._rules = currency, context.store.settings.typing_rules
        self._title = FormField(self.tr("Title"), QLineEdit(deal.title if deal else ""))
        self._contact = RecordPicker(context, RecordKind.CONTACTS, deal.contact_id if deal else contact_id)
        self._company = RecordPicker(context, RecordKind.COMPANIES, deal.company_id if deal else company_id)
        self._stage = QComboBox()
        here = context.store.pipelines.stage(deal.stage_id).pipeline_id if deal else None
        pipelines = [p for p in context.store.pipelines.all() if not p.archived or p.id == here]
        for pipeline in pipelines:
            for stage in pipeline.stages:
                if stage.kind is StageKind.OPEN or (deal is not None and stage.id == deal.stage_id):
                    name = stage.name if len(pipelines) == 1 else f"{pipeline.name}: {stage.name}"
                    self._stage.addItem(name, stage.id)
        wanted = deal.stage_id if deal else stage_id
        self._stage.setCurrentIndex(max(0, self._stage.findData(wanted)))
        self._amount = FormField(
            self.tr("Amount ({0} unless you write another)").format(currency),
            QLineEdit(amount_input(deal.amount, currency, self._rules) if deal else ""),
        )
        self._probability = QSpinBox()
        self._probability.setRange(-1, 100)
        self._probability.setSuffix(" %")
        self._probability.setSpecialValueText(self.tr("as the stage"))
        self._probability.setValue(deal.probability if deal and deal.probability is not None else -1)
        self._has_close = QCheckBox(self.tr("Expected close"))
        self._close = DateField(name=self.tr("Expected close"), empty=None)
        self._owner = _choice(context.store.owners.all(), deal.owner_id if deal else None)
        self._source = _choice(context.store.sources.all(), deal.source_id if deal else None)
        self._campaign = _choice(context.store.campaigns.all(), deal.campaign_id if deal else campaign_id)
        notes = QPlainTextEdit((deal.notes if deal else "") or "")
        notes.setFixedHeight(72)
        notes.setTabChangesFocus(True)
        self._notes = FormField(self.tr("Notes"), notes)
        self._further = FurtherFields(deal)
        self._set_close(deal.expected_close if deal else None)
        self._contact.changed.connect(self._fill_company)
        self._lay_out()
        self.add_cancel(self.tr("Cancel"))
        self.add_button(
            self.tr("Save") if deal else self.tr("Add deal"), self._save, tone="primary", default=True
        )
        self._title.editor.setFocus()

    def _set_close(self, day: str | None) -> None:
        today = QDate.fromString(day or self._context.store.today(), "yyyy-MM-dd")
        self._close.setDate(today if day else today.addDays(30))
        self._has_close.setChecked(day is not None)
        self._close.setEnabled(day is not None)
        self._has_close.toggled.connect(self._close.setEnabled)

    def _fill_company(self) -> None:
        """The person's company, where none was chosen."""
        person = self._contact.record_id()
        if person is not None and self._company.record_id() is None and not self._company.text():
            employment = self._context.store.contacts.get(person).company
            self._company.set_record(employment.company_id if employment is not None else None)

    def _lay_out(self) -> None:
        self.add(self._title)
        self.add(
            pair(FormField(self.tr("Person"), self._contact), FormField(self.tr("Company"), self._company))
        )
        self.add(pair(FormField(self.tr("Stage"), self._stage), self._amount))
        when = QWidget()
        row = QHBoxLayout(when)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._has_close)
        row.addWidget(self._close, 1)
        self.add(
            pair(FormField(self.tr("Closing"), when), FormField(self.tr("Probability"), self._probability))
        )
        self.add(pair(FormField(self.tr("Owner"), self._owner), FormField(self.tr("Source"), self._source)))
        self.add(FormField(self.tr("Campaign"), self._campaign))
        for field in self._further.fields.values():
            self.add(field)
        self.add(self._notes)

    def _save(self) -> None:
        self._title.set_error("")
        self._amount.set_error("")
        try:
            amount = read_money(self._amount, self._currency, self._rules)
        except InputError as error:
            self._amount.set_error(worded(error))
            return
        probability = self._probability.value()
        values: DealValues = {
            "contact_id": self._contact.record_id(),
            "company_id": self._company.record_id(),
            "amount": amount.minor if amount is not None else None,
            "currency": amount.currency if amount is not None else self._currency,
            "probability": None if probability < 0 else probability,
            "expected_close": self._close.date().toString("yyyy-MM-dd")
            if self._has_close.isChecked()
            else None,
            "owner_id": self._owner.currentData(),
            "source_id": self._source.currentData(),
            "campaign_id": self._campaign.currentData(),
            "notes": self._notes.editor.toPlainText().strip() or None,  # type: ignore[attr-defined]
            "further": self._further.changed(),
        }
        title = self._title.editor.text()  # type: ignore[attr-defined]
        deals, stage, deal = self._context.services.deals, self._stage.currentData(), self._deal
        if deal is None:
            self.write(lambda: deals.create(title, stage, **values), title)
        else:
            given = {"title": title.strip(), **values, "stage_id": stage}
            self.write_change(partial(deals.change, deal.id), title or deal.title, given)

    def refuse(self, error: SalesDeskError) -> None:
        """Say it beside the field it is about."""
        about = {"amount": self._amount, **self._further.fields}
        about.get(getattr(error, "field", ""), self._title).set_error(worded(error))

    def saved(self, result: Any) -> None:
        if self._deal is None:
            self.created, _ = result
        self._context.messages.done(self.tr("Deal added") if self._deal is None else self.tr("Deal saved"))


def context_title(deal: Deal | None) -> str:
    """The dialog's heading."""
    return deal.title if deal is not None else "New deal"


def _choice(records: object, current: int | None) -> QComboBox:
    box = QComboBox()
    box.addItem("—", None)
    for record in records:  # type: ignore[attr-defined]
        box.addItem(record.name, record.id)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box
