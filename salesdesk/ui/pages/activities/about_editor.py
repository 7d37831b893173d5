"""Whom and which deal an entry is about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.deals import Deal
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.boxes import narrow_box
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.widgets.form import FormField, pair


class AboutEditor(QWidget):
    """The person, the company and the deal, with a further field ``beside`` that. Who has one open deal is taken to be about that one, which is said and can be
    taken back."""

    changed = Signal()

    def __init__(
        self,
        context: Context,
        entry: Activity | None,
        about: Subject,
        beside: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        if entry is None:
            meant = context.services.activities.about(about)
        else:
            meant = Subject(entry.contact_id, entry.company_id, entry.deal_id)
        self._person = RecordPicker(context, RecordKind.CONTACTS, meant.contact_id)
        self._company = RecordPicker(context, RecordKind.COMPANIES, meant.company_id)
        self._deal = narrow_box()
        self._deal.setAccessibleName(self.tr("Deal"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            pair(FormField(self.tr("Person"), self._person), FormField(self.tr("Company"), self._company))
        )
        self._deal_field = FormField(self.tr("Counts for deal"), self._deal)
        column.addWidget(pair(self._deal_field, beside))
        self._fill(meant.deal_id)
        self._person.changed.connect(self._on_person)
        self._company.changed.connect(self._on_company)

    def subject(self) -> Subject:
        """What was chosen. No deal means none."""
        deal = self._deal.currentData()
        return Subject(self._person.record_id(), self._company.record_id(), deal, without_deal=deal is None)

    def _on_person(self) -> None:
        meant = self._context.services.activities.about(Subject(self._person.record_id()))
        if meant.company_id is not None:
            self._company.set_record(meant.company_id)
        self._fill(meant.deal_id)
        self.changed.emit()

    def _on_company(self) -> None:
        self._fill(self._deal.currentData())
        self.changed.emit()

    def _fill(self, chosen: int | None) -> None:
        self._deal.clear()
        self._deal.addItem(self.tr("No deal"), None)
        for deal in open_deals(self._context, self._person.record_id(), self._company.record_id(), chosen):
            self._deal.addItem(self._context.theme.icon("columns-3"), deal.title, deal.id)
        self._deal.setCurrentIndex(max(0, self._deal.findData(chosen)))
        self._deal_field.setVisible(self._deal.count() > 1)


def open_deals(
    context: Context, person: int | None, company: int | None, chosen: int | None = None
) -> list[Deal]:
    """The open deals of a person and a company, and one that was chosen before."""
    store = context.store
    stages = [stage for pipeline in store.pipelines.all() for stage in pipeline.stages]
    is_open = {stage.id for stage in stages if stage.kind is StageKind.OPEN}
    found: dict[int, Deal] = {}
    for deal in (
        *([store.deals.get(chosen)] if chosen is not None else ()),
        *(store.deals.of_contact(person) if person is not None else ()),
        *(store.deals.of_company(company) if company is not None else ()),
    ):
        if deal.id == chosen or deal.stage_id in is_open:
            found.setdefault(deal.id, deal)
    return list(found.values())
