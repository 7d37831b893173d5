"""What a filled quick log asks to be written, and what is said once it is."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import ChangeSet
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.log_drafts import LogDraft
from salesdesk.ui.pages.activities.log_next import NextFields
from salesdesk.ui.pages.activities.planned_words import planned_text, with_next
from salesdesk.ui.pages.activities.texts import entry_title, kind_title
from salesdesk.ui.pages.activities.typed_step import TypedStep


def _tr(text: str) -> str:
    return QCoreApplication.translate("QuickLog", text)


def asked(
    context: Context, draft: LogDraft, typed: TypedStep, fields: NextFields, at: str | None
) -> tuple[partial[ChangeSet], str]:
    """One write for the entry, its next step and the step that it closes. ``at``: UTC text or a day, None for now."""
    activities, about, kind = context.services.activities, fields.subject(), draft.kind
    today = date.fromisoformat(context.store.today())
    step, due, owner = typed.title, typed.due or fields.due.day(), fields.owner.currentData()
    if kind is ActivityKind.TASK:
        return partial(activities.plan, about, step, due, kind=typed.kind, owner_id=owner), planned_text(
            step, due, today
        )
    settled, choices = fields.settled(), context.store.activities.choices.all()
    write = partial(
        activities.log,
        kind,
        about,
        body=typed.body,
        outcome=draft.outcome if kind is not ActivityKind.NOTE else "",
        duration_minutes=int(draft.minutes) if draft.minutes else None,
        at=at,
        next_step=step,
        next_due=due if step else None,
        next_kind=typed.kind,
        next_owner=owner,
        closes=False,
        replaces=None if settled is None else settled.id,
    )
    said = _tr("{0} logged").format(kind_title(kind, choices))
    if settled is not None:
        said = _tr("{0}, and “{1}” is done").format(said, entry_title(settled, choices))
    return write, with_next(said, step, due, today)
