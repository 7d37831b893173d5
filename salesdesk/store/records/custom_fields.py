"""Custom fields: their definitions, and the values records have in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from salesdesk.domain.custom_fields import CustomField, CustomType, CustomValue, key_for
from salesdesk.errors import DomainError

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

VALUE_TABLES = ("contact", "company", "deal")


class CustomFieldRepository:
    """Definitions by kind ("contact", "company", "deal") and values by record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, kind: str) -> tuple[CustomField, ...]:
        """The fields of one kind of record, in their order; none for kinds that take no custom fields."""
        return tuple(
            CustomField(number, kind, key, title, CustomType(type_), tuple(json.loads(choices)), position)
            for number, key, title, type_, choices, position in self._database.rows(
                "SELECT id, key, title, type, choices, position FROM custom_field WHERE kind = ? ORDER BY position, id",
                (kind,),
            )
        )

    def get(self, number: int) -> CustomField:
        """One definition; refuses an unknown id."""
        for kind in self._database.rows("SELECT kind FROM custom_field WHERE id = ?", (number,)):
            return next(field for field in self.of(kind[0]) if field.id == number)
        raise DomainError("No such field", "This custom field does not exist any more. Choose another one.")

    def values(
        self, kind: str, records: Sequence[int], fields: Sequence[int] | None = None
    ) -> dict[int, dict[int, CustomValue]]:
        """The values of records by record id and field id; ``fields`` narrows which are read."""
        if kind not in VALUE_TABLES or not records or (fields is not None and not fields):
            return {}
        wanted = "" if fields is None else f" AND field_id IN ({','.join('?' * len(fields))})"
        found: dict[int, dict[int, CustomValue]] = {}
        for record, field, text, number in self._database.rows(
            f"SELECT {kind}_id, field_id, text, number FROM {kind}_value WHERE {kind}_id IN ({','.join('?' * len(records))}){wanted}",
            [*records, *(fields or ())],
        ):
            found.setdefault(record, {})[field] = CustomValue(field, text, number)
        return found

    def used(self, field: CustomField) -> int:
        """How many records have a value in the field."""
        return int(
            self._database.value(f"SELECT count(*) FROM {field.kind}_value WHERE field_id = ?", (field.id,))
        )

    def choice_counts(self, field: CustomField) -> dict[str, int]:
        """How many records have each value of the field."""
        return dict(
            self._database.rows(
                f"SELECT text, count(*) FROM {field.kind}_value WHERE field_id = ? GROUP BY text", (field.id,)
            )
        )

    # -- writing ----------------------------------------------------------------------------------------

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

    def rename(self, uow: UnitOfWork, field: CustomField, title: str) -> None:
        """Change the title; the key stays, so saved views and mappings go on working."""
        uow.update("custom_field", field.id, {"title": title})

    def set_choices(self, uow: UnitOfWork, field: CustomField, choices: Sequence[str]) -> None:
        """Change the list of a choice field; a choice that records have cannot go."""
        counts = self.choice_counts(field)
        lost = [choice for choice in field.choices if choice not in choices and counts.get(choice)]
        if lost:
            raise DomainError(
                "Still used",
                f"“{lost[0]}” cannot be removed from {field.title}: {counts[lost[0]]} records have it. Change them first.",
            )
        uow.update("custom_field", field.id, {"choices": _json(choices)})

    def delete(self, uow: UnitOfWork, field: CustomField) -> None:
        """Remove a field that no record has a value in."""
        used = self.used(field)
        if used:
            raise DomainError(
                "Still used",
                f"The field {field.title} cannot be deleted: {used} records have a value in it. Empty it there first.",
            )
        uow.delete("custom_field", field.id)

    def set_values(
        self, uow: UnitOfWork, kind: str, field: int, values: Mapping[int, CustomValue | None]
    ) -> None:
        """Give many records their value in one field; None removes it."""
        table, owner = f"{kind}_value", f"{kind}_id"
        rows = uow.query(
            f"SELECT id, {owner} FROM {table} WHERE field_id = ? AND {owner} IN (SELECT value FROM json_each(?))",
            (field, json.dumps(list(values))),
        )
        existing = {record: number for number, record in rows}
        new = [(r, field, v.text, v.number) for r, v in values.items() if v is not None and r not in existing]
        if new:
            uow.insert_many(table, (owner, "field_id", "text", "number"), new)
        uow.update_many(
            table,
            {
                existing[r]: {"text": v.text, "number": v.number}
                for r, v in values.items()
                if v is not None and r in existing
            },
        )
        uow.delete_many(table, [existing[r] for r, v in values.items() if v is None and r in existing])


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
