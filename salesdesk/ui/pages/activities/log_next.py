"""What is next, beside what happened: the step, its day, the deal it counts for, who does it, and the step it settles."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.activities.choices import Choices
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.about_editor import open_deals
from salesdesk.ui.pages.activities.boxes import narrow_box, owner_box
from salesdesk.ui.pages.activities.clash_line import ClashLine
from salesdesk.ui.pages.activities.due_editor import DueEditor
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.pages.activities.typed_step import TypedStep
from salesdesk.ui.value_texts import due_text
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import ElidedLabel, label


class NextFields(QWidget):
    """The lower half of the quick log. ``changed`` tells that the deal was chosen anew."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._about = Subject()
        self.step = QLineEdit()
        self.step.setAccessibleName(self.tr("Next step"))
        self.due = DueEditor(date.fromisoformat(context.store.today()))
        self.said = Chip()
        self.said.hide()
        self.then = ElidedLabel(style="secondary")
        self.then.hide()
        self.clash = ClashLine(context, offers=False)
        self.deal = narrow_box()
        self.deal.setMinimumContentsLength(14)
        self.deal.setAccessibleName(self.tr("For deal"))
        self.owner = owner_box(context, None)
        self.owner.setMinimumContentsLength(7)
        self.owner.setAccessibleName(self.tr("Who does the next step"))
        self.closes = QCheckBox()
        self.closes.setAccessibleName(self.tr("Close the step that this settles"))
        self._settled: Activity | None = None
        self._at_hand: Activity | None = None
        self._chosen = False
        """Whether the person said if the step is to be closed."""
        self._lay_out()
        self.deal.currentIndexChanged.connect(self.changed)
        self.closes.clicked.connect(self._on_closes)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.step)
        column.addWidget(self.then)
        row = QWidget()
        flow = FlowLayout(row, spacing=12, row_spacing=8)
        when = QWidget()
        when.setMinimumHeight(self.deal.sizeHint().height())  # a chip stands in line with the lists
        inside = QHBoxLayout(when)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.said)
        inside.addWidget(self.due)
        self.when = _captioned(self.tr("When"), when)
        self._deal_field = _captioned(self.tr("For deal"), self.deal)
        self._owner_field = _captioned(self.tr("Who"), self.owner)
        for field in (self.when, self._deal_field, self._owner_field):
            flow.addWidget(field)
        column.addWidget(row)
        column.addWidget(self.clash)
        column.addWidget(self.closes)

    def show_about(self, about: Subject) -> None:
        """Offer the deals of another record, and take the one that is meant without being named."""
        self._about = about
        meant = self._context.services.activities.about(about)
        self.deal.blockSignals(True)
        self.deal.clear()
        self.deal.addItem(self.tr("No deal"), None)
        for deal in open_deals(self._context, meant.contact_id, meant.company_id, meant.deal_id):
            self.deal.addItem(self._context.theme.icon("columns-3"), deal.title, deal.id)
        self.deal.setCurrentIndex(max(0, self.deal.findData(meant.deal_id)))
        self.deal.blockSignals(False)
        self._deal_field.setVisible(self.deal.count() > 1 and about.deal_id is None)
        self._fill_owners()

    def _fill_owners(self) -> None:
        owners = self._context.store.owners.all()
        self.owner.clear()
        self.owner.addItem("—", None)
        for one in owners:
            self.owner.addItem(one.name, one.id)
        self._owner_field.setVisible(len(owners) > 1)

    def subject(self) -> Subject:
        """The record with the deal that was chosen; none means none."""
        if self._about.deal_id is not None:
            return self._about
        deal = self.deal.currentData()
        return Subject(self._about.contact_id, self._about.company_id, deal, without_deal=deal is None)

    def show_step(self, step: TypedStep) -> None:
        """Say what was understood of the next step; the list of days is for where its words say none."""
        self.said.set_state(step.said, "accent" if step.is_sure else "warn")
        self.said.setAccessibleName(step.said)
        self.said.setVisible(bool(step.said))
        self.then.setText(self.tr("Then: {0}").format(step.title))
        self.then.setVisible(step.is_from_body)
        self.due.setVisible(step.due is None)
        self.clash.show_for(step.due, None, self.owner.currentData())

    def set_at_hand(self, step: Activity | None) -> None:
        """The step from which the entry was begun: it is the one that may be closed."""
        self._at_hand = step

    def show_settled(self, kind: ActivityKind, outcome: str, choices: Choices, *, with_next: bool) -> None:
        """Offer to close the step that the entry answers, or whose place the next one takes; what the person said of it
        holds from then on."""
        activities, about = self._context.services.activities, self.subject()
        if kind is ActivityKind.TASK:
            self._settled = None
        else:
            self._settled = self._at_hand or activities.due_like(kind, about)
        self.closes.setVisible(self._settled is not None)
        if self._settled is None:
            return
        answered = activities.answered_by(kind, about, outcome)
        if not self._chosen:
            self.closes.setChecked(with_next or (answered is not None and answered.id == self._settled.id))
        late = due_text(self._settled.due_at, date.fromisoformat(self._context.store.today()))
        words = ", ".join(
            filter(None, (self.tr("Close “{0}”").format(entry_title(self._settled, choices)), late))
        )
        if with_next:
            words = self.tr("{0}: the next step takes its place").format(words)
        self.closes.setText(words.replace("&", "&&"))

    def _on_closes(self) -> None:
        self._chosen = True

    def settled(self) -> Activity | None:
        """The step that will be closed, None where there is none or it is to stay."""
        return self._settled if self.closes.isChecked() else None

    def clear(self) -> None:
        """Begin anew."""
        self.step.clear()
        self.owner.setCurrentIndex(0)
        self._settled = self._at_hand = None
        self._chosen = False
        self.closes.hide()


def _captioned(caption: str, field: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(caption, "caption"))
    column.addWidget(field)
    return made
