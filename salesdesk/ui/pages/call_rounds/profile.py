"""A call round beside the list of rounds: its fields, and how it went."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain.columns import ListRow
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.call_rounds.start_dialog import rounds_of
from salesdesk.ui.pages.call_rounds.texts import outcome_text, progress_text, tr
from salesdesk.ui.records.declared_profile import DeclaredProfile
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.value_texts import number_text


class CallRoundProfile(DeclaredProfile):
    """Describes call rounds."""

    def subtitle(self, record: ListRow, *, whole: bool) -> str:
        """How far it is."""
        return progress_text(rounds_of(self._context).view(record.id).figures)

    def rows(self, record: ListRow, *, whole: bool) -> list[FieldRow]:
        """Its fields, then what came of the calls."""
        figures = rounds_of(self._context).view(record.id).figures
        choices = self._context.store.activities.choices.all()
        counted = [
            (tr("To call"), figures.left),
            (tr("People reached"), figures.reached),
            (tr("Calls"), figures.calls),
            *((outcome_text(code or None, choices), count) for code, count in figures.outcomes.items()),
            (tr("Next steps"), figures.next_steps),
        ]
        rows = [
            FieldRow(f"figure {title}", title, number_text(count), editable=False) for title, count in counted
        ]
        return [*super().rows(record, whole=whole), *rows]

    def about(self, record: ListRow) -> Subject:
        """Nothing is logged about a round as a whole."""
        return Subject()

    def actions(self, record: ListRow) -> list[tuple[str, Callable[[], object]]]:
        """Going on first."""
        go_on = (tr("Go on calling"), lambda: self._context.navigate("call_round", record.id))
        return [go_on, *super().actions(record)]
