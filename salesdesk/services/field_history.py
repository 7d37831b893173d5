"""What one field of a record said before: who changed it, when, from what to what."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FIELD, RecordKind
from salesdesk.domain.money import Money
from salesdesk.errors import DomainError
from salesdesk.store.store import Store

_LOOKED_AT = 1_000  # changes of the record, newest first


class Gone(NamedTuple):
    """An owner, source or company that is not in the file any more; only its number is known."""

    number: int


class FieldStep(NamedTuple):
    """One change of a field; the values are those of a list, None for an empty field, or `Gone`."""

    at: str
    actor: str
    before: Any
    after: Any


class FieldHistoryService:
    """The history of the fields that lie in the own row of a record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_told(self, kind: RecordKind, key: str) -> bool:
        """Whether the history of a field can be told: not that of computed values, of parts and custom fields."""
        entity = entities().of_records(kind)
        # A deal's moves and values stand on its board.
        told = entity is not None and bool(entity.service) and kind is not RecordKind.DEALS
        return told and key in FIELD and bool(FIELD[key].columns(kind))

    def of(self, kind: RecordKind, record: int, key: str) -> list[FieldStep]:
        """The changes of a field, newest first; what one command changed is one step. Refuses a field whose history
        cannot be told."""
        if not self.is_told(kind, key):
            raise DomainError("history.not_told", name=key)
        column, currency = FIELD[key].columns(kind)[0], FIELD[key].currency(kind)
        reader = self._store.list_of(kind)
        history = self._store.journal.field_history(reader.table, record, _LOOKED_AT)
        mine = [change for change in history if change.column in (column, currency)]
        state: dict[str, Any] = {}
        if currency and mine:
            # A change names what it changed only: the rest of an amount is what stands there now, rolled back.
            row = reader.page([record], [key]).get(record)
            if row is not None and isinstance(row[key], Money):
                state = {column: row[key].minor, currency: row[key].currency}
        steps = []
        for _, group in groupby(mine, lambda change: change.batch):
            changes = list(group)
            after = {**state, **{change.column: change.after for change in reversed(changes)}}
            state = {**after, **{change.column: change.before for change in changes}}
            was, became = (self._native(key, column, currency, values) for values in (state, after))
            if was != became:
                steps.append(FieldStep(changes[0].at, changes[0].actor, was, became))
        return steps

    def _native(self, key: str, column: str, currency: str, values: dict[str, Any]) -> Any:
        value = values.get(column)
        if value is None or value == "":
            return None
        if currency:
            return Money(value, values.get(currency) or "")
        if key in ("owner", "lead_source"):
            names = self._store.owners if key == "owner" else self._store.sources
            return names.names().get(value, Gone(value))
        if key == "company" and isinstance(value, int):
            try:
                return self._store.companies.get(value).name
            except DomainError:
                return Gone(value)
        return value
