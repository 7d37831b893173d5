"""What a file says of its kinds and outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salesdesk.domain.activities.choices import ChoiceList, Choices, StoredChoice
from salesdesk.store.engine.statements import Query, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.activities import ActivityKindRow, ActivityOutcomeRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


@Statement
def _kinds() -> Query:
    return ActivityKindRow.select().order_by(ActivityKindRow.id)


@Statement
def _outcomes() -> Query:
    return ActivityOutcomeRow.select().order_by(ActivityOutcomeRow.id)


_ROWS = {ChoiceList.KINDS: _kinds, ChoiceList.OUTCOMES: _outcomes}


class ActivityChoiceRepository:
    """Reads and writes the lists of kinds and outcomes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Choices:
        """The kinds and outcomes of the file."""
        return Choices.of({of: list(self.stored(of).values()) for of in ChoiceList})

    def stored(self, of: ChoiceList) -> dict[str, StoredChoice]:
        """What the file says of the codes of one list, by code."""
        return {row.key: _said(row) for row in self._database.select(_ROWS[of])}

    @writes
    def put(self, uow: UnitOfWork, of: ChoiceList, choice: StoredChoice) -> None:
        """Write what the file says of a code, whether it said something before or not."""
        values = {
            "key": choice.code,
            "title": choice.title,
            "icon": choice.icon,
            "position": choice.position,
            "is_contact": choice.is_contact,
            "is_archived": choice.is_archived,
        }
        known = next((row.id for row in self._database.select(_ROWS[of]) if row.key == choice.code), None)
        if known is None:
            uow.insert(of.value, values)
        else:
            uow.update(of.value, known, values)


def _said(row: Any) -> StoredChoice:
    contact = None if row.is_contact is None else bool(row.is_contact)
    return StoredChoice(row.key, row.title, row.icon, row.position, contact, bool(row.is_archived))
