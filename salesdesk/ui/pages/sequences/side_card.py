"""The sequences of a record, beside its timeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from salesdesk.domain.sequences import SequenceFor
from salesdesk.ui.context import Context
from salesdesk.ui.pages.sequences.texts import next_text, state_of, tr
from salesdesk.ui.records.profile import SideCard, SideEntry

_SHOWN = 6


def sequences_card(
    context: Context, host: Callable[[], QWidget], about: SequenceFor, record: int
) -> SideCard:
    """What was started with a record, and starting another one."""
    from salesdesk.ui.pages.sequences.run_actions import run_actions  # not needed to show a page

    store = context.store
    if about is SequenceFor.CONTACTS:
        runs = store.sequences.runs_with(contact=record)
    elif about is SequenceFor.COMPANIES:
        runs = store.sequences.runs_with(company=record)
    else:
        runs = store.sequences.runs_with(deal=record)
    today = date.fromisoformat(store.today())
    entries = [
        SideEntry(
            run.sequence_name,
            next_text(run, today),
            chips=(state_of(run, today),),
            run=partial(context.navigate, "sequence", run.sequence_id),
            actions=run_actions(host(), context, run),
        )
        for run in runs[:_SHOWN]
    ]

    def start() -> None:
        from salesdesk.ui.pages.sequences.start_dialog import StartSequenceDialog

        StartSequenceDialog(host(), context, about, [record]).open()

    return SideCard(tr("Sequences"), entries, tr("None started."), start, tr("Start a sequence"))
