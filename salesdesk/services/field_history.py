"""What one field of a record said before: who changed it, when, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import EntitySpec, entities
from salesdesk.domain.fields import FIELD, RecordKind, Section, declared
from salesdesk.domain.money import Money
from salesdesk.errors import DomainError
from salesdesk.store.records.record_changes import RecordChanges
from salesdesk.store.store import Store

_LOOKED_AT = 1_000  # changes of the record, newest first
_SEVERAL = ("email", "phone")
"""Fields of which a contact has several; ``email:7`` is one."""
_TAGS, _ADDRESS, _STAGE = "tags", "address", "stage"


class Gone(NamedTuple):
    """An owner, source or company that is not in the file any more; only its number is known."""

    number: int


class FieldStep(NamedTuple):
    """One change of a field; the values are those of a list, None for an empty field, or `Gone`. ``field`` is the key of
    what was changed: of an address the line of it."""

    at: str
    actor: str
    before: Any
    after: Any
    field: str


class FieldHistoryService:
    """The history of every field that is typed: of the record's own row, its parts, tags and custom fields. An address
    (``address``) is told line by line, an e-mail or phone number among several by its number (``email:7``)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_told(self, kind: RecordKind, key: str) -> bool:
        """Whether the history of a field can be told: not that of computed values."""
        entity = entities().of_records(kind)
        if entity is None or not entity.service:
            return False
        if key.startswith(PREFIX):
            return entity.custom
        if key == _TAGS:
            return any(name.endswith("_tag") for name, _ in entity.parts)
        if key == _ADDRESS:
            return bool(declared().of(kind).in_section(Section.ADDRESS))
        if ":" in key:
            return entity.kind is EntityKind.CONTACT and key.partition(":")[0] in _SEVERAL
        if key == _STAGE:
            return entity.kind is EntityKind.DEAL
        return key in FIELD and bool(FIELD[key].columns(kind))

    def of(self, kind: RecordKind, record: int, key: str) -> list[FieldStep]:
        """The changes of a field, newest first; what one command changed is one step. Refuses a field whose history
        cannot be told."""
        entity = entities().of_records(kind)
        if entity is None or not self.is_told(kind, key):
            raise DomainError("history.not_told", name=key)
        if key == _ADDRESS:
            lines = declared().of(kind).in_section(Section.ADDRESS)
            found = [step for line in lines for step in self._own(kind, record, line)]
            return sorted(found, key=lambda step: step.at, reverse=True)
        if key == _STAGE:
            return list(self._stages(record))[::-1]
        if ":" in key:
            return list(self._part(key))
        if key == _TAGS or key.startswith(PREFIX):
            return list(self._beside(entity, record, key))
        return self._own(kind, record, key)

    def _own(self, kind: RecordKind, record: int, key: str) -> list[FieldStep]:
        """The changes of a field in the record's own row."""
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
                steps.append(FieldStep(changes[0].at, changes[0].actor, was, became, key))
        return steps

    def _part(self, key: str) -> Iterator[FieldStep]:
        """The changes of one e-mail or phone number."""
        name, _, number = key.partition(":")
        if number.isdecimal():
            for change in RecordChanges(self._store.database).of_one_among(name, int(number)):
                yield FieldStep(change.at, change.actor, change.before, change.after, key)

    def _stages(self, deal: int) -> Iterator[FieldStep]:
        """The moves of a deal, oldest first, where it was made left out."""
        names = {stage.id: stage.name for one in self._store.pipelines.all() for stage in one.stages}
        for move in self._store.deals.stage_history(deal):
            if move.before is not None:
                yield FieldStep(move.at, move.actor, names.get(move.before), names.get(move.after), _STAGE)

    def _beside(self, entity: EntitySpec, record: int, key: str) -> Iterator[FieldStep]:
        """The changes of tags, which are told whole, or of a custom field."""
        title = key
        if key != _TAGS:
            fields = self._store.custom_fields.of(entity.kind.value)
            title = next((field.title for field in fields if field.name == key), "")
        entries = RecordChanges(self._store.database).of(entity.kind, record)
        now: set[str] = set(self._store.tags.of(entity.kind.value, record)) if key == _TAGS else set()
        for entry in sorted(entries, key=lambda one: one.batch or 0, reverse=True):
            for change in entry.changes:
                if change.field != title:
                    continue
                if key != _TAGS:
                    yield FieldStep(entry.moment, entry.actor, change.before, change.after, key)
                    continue
                came, gone = (set((text or "").split(", ")) - {""} for text in (change.after, change.before))
                before = (now - came) | gone
                yield FieldStep(entry.moment, entry.actor, _listed(before), _listed(now), key)
                now = before

    def _native(self, key: str, column: str, currency: str, values: dict[str, Any]) -> Any:
        value = values.get(column)
        if value is None or value == "":
            return None
        if currency:
            return Money(value, values.get(currency) or "")
        if not column.endswith("_id") or not isinstance(value, int):
            return value
        if key in ("owner", "lead_source"):
            names = self._store.owners if key == "owner" else self._store.sources
            return names.names().get(value, Gone(value))
        return self._called(key, value)

    def _called(self, key: str, number: int) -> Any:
        """What the record is called that a field names."""
        try:
            if key == "company":
                return self._store.companies.get(number).name
            if key == "full_name":
                return self._store.contacts.get(number).full_name
            if key == "campaign":
                return self._store.campaigns.get(number).name
        except DomainError:
            pass
        return Gone(number)


def _listed(tags: set[str]) -> tuple[str, ...] | None:
    return tuple(sorted(tags)) or None
