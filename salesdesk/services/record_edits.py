"""Typing into the fields of listed records, one record or many at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.custom_fields import PREFIX, CustomField
from salesdesk.domain.fields import FIELD
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.records import RecordService
from salesdesk.store.journal.writing import Writing


class EditableRecords(RecordService, ABC):
    """Use cases of a kind of record whose fields can be typed into. Typed values are texts by field key; the one that
    is refused is the ``field`` of the ``InputError``."""

    _kind: EntityKind

    def edit(
        self, record: int, key: str, value: Any, *, seen: Seen | None = None, origin: object = None
    ) -> ChangeSet:
        """Change one field to a typed value; an empty one clears it."""
        return self.update(record, {key: value}, seen=seen, origin=origin)

    def update(
        self, record: int, values: Mapping[str, Any], *, seen: Seen | None = None, origin: object = None
    ) -> ChangeSet:
        """Change several fields of one record at once. ``seen`` is what the change was made from, by the keys of the
        list's columns: raises ``EditConflict`` when somebody else gave one of the fields another value since."""
        clean = self._clean(values)
        told = phrase(
            "changes.edit_fields",
            what=self._name_of(record),
            fields=tuple(self._field_told(key) for key in clean),
        )
        return self._edit(told, {record: clean}, seen, origin)

    def edit_many(
        self, edits: Mapping[int, Mapping[str, Any]], *, seen: Seen | None = None, origin: object = None
    ) -> ChangeSet:
        """Change several records at once, as when a block of cells is pasted. One refused value refuses all."""
        cleaned = {record: self._clean(values) for record, values in edits.items()}
        told = phrase("changes.edit", what=self._counted(list(edits)))
        return self._edit(told, cleaned, seen, origin, Cause.BULK_EDIT)

    def _edit(
        self,
        told: Phrase,
        cleaned: Mapping[int, Mapping[str, Any]],
        seen: Seen | None,
        origin: object,
        cause: Cause = Cause.EDIT,
    ) -> ChangeSet:
        return self._commands.edit(
            told, self._kind, cleaned, self._apply, self._fields_now, seen, cause=cause, origin=origin
        )

    def _fields(self) -> dict[str, CustomField]:
        return {field.name: field for field in self._store.custom_fields.of(self._kind.value)}

    def _title(self, key: str) -> str:
        if key.startswith(PREFIX):
            return next((field.title for field in self._fields().values() if field.name == key), key)
        return FIELD[key].title if key in FIELD else key

    def _field_told(self, key: str) -> str | Phrase:
        """A field as the history tells it: a declared one by its key, one of the person's own by its title."""
        return phrase(f"declared.field.{key}") if key in FIELD else self._title(key)

    @abstractmethod
    def _clean(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Typed values as they are stored; the first that cannot be is refused."""

    @abstractmethod
    def _name_of(self, record: int) -> str:
        """What a record is called; refuses an unknown one."""

    @abstractmethod
    def _apply(self, uow: Writing, record: int, clean: Mapping[str, Any]) -> None:
        """Write values that were understood."""
