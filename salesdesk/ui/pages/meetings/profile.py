"""A meeting beside the list of meetings: its fields, and what was decided in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from salesdesk.domain.columns import ListRow
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.meetings.service import meetings_of
from salesdesk.ui.pages.meetings.texts import full_day_text, owner_text, state_text, tr
from salesdesk.ui.records.declared_profile import DeclaredProfile
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.value_texts import time_text


class MeetingProfile(DeclaredProfile):
    """Describes meetings."""

    def subtitle(self, record: ListRow, *, whole: bool) -> str:
        """When it was, and whom it was about."""
        day = full_day_text(str(record["held_on"]), self._today())
        began = time_text(str(record["started_at"])) if record["started_at"] else ""
        parts = (f"{day} {began}".strip(), record["full_name"] or record["company"])
        return " · ".join(str(part) for part in parts if part)

    def rows(self, record: ListRow, *, whole: bool) -> list[FieldRow]:
        """Its fields, then its decisions as they stand."""
        view, today = meetings_of(self._context).view(record.id), self._today()
        now, day = self._context.store.now(), today.isoformat()
        rows = [
            FieldRow(
                f"decision {note.id}",
                owner_text(note.entry),
                f"{note.body} ({state_text(note, note.state(now, day), today)[0]})",
                editable=False,
            )
            for note in view.decisions
        ]
        return [*super().rows(record, whole=whole), *rows]

    def about(self, record: ListRow) -> Subject:
        """Whom it is about."""
        return Subject(record["contact_id"], record["company_id"])

    def actions(self, record: ListRow) -> list[tuple[str, Callable[[], object]]]:
        """Opening it first."""
        open_ = (tr("Open the meeting"), lambda: self._context.navigate("meeting", record.id))
        return [open_, *super().actions(record)]

    def _today(self) -> date:
        return date.fromisoformat(self._context.store.today())
