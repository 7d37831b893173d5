"""What a person does with records that are plain: typed in, typed over, put into the trash. An entity with such records has
a service of its own that says what they are called and adds its rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.custom_fields import CustomField, CustomValue
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FIELD, Kept, RecordKind, declared
from salesdesk.domain.named_classes import named_class
from salesdesk.domain.typed_values import TypingRules, custom_value, typed_value
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.record_edits import EditableRecords, custom_of
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.plain import PlainWriter
from salesdesk.store.store import Store


class PlainRecords(EditableRecords):
    """Use cases of one such entity; typed values by field, of a link the name of the record, which is made when there is
    none of that name."""

    records: RecordKind
    """The kind of its lists; each service says its own."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._entity = entity_of(self.records)
        self._kind = self._entity.kind
        self._called = phrase(f"kinds.{self._kind.value}")
        self._list = store.list_of(self.records)
        self._plain: type[PlainWriter] = named_class(self._entity.writer)
        super().__init__(store, commands, self._list, self._plain)

    def create(self, values: Mapping[str, Any], *, origin: object = None) -> tuple[int, ChangeSet]:
        """Create a record from typed values; it needs a name. Returns the id too."""
        clean = self._clean(values)
        name = self._required_name(clean.get(self._entity.name_field))
        created: list[int] = []

        def change(uow: Writing) -> None:
            own = {key: value for key, value in clean.items() if isinstance(value, CustomValue)}
            given = {key: value for key, value in clean.items() if value is not None and key not in own}
            created.append(self._plain(uow).create(self._linked(uow, given)))
            self._give_custom(uow, created[0], own)

        changes = self._commands.run(
            phrase("changes.add", name=name), change, cause=Cause.EDIT, origin=origin
        )
        return created[0], changes

    def check(self, values: Mapping[str, Any]) -> None:
        """Refuse values that the entity's own rules forbid, by field as they are stored. None by default."""

    def _name_of(self, record: int) -> str:
        row = self._list.page([record], [self._entity.name_field]).get(record)
        if row is None:
            raise DomainError("plain_records.gone", kind=self._called, number=record)
        return str(row[self._entity.name_field])

    def _required_name(self, name: object) -> str:
        if not name:
            raise InputError("plain_records.no_name", field=self._entity.name_field, kind=self._called)
        return str(name)

    def _read(
        self, values: Mapping[str, Any], own: Mapping[str, CustomField], rules: TypingRules
    ) -> dict[str, Any]:
        fields = declared().of(self.records)
        clean: dict[str, Any] = {}
        for key, value in values.items():
            if key in own:
                clean[key] = custom_value(own[key], value, rules)
            elif key in fields.typed:
                clean[key] = typed_value(key, self._title(key), FIELD[key].type, value, rules)
            else:
                raise InputError(
                    "plain_records.not_a_field", field=key, title=self._title(key), kind=self._called
                )
        if self._entity.name_field in clean:
            self._required_name(clean[self._entity.name_field])
        self.check(clean)
        return clean

    def _apply_each(self, uow: Writing, edits: Mapping[int, Mapping[str, Any]]) -> None:
        own, given = self._fields(), {}
        for record, clean in edits.items():
            given[record] = self._linked(uow, {key: clean[key] for key in clean if key not in own})
        self._plain(uow).change_many(given)
        if custom := custom_of(own, edits):
            self._store.custom_fields.change_values(uow, self._kind.value, custom)

    def _linked(self, uow: Writing, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values with the numbers of the records that links name."""
        fields = declared().of(self.records)
        return {
            key: self._number_of(uow, key, value)
            if fields[key][1].kept is Kept.OWN and key != self._entity.name_field and value
            else value
            for key, value in values.items()
        }

    def _number_of(self, uow: Writing, key: str, name: str) -> int:
        if key == "company":
            return CompanyWriter(uow).ensure(name)
        return (self._store.owners if key == "owner" else self._store.sources).ensure(uow, name)

    def _give_custom(self, uow: Writing, record: int, values: Mapping[str, CustomValue | None]) -> None:
        own = self._fields()
        for key, value in values.items():
            self._store.custom_fields.set_values(uow, self._kind.value, own[key].id, {record: value})
