"""Starting a sequence with one record or many, with its days before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.saved_views import SavedView
from salesdesk.domain.sequences import SequenceFor
from salesdesk.errors import SalesDeskError
from salesdesk.services.sequences import StartPlan
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.pages.sequences.service import sequences_of
from salesdesk.ui.pages.sequences.texts import about_title
from salesdesk.ui.value_texts import day_text, number_text, time_text, weekday_text
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.key_value import KeyValueList
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_SHOWN = 12


class StartSequenceDialog(Dialog):
    """Asks which sequence (unless ``sequence`` says it), with whom (unless ``ids`` say it), and from when."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        about: SequenceFor,
        ids: Sequence[int] | None = None,
        sequence: int | None = None,
    ) -> None:
        super().__init__(parent, "", width=520)
        self._context, self._about_, self._ids = context, about, ids
        self.heading.setText(self.tr("Start a sequence"))
        self.setWindowTitle(self.heading.text())
        self._which, self._list = QComboBox(self), QComboBox(self)
        for number, name in context.store.sequences.named(about):
            self._which.addItem(name, number)
        if sequence is not None:
            self._which.setCurrentIndex(max(0, self._which.findData(sequence)))
        self._which.setVisible(sequence is None)
        if sequence is None:
            self.add(FormField(self.tr("Sequence"), self._which))
        self._list.setVisible(ids is None)
        if ids is None:
            self._fill_lists()
            self.add(FormField(self.tr("With"), self._list))
        today = date.fromisoformat(context.store.today())
        self._start = DateField(today, empty=None)
        if about is SequenceFor.DEALS:
            self._before = DateField(empty=self.tr("when each should close"))
        else:
            self._before = DateField(today, empty=None)
            self._before.setDate(self._before.date().addMonths(1))
        for editor in (self._start, self._before):
            editor.value_changed.connect(self._show_plan)
        self._leads_up = FormField(
            self.tr("The day it leads up to"),
            self._before,
            hint=""
            if about is not SequenceFor.DEALS
            else self.tr("For all of them, whenever they should close."),
        )
        self.add(pair(FormField(self.tr("Starts on"), self._start), self._leads_up))
        self._with = label("", "secondary", wrap=True)
        self.add(self._with)
        self.add(label(self.tr("What will be planned"), "section"))
        self._days = KeyValueList(150)
        self.add(self._days)
        self._problem = label("", "secondary", "bad", wrap=True)
        self._problem.hide()
        self.add(self._problem)
        self.body.addStretch(1)
        self.add_cancel(self.tr("Cancel"))
        self._go = self.add_button(self.tr("Start"), self._begin, tone="primary", default=True)
        self._which.activated.connect(self._show_plan)
        self._list.activated.connect(self._show_plan)
        self._show_plan()
        (self._which if sequence is None else self._start).setFocus()

    def _fill_lists(self) -> None:
        kind = RecordKind(self._about_.value)
        for view in self._context.store.saved_views.all(kind):
            self._list.addItem(view.name, view)
        self._list.addItem(self.tr("All {0}").format(about_title(self._about_)), None)

    def _chosen(self) -> list[int]:
        if self._ids is not None:
            return list(self._ids)
        reader, view = self._context.store.list_of(RecordKind(self._about_.value)), self._list.currentData()
        if isinstance(view, SavedView):
            return list(reader.ids(view.filter, view.sort))
        return list(reader.ids(Filter()))

    def _plan(self) -> StartPlan | None:
        number = self._which.currentData()
        if number is None:
            return None
        start, before = self._days_chosen()
        return sequences_of(self._context).plan(number, self._chosen(), start, before)

    def _days_chosen(self) -> tuple[date, date | None]:
        """When it starts, and the day it leads up to: None where each deal has its own."""
        start = self._start.value()
        assert start is not None
        return start, self._before.value()

    def _show_plan(self) -> None:
        self._say("")
        self._days.clear()
        try:
            plan = self._plan()
        except SalesDeskError as error:
            self._say(worded(error))
            return
        if plan is None:
            self._with.setText(
                self.tr("There is no sequence for {0} yet. Make one on the page Sequences.").format(
                    about_title(self._about_)
                )
            )
            self._go.setEnabled(False)
            return
        self._leads_up.setVisible(plan.sequence.leads_up)
        self._with.setText(self._counted(plan))
        self._go.setEnabled(bool(plan.records))
        today = date.fromisoformat(self._context.store.today())
        choices = self._context.store.activities.choices.all()
        for one in next(iter(plan.records.values()), ())[:_SHOWN]:
            day = date.fromisoformat(one.due[:10])
            when = f"{weekday_text(day)} {day_text(one.due, today)} {time_text(one.due)}".strip()
            kind = choice_title(choices.kind(one.step.kind))
            self._days.add(when, f"{kind}: {one.step.subject}", tone="warn" if day < today else "")

    def _counted(self, plan: StartPlan) -> str:
        said = [
            self.tr("It starts with {0} {1}.").format(
                number_text(len(plan.records)), about_title(self._about_, len(plan.records))
            )
        ]
        for count, text in (
            (plan.refused, self.tr("{0} do not want to be addressed so.")),
            (plan.running, self.tr("With {0} it is under way already.")),
            (plan.undated, self.tr("{0} have no day it could lead up to.")),
        ):
            if count:
                said.append(text.format(number_text(count)))
        return " ".join(said)

    def _begin(self) -> None:
        number, ids = self._which.currentData(), self._chosen()
        start, before = self._days_chosen()
        if number is None:
            return
        service = sequences_of(self._context)
        self.save(
            self._context.writes,
            lambda: service.start(number, ids, start, before),
            what=self.windowTitle(),
            text=self._which.currentText(),
            done=self._started,
            refused=lambda error: self._say(worded(error)),
        )

    def _started(self, made: tuple[StartPlan, ChangeSet]) -> None:
        plan, changes = made
        steps = sum(len(one) for one in plan.records.values())
        said = self.tr("“{0}” started: {1} steps planned").format(plan.sequence.name, number_text(steps))
        self._context.messages.done(said, changes)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
