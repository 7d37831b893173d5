"""Records whose fields are columns, a name and links to other records: the one writer that entities share which have no
rules of their own below the interface. Which column a value goes to say the declarations of its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import Kept, declared
from salesdesk.domain.fields.stored import stored_values
from salesdesk.store.journal import schema
from salesdesk.store.records.record_writer import RecordWriter

Values = Mapping[str, Any]
"""Values by field: text, `Money` and the like as lists have them; of a link the number of the record."""


class PlainWriter(RecordWriter):
    """Writes the records of one such entity within one unit of work; each entity has one of its own that says which."""

    def create(self, values: Values) -> int:
        """Create one record. Returns its id."""
        return self.create_many([values]).start

    def create_many(self, drafts: Sequence[Values], imported: int | None = None) -> range:
        """Create records; ``imported`` is the import that brings them. Returns their ids, in order."""
        made = {"created_at": self._uow.at, "updated_at": self._uow.at, "import_batch_id": imported}
        known = schema.tables()[self.table].columns
        always = {column: value for column, value in made.items() if column in known}
        keys = tuple(dict.fromkeys(key for draft in drafts for key in draft))
        rows = [{**always, **self._columns({key: draft.get(key) for key in keys})} for draft in drafts]
        columns = tuple(rows[0]) if rows else ()
        return self._uow.insert_many(
            self.table, columns, [tuple(row[column] for column in columns) for row in rows]
        )

    def change_many(self, changes: Mapping[int, Values]) -> set[int]:
        """Change fields of records. Returns those that did change; unknown ids are refused."""
        stamp = {"updated_at": self._uow.at} if "updated_at" in schema.tables()[self.table].columns else {}
        written = {record: {**self._columns(values), **stamp} for record, values in changes.items() if values}
        return self._uow.update_many(self.table, written)

    def _columns(self, values: Values) -> dict[str, Any]:
        entity, fields = entity_of(self.kind), declared().of(self.kind)
        found: dict[str, Any] = {}
        for key, value in values.items():
            if key == entity.name_field:
                found[entity.name] = value
                if entity.key:
                    found[entity.key] = fold_key(value)
            elif fields[key][1].kept is Kept.OWN:
                found[fields.columns(key)[0]] = value
            else:
                found |= stored_values(self.kind, {key: value})
        return found
