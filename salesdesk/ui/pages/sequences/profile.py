"""A sequence beside the list of sequences."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain.columns import ListRow
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.pages.sequences.texts import about_title, tr, when_text
from salesdesk.ui.records.declared_profile import DeclaredProfile
from salesdesk.ui.records.profile import FieldRow


class SequenceProfile(DeclaredProfile):
    """Describes sequences."""

    def subtitle(self, record: ListRow, *, whole: bool) -> str:
        """What it is for."""
        return tr("for {0}").format(about_title(self._context.store.sequences.get(record.id).about))

    def rows(self, record: ListRow, *, whole: bool) -> list[FieldRow]:
        """Its steps, then its fields."""
        sequence = self._context.store.sequences.get(record.id)
        choices = self._context.store.activities.choices.all()
        steps = [
            FieldRow(
                f"step {place}",
                choice_title(choices.kind(step.kind)),
                f"{step.subject} · {when_text(step, place)}",
                editable=False,
                name=tr("Step {0}").format(place + 1),
            )
            for place, step in enumerate(sequence.steps)
        ]
        return [*steps, *super().rows(record, whole=whole)]

    def about(self, record: ListRow) -> Subject:
        """Nothing is logged about a template."""
        return Subject()

    def actions(self, record: ListRow) -> list[tuple[str, Callable[[], object]]]:
        """Its page first."""
        opened = (tr("Steps and starts"), lambda: self._context.navigate("sequence", record.id))
        return [opened, *super().actions(record)]
