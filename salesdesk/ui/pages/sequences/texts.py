"""Words of sequences."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.sequences import Anchor, Ending, RunState, SequenceFor, SequenceRun, SequenceStep
from salesdesk.ui.pages.call_rounds.texts import counted_title
from salesdesk.ui.value_texts import day_text, due_text, number_text

ANCHORS = (Anchor.PREVIOUS, Anchor.START, Anchor.BEFORE)


def tr(text: str) -> str:
    """A text of these pages in the person's language."""
    return QCoreApplication.translate("sequences", text)


def about_title(about: SequenceFor, count: int = 2) -> str:
    """What a sequence is started with: "people", "person" beside 1."""
    return counted_title(about.value, count)


def anchor_title(anchor: Anchor) -> str:
    """From where the days of a step are counted."""
    titles = {
        Anchor.START: "days after the start",
        Anchor.PREVIOUS: "days after the step before",
        Anchor.BEFORE: "days before the day",
    }
    return tr(titles[anchor])


def when_text(step: SequenceStep, place: int) -> str:
    """When a step is, in words: "3 days after the step before, 09:30"."""
    if step.anchor is Anchor.BEFORE:
        said = (
            tr("on the day")
            if not step.days
            else tr("{0} days before the day").format(number_text(step.days))
        )
    elif step.anchor is Anchor.START or place == 0:
        said = (
            tr("at the start")
            if not step.days
            else tr("{0} days after the start").format(number_text(step.days))
        )
    else:
        said = (
            tr("with the step before")
            if not step.days
            else tr("{0} days after the step before").format(number_text(step.days))
        )
    return f"{said}, {step.at_time}" if step.at_time else said


def state_of(run: SequenceRun, today: date) -> tuple[str, str]:
    """(how a start stands in words, the tone of that)."""
    if run.state is RunState.RUNNING:
        return tr("{0} of {1} done").format(number_text(run.done), number_text(run.steps)), "accent"
    if run.state is RunState.DONE:
        return tr("done"), "good"
    reasons = {
        Ending.REPLY: "stopped: a reply",
        Ending.WON: "stopped: won",
        Ending.LOST: "stopped: lost",
        Ending.OPT_OUT: "stopped: an opt-out",
        Ending.BY_HAND: "stopped",
    }
    return tr(reasons[run.ended_why or Ending.BY_HAND]), "warn"


def next_text(run: SequenceRun, today: date) -> str:
    """What is next of a start, and when; else when it began."""
    if run.next_due is not None:
        return f"{run.next_subject} · {due_text(run.next_due, today)}"
    return tr("started {0}").format(day_text(run.started_on, today))
