"""Typing into the fields of listed records, one record or many at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from salesdesk.domain.bulk_values import HeldValues
from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.custom_fields import PREFIX, CustomField, CustomValue
from salesdesk.domain.fields import FIELD, declared
from salesdesk.domain.progress import Work
from salesdesk.domain.typed_values import TypingRules
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.records import RecordService
from salesdesk.store.journal.writing import Writing

_LOOKED_AT = 2_000  # records between two looks at whether somebody still waits for the answer
_MOST_VALUES, _FIRST = 6, 5


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
        cleaned = self._clean_each(edits)
        told = phrase("changes.edit", what=self._counted(list(edits)))
        return self._edit(told, cleaned, seen, origin, Cause.BULK_EDIT)

    def edit_all(
        self,
        ids: Sequence[int],
        key: str,
        value: Any,
        *,
        seen: Seen | None = None,
        work: Work | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Give any number of records the same typed value in one field; an empty one clears it. With
        ``seen.since``, what others wrote after it into a field that is kept as it is typed is looked at: raises ``EditConflict``
        when they gave one of the records another value."""
        clean = self._clean({key: value})
        own = self._fields().get(key)
        is_plain = key in declared().of(self._repository.kind).plain
        guard = self._guard(key, seen if is_plain else None, clean.get(key))

        def step(uow: Writing, part: Sequence[int]) -> None:
            guard(part)
            there = self._writer(uow).existing(part)
            if own is not None:
                self._store.custom_fields.set_values(
                    uow, self._kind.value, own.id, dict.fromkeys(there, clean[key])
                )
            elif not self._apply_all(uow, there, key, clean[key]):
                for record in there:
                    meant = self._meant(record, {key: value})
                    self._apply(uow, record, clean if meant[key] == value else self._clean(meant))

        told = phrase("changes.edit_fields", what=self._counted(ids), fields=(self._field_told(key),))
        return self._bulk(told, ids, step, work, origin, Cause.BULK_EDIT)

    def refuse_value(self, key: str, value: Any) -> None:
        """Raise ``InputError`` for a typed value that a field does not take."""
        self._clean({key: value})

    def held_values(self, ids: Sequence[int], key: str, *, work: Work | None = None) -> HeldValues:
        """What records hold in one field now."""
        counts: Counter[Any] = Counter()
        first: list[tuple[str, Any]] = []
        name = self._repository.name_field
        for start in range(0, len(ids), _LOOKED_AT):
            if work is not None:
                work.check()
                work.report(start, len(ids), "records")
            part = ids[start : start + _LOOKED_AT]
            rows = self._repository.page(part, [key, name] if not start else [key])
            counts.update(rows[record][key] for record in part if record in rows)
            if not start:
                listed = [rows[record] for record in part if record in rows][:_FIRST]
                first = [(str(row[name] or ""), row[key]) for row in listed]
        frequent = counts.most_common(_MOST_VALUES)
        records = counts.total()
        return HeldValues(records, tuple(frequent), records - sum(n for _, n in frequent), tuple(first))

    def _apply_all(self, _uow: Writing, _records: Sequence[int], _key: str, _value: Any) -> bool:
        """Write one value that was understood into many records at once; False where that cannot be, and nothing was
        written."""
        return False

    def _meant(self, _record: int, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Typed values as they are meant for one record."""
        return values

    def understood(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Typed values as they are stored. Raises ``InputError`` for the first that cannot be."""
        return self._clean(values)

    def write_each(self, uow: Writing, values: Mapping[int, Mapping[str, Any]]) -> None:
        """Change fields of records to typed values in a change that does more than that. It leaves what writing one record
        after the other leaves."""
        self._apply_each(uow, self._clean_each(values))

    def _edit(
        self,
        told: Phrase,
        cleaned: Mapping[int, Mapping[str, Any]],
        seen: Seen | None,
        origin: object,
        cause: Cause = Cause.EDIT,
    ) -> ChangeSet:
        return self._commands.edit(
            told,
            self._kind,
            cleaned,
            self._apply,
            self._fields_now,
            seen,
            cause=cause,
            origin=origin,
            written=lambda uow: self._tell_changed(uow, cleaned),
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

    def _clean(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Typed values as they are stored; the first that cannot be is refused."""
        return self._read(values, self._fields(), self.rules())

    def _clean_each(self, edits: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
        """The same of the values of many records."""
        own, rules = self._fields(), self.rules()
        return {record: self._read(values, own, rules) for record, values in edits.items()}

    @abstractmethod
    def _read(
        self, values: Mapping[str, Any], own: Mapping[str, CustomField], rules: TypingRules
    ) -> dict[str, Any]:
        """Typed values as they are stored, by the person's ``own`` fields and by the rules of the file."""

    @abstractmethod
    def _name_of(self, record: int) -> str:
        """What a record is called; refuses an unknown one."""

    def _apply(self, uow: Writing, record: int, clean: Mapping[str, Any]) -> None:
        self._apply_each(uow, {record: clean})

    @abstractmethod
    def _apply_each(self, uow: Writing, edits: Mapping[int, Mapping[str, Any]]) -> None:
        """Write values that were understood, by record. It leaves what writing one record after the other leaves."""


def custom_of(
    own: Mapping[str, CustomField], edits: Mapping[int, Mapping[str, Any]]
) -> dict[tuple[int, int], CustomValue | None]:
    """The understood values of the person's own fields, by record and field."""
    return {
        (record, own[key].id): value
        for record, clean in edits.items()
        for key, value in clean.items()
        if key in own
    }


def runs(
    edits: Mapping[int, Mapping[str, Any]], goes_alone: Callable[[Mapping[str, Any]], bool]
) -> Iterator[dict[int, Mapping[str, Any]]]:
    """Edits in their order, those that go alone each by itself and those between them together."""
    run: dict[int, Mapping[str, Any]] = {}
    for record, values in edits.items():
        alone = goes_alone(values)
        if run and alone:
            yield run
            run = {}
        run[record] = values
        if alone:
            yield run
            run = {}
    if run:
        yield run
