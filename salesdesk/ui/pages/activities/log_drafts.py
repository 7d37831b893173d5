"""What was begun in the quick log and not saved, by its record and whether it is a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.drafts import Draft, Records, Typed
from salesdesk.services.activities import Subject
from salesdesk.ui.widgets.drafts import DraftOf, Drafts
from salesdesk.ui.widgets.other_draft import OtherDraft
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class LogDraft:
    """An entry that was begun and not saved. One that was ``closed`` waits until an entry is begun again."""

    kind: ActivityKind
    body: str
    outcome: str
    step: str
    closed: bool = False
    minutes: str = ""
    when: str = ""

    @property
    def is_task(self) -> bool:
        """Whether it is a step to be done, not something that happened."""
        return self.kind is ActivityKind.TASK

    @property
    def holds_words(self) -> bool:
        """Whether there is anything to keep."""
        return any(text.strip() for text in (self.body, self.outcome, self.step))

    def typed(self) -> dict[str, Typed]:
        """As it is kept with the drafts of the window."""
        texts = {**asdict(self), "kind": self.kind.value, "closed": "yes" if self.closed else ""}
        return {name: Typed("", text) for name, text in texts.items()} if self.holds_words else {}

    @classmethod
    def from_typed(cls, kept: Mapping[str, Typed]) -> LogDraft | None:
        """The reverse of ``typed``; None when there is none."""
        texts = {name: str(one.after or "") for name, one in kept.items()}
        if not texts.get("kind"):
            return None
        body, outcome, step = (texts.get(name, "") for name in ("body", "outcome", "step"))
        closed, minutes, when = bool(texts.get("closed")), texts.get("minutes", ""), texts.get("when", "")
        return cls(ActivityKind(texts["kind"]), body, outcome, step, closed, minutes, when)


class LogDrafts:
    """Those of one quick log, among the drafts of its window."""

    def __init__(self, log: QWidget) -> None:
        self._log = log

    def get(self, about: Subject, task: bool) -> LogDraft | None:
        """What is kept of an entry about a record."""
        drafts = Drafts.of(self._log)
        return None if drafts is None else LogDraft.from_typed(drafts.get(draft_of(about, task)))

    def keep(self, about: Subject, draft: LogDraft) -> None:
        """Keep what is typed now; nothing typed forgets it."""
        if (drafts := Drafts.of(self._log)) is not None:
            drafts.keep(draft_of(about, draft.is_task), draft.typed())

    def put_by(self, about: Subject, draft: LogDraft) -> None:
        """Keep what was closed, and have the window say so."""
        drafts = Drafts.of(self._log)
        if drafts is not None and draft.holds_words:
            self.keep(about, replace(draft, closed=True))
            drafts.put_by.emit()

    def forget(self, about: Subject, task: bool) -> None:
        """It was saved, or is not wanted any more."""
        if (drafts := Drafts.of(self._log)) is not None:
            drafts.forget(draft_of(about, task))

    def offer_others(self, line: OtherDraft, about: Subject, task: bool) -> None:
        """Have a line offer what another window began about the same."""
        line.watch(Drafts.of(self._log), draft_of(about, task))

    def exchange(self, about: Subject, draft: LogDraft, other: Draft) -> LogDraft | None:
        """Go on with what another window began; what is typed so far waits in its place."""
        drafts = Drafts.of(self._log)
        if drafts is None:
            return None
        self.keep(about, draft)
        drafts.take(draft_of(about, draft.is_task), other)
        return LogDraft.from_typed(other.fields)


def said_in(draft: Draft) -> str:
    """What an entry that was begun says, in one line."""
    found = LogDraft.from_typed(draft.fields)
    return one_line(found.body or found.step or found.outcome) if found is not None else ""


def records_of(about: Subject) -> Records:
    """The records that an entry is about; of somebody's company it is not."""
    numbers = (about.contact_id, _company_of(about), about.deal_id)
    kinds = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL)
    return tuple((kind, number) for kind, number in zip(kinds, numbers, strict=True) if number is not None)


def draft_of(about: Subject, task: bool) -> DraftOf:
    """What the draft of an entry belongs to. It stays somebody's when they go to another company."""
    form = f"log {about.contact_id} {_company_of(about)} {about.deal_id} {about.without_deal} {task}"
    return DraftOf(form, records_of(about))


def _company_of(about: Subject) -> int | None:
    return about.company_id if about.contact_id is None else None


def about_before(form: str) -> DraftOf:
    """What a draft belongs to, by what that was called when drafts were kept beside the preferences."""
    first, *parts = form.split(" ")
    if first != "log" or len(parts) != _PARTS:
        return DraftOf(form)
    contact, company, deal = (int(part) if part.isdecimal() else None for part in parts[:3])
    return draft_of(Subject(contact, company, deal, parts[3] == "True"), parts[4] == "True")


_PARTS = 5
"""Of the name of a draft: three records, whether it is to be without a deal, and whether it is a task."""
