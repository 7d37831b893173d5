"""What was begun in the quick log and not saved, by its record and whether it is a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.widgets.drafts import Drafts, Typed


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
        return None if drafts is None else LogDraft.from_typed(drafts.get(_name(about, task)))

    def keep(self, about: Subject, draft: LogDraft) -> None:
        """Keep what is typed now; nothing typed forgets it."""
        if (drafts := Drafts.of(self._log)) is not None:
            drafts.keep(_name(about, draft.is_task), draft.typed())

    def put_by(self, about: Subject, draft: LogDraft) -> None:
        """Keep what was closed, and have the window say so."""
        drafts = Drafts.of(self._log)
        if drafts is not None and draft.holds_words:
            self.keep(about, replace(draft, closed=True))
            drafts.put_by.emit()

    def forget(self, about: Subject, task: bool) -> None:
        """It was saved, or is not wanted any more."""
        if (drafts := Drafts.of(self._log)) is not None:
            drafts.forget(_name(about, task))


def is_about_person(name: str, contact: int) -> bool:
    """Whether a draft of this name is that of an entry about somebody."""
    return name.startswith(f"log {contact} ")


def _name(about: Subject, task: bool) -> str:
    return f"log {about.contact_id} {about.company_id} {about.deal_id} {about.without_deal} {task}"
