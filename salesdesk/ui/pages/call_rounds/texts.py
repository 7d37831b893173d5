"""Words of call rounds."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.call_rounds import Left, MemberState, RoundAbout, RoundFigures, RoundMember
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.value_texts import number_text

STATE_ICONS = {
    MemberState.WAITING: "circle",
    MemberState.AGAIN: "phone-missed",
    MemberState.DONE: "circle-check",
    MemberState.SKIPPED: "corner-down-left",
}
STATE_TONES = {
    MemberState.WAITING: "ink_3",
    MemberState.AGAIN: "warn",
    MemberState.DONE: "good",
    MemberState.SKIPPED: "ink_3",
}


def tr(text: str) -> str:
    """A text of these pages in the person's language."""
    return QCoreApplication.translate("call_rounds", text)


def about_title(about: RoundAbout, count: int = 2) -> str:
    """Whom a round calls: "people", "person" beside 1."""
    return counted_title(about.value, count)


def counted_title(about: str, count: int) -> str:
    """What stands beside a number of records of a kind."""
    one, many = {"contacts": ("person", "people"), "companies": ("company", "companies")}.get(
        about, ("deal", "deals")
    )
    return tr(one if count == 1 else many)


def progress_text(figures: RoundFigures) -> str:
    """How far a round is: "3 of 40 called · 1 to call again"."""
    worked = figures.done + figures.skipped + figures.again
    said = tr("{0} of {1} called").format(number_text(worked), number_text(figures.people - figures.gone))
    again = tr("{0} to call again").format(number_text(figures.again)) if figures.again else ""
    return " · ".join(part for part in (said, again) if part)


def outcome_text(outcome: str | None, choices: Choices) -> str:
    """What came of a call, in the person's words; of a call nothing is said of: that."""
    choice = choices.outcome(outcome)
    return choice_title(choice) if choice is not None else outcome or tr("Called")


def state_text(member: RoundMember, choices: Choices) -> str:
    """How far somebody on the list is, or why they left it."""
    if member.merged_into:
        return tr("merged into {0}").format(member.merged_into)
    if member.left is Left.TRASH:
        return tr("deleted: in the trash")
    if member.left is Left.ERASED:
        return tr("erased")
    if member.state is MemberState.DONE:
        return outcome_text(member.outcome, choices)
    if member.left is Left.REFUSES:
        return tr("does not want to be called")
    if member.state is MemberState.AGAIN:
        return tr("{0}: call again").format(outcome_text(member.outcome, choices))
    return tr("skipped") if member.state is MemberState.SKIPPED else tr("to be called")


def name_of(member: RoundMember) -> str:
    """What somebody is called, also who is not there any more."""
    return member.name or tr("Somebody who was erased")
