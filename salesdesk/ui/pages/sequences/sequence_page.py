"""One sequence: its steps, what stops it, and where it was started."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.sequences import RunState, Sequence, SequenceRun
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.pages.sequences.dialog import SequenceDialog
from salesdesk.ui.pages.sequences.run_actions import run_actions
from salesdesk.ui.pages.sequences.service import sequences_of
from salesdesk.ui.pages.sequences.start_dialog import StartSequenceDialog
from salesdesk.ui.pages.sequences.texts import about_title, next_text, state_of, when_text
from salesdesk.ui.records.profile import SideEntry
from salesdesk.ui.records.side_cards import SideRow
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label
from salesdesk.ui.widgets.timeline import TimelineEntry, TimelineList


class SequencePage(Page):
    """``open_target`` takes the number of a sequence."""

    concerns = frozenset(
        {
            EntityKind.SEQUENCE, EntityKind.ACTIVITY, EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL,
            EntityKind.ACTIVITY_KIND,
        }
    )  # fmt: skip

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Sequence", parent=parent)
        self._number: int | None = None
        self._sequence: Sequence | None = None
        self.header.crumb.setText(self.tr("Sequences /"))
        self.header.crumb.setAccessibleName(self.tr("Back to the sequences"))
        self.header.crumb.show()
        self.header.crumb_clicked.connect(self._back)
        self._actions = (
            button(self.tr("Delete"), self._delete),
            button(self.tr("Edit"), self._edit),
            primary_button(self.tr("Start…"), self._start),
        )
        for action in self._actions:
            self.header.add_action(action)
        self.steps = TimelineList(context.theme)
        self.steps.setAccessibleName(self.tr("Steps"))
        self._stops = label("", "secondary", wrap=True)
        self._runs_card = Card(title=self.tr("Where it was started"))
        self._runs_host = QWidget()
        self.runs = QVBoxLayout(self._runs_host)
        self.runs.setContentsMargins(0, 0, 0, 0)
        self.runs.setSpacing(4)
        self._nothing = label("", "secondary", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        left = Card(title=self.tr("Steps"))
        left.add(self.steps)
        left.add(self._stops)
        left.body.addStretch(1)
        self._runs_card.add(self._nothing)
        self._runs_card.add(self._runs_host)
        self._runs_card.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        for card, share in ((left, 9), (self._runs_card, 11)):
            column = ScrollColumn()
            column.column.addWidget(card, 1)
            row.addWidget(column, share)
        self.body.addLayout(row, 1)

    def open_target(self, target: object) -> None:
        if isinstance(target, int):
            self._number = target

    def refresh(self) -> None:
        for action in self._actions:
            action.setEnabled(self._number is not None)
        if self._number is None:
            self._nothing.setText(self.tr("Choose one of the sequences, or make a new one."))
            return
        store = self.context.store
        try:
            sequence = store.sequences.get(self._number)
        except SalesDeskError as error:
            self._number = None
            self.context.messages.error(error)
            self._back()
            return
        self._sequence = sequence
        self.set_title(sequence.name)
        runs = store.sequences.runs(sequence.id)
        running = sum(run.state is RunState.RUNNING for run in runs)
        said = self.tr("for {0}").format(about_title(sequence.about))
        self.header.set_subtitle(f"{said} · {self.tr('{0} under way').format(number_text(running))}")
        self._show_steps(sequence)
        self._show_runs(runs)

    def _show_steps(self, sequence: Sequence) -> None:
        choices = self.context.store.activities.choices.all()
        self.steps.set_entries(
            [
                TimelineEntry(
                    choices.kind(step.kind).icon,
                    step.subject,
                    "",
                    f"{choice_title(choices.kind(step.kind))} · {when_text(step, place)}",
                )
                for place, step in enumerate(sequence.steps)
            ]
        )
        rules = [
            text
            for on, text in (
                (sequence.stop_on_reply, self.tr("somebody replies or is reached")),
                (sequence.stop_on_won, self.tr("the deal is won or lost")),
                (sequence.stop_on_opt_out, self.tr("somebody does not want to be addressed")),
            )
            if on
        ]
        self._stops.setText(
            self.tr("Stops when {0}.").format(self.tr(", or when ").join(rules))
            if rules
            else self.tr("Goes on to its last step, whatever happens.")
        )

    def _show_runs(self, runs: list[SequenceRun]) -> None:
        clear(self.runs)
        today = date.fromisoformat(self.context.store.today())
        self._nothing.setText(
            self.tr("With nobody yet. Press Start, or choose rows of a list and “Start sequence…”.")
        )
        self._nothing.setVisible(not runs)
        for run in runs:
            entry = SideEntry(
                run.name or self.tr("Somebody who was erased"),
                next_text(run, today),
                chips=(state_of(run, today),),
                run=partial(self._open, run),
                actions=run_actions(self, self.context, run),
            )
            row = SideRow(self.context.theme, entry)
            self.runs.addWidget(row)
            row.show()

    def _open(self, run: SequenceRun) -> None:
        for page, number in (("deal", run.deal_id), ("contact", run.contact_id), ("company", run.company_id)):
            if number is not None:
                self.context.navigate(page, number)
                return

    def _back(self) -> None:
        self.context.navigate("sequences")

    def _edit(self) -> None:
        if self._sequence is not None:
            SequenceDialog(self, self.context, self._sequence).open()

    def _start(self) -> None:
        if self._sequence is not None:
            StartSequenceDialog(self, self.context, self._sequence.about, None, self._sequence.id).open()

    def _delete(self) -> None:
        sequence = self._sequence
        if sequence is None:
            return
        told = self.tr("Sequence {0} deleted").format(sequence.name)

        def done(changes: ChangeSet) -> None:
            self.context.messages.done(told, changes)

        self._back()  # first: the page of what is gone has nothing to show
        self.context.writes.run(
            partial(sequences_of(self.context).delete, [sequence.id]), what=told, done=done, owner=self
        )
