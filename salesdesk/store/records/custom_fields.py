"""Custom fields: their definitions, and the values records have in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.custom_fields import CustomField, CustomType, CustomValue, key_for
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Compiled, Named, Query, Slot, Statement, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.lists import CustomField as FieldRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class CustomFieldRepository:
    """Definitions by kind (the table of the records) and values by record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, kind: str) -> tuple[CustomField, ...]:
        """The fields of one kind of record, in their order; none for kinds that take no custom fields."""
        return tuple(_field(row) for row in self._database.select(_of_kind, kind=kind))

    def get(self, number: int) -> CustomField:
        """One definition; refuses an unknown id."""
        found = self._database.first(_one, number=number)
        if found is None:
            raise DomainError("custom_fields.gone")
        return _field(found)

    def values(
        self, kind: str, records: Sequence[int], fields: Sequence[int] | None = None
    ) -> dict[int, dict[int, CustomValue]]:
        """The values of records by record id and field id; ``fields`` narrows which are read."""
        if _table_of(kind) is None or not records or (fields is not None and not fields):
            return {}
        found: dict[int, dict[int, CustomValue]] = {}
        wanted = (records,) if fields is None else (records, fields)
        for row in self._database.select(_values(self._database, kind, narrowed=fields is not None), *wanted):
            found.setdefault(row.owner, {})[row.field_id] = CustomValue(row.field_id, row.text, row.number)
        return found

    def by_key(self, kind: str, record: int) -> dict[str, CustomValue]:
        """The values of one record by the key of their field."""
        values = self.values(kind, [record]).get(record)
        if not values:
            return {}
        keys = {field.id: field.key for field in self.of(kind)}
        return {keys[number]: value for number, value in values.items()}

    def used(self, field: CustomField) -> int:
        """How many records have a value in the field."""

        def build() -> Query:
            model = _model_of(field.kind)
            return model.select(fn.COUNT(model.id)).where(model.field == Slot(0))

        return int(self._database.single(self._database.shaped(("used", field.kind), build), field.id))

    def all_values(self, field: CustomField) -> dict[int, str]:
        """The text of every value of the field, by record."""

        def build() -> Query:
            model, owner = _model_of(field.kind), _known(field.kind).owner_field
            return model.select(getattr(model, owner), model.text).where(model.field == Slot(0))

        return dict(self._database.pairs(self._database.shaped(("all_values", field.kind), build), field.id))

    def choice_counts(self, field: CustomField) -> dict[str, int]:
        """How many records have each value of the field."""

        def build() -> Query:
            model = _model_of(field.kind)
            counted = model.select(model.text, fn.COUNT(model.id).alias("records"))
            return counted.where(model.field == Slot(0)).group_by(model.text)

        counts = self._database.shaped(("choices", field.kind), build)
        return {row.text: row.records for row in self._database.select(counts, field.id)}

    # -- writing ----------------------------------------------------------------------------------------

    @writes
    def create(
        self, uow: UnitOfWork, kind: str, title: str, type_: CustomType, choices: Sequence[str] = ()
    ) -> CustomField:
        """Add a field; the key is made from the title."""
        known = self.of(kind)
        key = key_for(title, frozenset(field.key for field in known))
        position = max((field.position for field in known), default=-1) + 1
        number = uow.insert(
            "custom_field",
            {
                "kind": kind,
                "key": key,
                "title": title,
                "type": type_.value,
                "choices": _json(choices),
                "position": position,
            },
        )
        return CustomField(number, kind, key, title, type_, tuple(choices), position)

    @writes
    def rename(self, uow: UnitOfWork, field: CustomField, title: str) -> None:
        """Change the title; the key stays, so saved views and mappings go on working."""
        uow.update("custom_field", field.id, {"title": title})

    @writes
    def set_choices(self, uow: UnitOfWork, field: CustomField, choices: Sequence[str]) -> None:
        """Change the list of a choice field; a choice that records have cannot go."""
        counts = self.choice_counts(field)
        lost = [choice for choice in field.choices if choice not in choices and counts.get(choice)]
        if lost:
            raise DomainError(
                "custom_fields.choice_used", choice=lost[0], title=field.title, count=counts[lost[0]]
            )
        uow.update("custom_field", field.id, {"choices": _json(choices)})

    @writes
    def retype(self, uow: UnitOfWork, field: CustomField) -> None:
        """Keep a field with another type and its choices; its values are the caller's to change."""
        uow.update("custom_field", field.id, {"type": field.type.value, "choices": _json(field.choices)})

    @writes
    def delete(self, uow: UnitOfWork, field: CustomField) -> None:
        """Remove a field that no record has a value in."""
        used = self.used(field)
        if used:
            raise DomainError("custom_fields.used", title=field.title, count=used)
        uow.delete("custom_field", field.id)

    @writes
    def set_values(
        self, uow: UnitOfWork, kind: str, field: int, values: Mapping[int, CustomValue | None]
    ) -> None:
        """Give many records their value in one field; None removes it."""
        self.change_values(uow, kind, {(record, field): value for record, value in values.items()})

    @writes
    def change_values(
        self, uow: UnitOfWork, kind: str, values: Mapping[tuple[int, int], CustomValue | None]
    ) -> None:
        """Give records values by (record, field); None removes one."""
        table = _known(kind).name
        records = list(dict.fromkeys(record for record, _ in values))
        fields = list(dict.fromkeys(field for _, field in values))
        there = {
            (row.owner, row.field_id): row.id
            for row in self._database.select(_values(self._database, kind, narrowed=True), records, fields)
        }
        self.add_values(
            uow,
            kind,
            [
                (record, field, value.text, value.number)
                for (record, field), value in values.items()
                if value is not None and (record, field) not in there
            ],
        )
        known = {there[place]: value for place, value in values.items() if place in there}
        uow.update_many(
            table,
            {
                row: {"text": value.text, "number": value.number}
                for row, value in known.items()
                if value is not None
            },
        )
        uow.delete_many(table, [row for row, value in known.items() if value is None])

    @writes
    def add_values(
        self, uow: UnitOfWork, kind: str, rows: Iterable[tuple[int, int, str, float | None]]
    ) -> None:
        """Give records their first value in a field: (record, field, text, number)."""
        info = _known(kind)
        assert info.owner is not None
        uow.insert_many(info.name, (info.owner.column, "field_id", "text", "number"), rows)


def _table_of(kind: str) -> schema.Table | None:
    """The table of the values of one kind of record, None where it takes no custom fields."""
    return schema.part_between(kind, "custom_field")


def _known(kind: str) -> schema.Table:
    found = _table_of(kind)
    assert found is not None, kind
    return found


def _model_of(kind: str) -> Query:
    return model_of(_known(kind).name)


def _field(row: Named) -> CustomField:
    return CustomField(
        row.id,
        row.kind,
        row.key,
        row.title,
        CustomType(row.type),
        tuple(json.loads(row.choices)),
        row.position,
    )


@Statement
def _of_kind(kind: Slot) -> Query:
    return FieldRow.select().where(FieldRow.kind == kind).order_by(FieldRow.position, FieldRow.id)


@Statement
def _one(number: Slot) -> Query:
    return FieldRow.select().where(FieldRow.id == number)


def _values(database: Database, kind: str, *, narrowed: bool) -> Compiled:
    """Statement: the values of records (first list) in all fields, or in some (second list)."""

    def build() -> Query:
        model, owner_name = _model_of(kind), _known(kind).owner_field
        owner = getattr(model, owner_name)
        found = model.select(model.id, owner.alias("owner"), model.field, model.text, model.number)
        found = found.where(one_of(owner, Slot(0)))
        return found.where(one_of(model.field, Slot(1))) if narrowed else found

    return database.shaped(("values", kind, narrowed), build)


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
