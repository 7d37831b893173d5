"""What a list showed of records after an earlier batch: their own values, parts, links and custom values as of then.

Only the fields that a file takes back are known: what is computed follows from more than the record. What a field shows is
the rule of ``store.lists.fields``, said here of rows; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.contact_parts import EMAIL_KEYS, PHONE_KEYS, place_shown
from salesdesk.domain.contacts import PhoneEntry
from salesdesk.domain.custom_fields import CustomField, CustomValue
from salesdesk.domain.days import local_day
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FIELD, FieldType, Kept, RecordKind, declared
from salesdesk.domain.fields.stored import read_stored
from salesdesk.domain.pipelines import CLOSED_PROBABILITY, StageKind
from salesdesk.store.engine.statements import Query, Slot, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.past import Past
from salesdesk.store.lists.contact_values import FURTHER
from salesdesk.store.lists.kinds import has_trash, naming_of
from salesdesk.store.lists.reader import custom_native
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.records.past_people import PARTS_OF_PEOPLE, past_people

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.table_rows import Row

_OF_EMAILS = frozenset({*EMAIL_KEYS[1:], "more_emails"})
_OF_PHONES = frozenset({*PHONE_KEYS, "more_phones"})
Values = dict[str, Any]


class PastRecords:
    """Records of one kind as a list showed them after ``batch``."""

    def __init__(
        self, database: Database, kind: RecordKind, batch: int, custom: Iterable[CustomField] = ()
    ) -> None:
        """``custom`` are the custom fields of the kind that there are now."""
        self._past, self._kind, self._table = Past(database, batch), kind, entity_of(kind).table
        self._custom = {field.name: field for field in custom}
        self._links = {
            key: reference
            for key in declared().of(kind).placed
            for reference in schema.tables()[self._table].references
            if (columns := FIELD[key].columns(kind)) and columns[0] == reference.column
        }
        self._database = database
        self.touched: set[int] = set()
        """The records asked for to which anything happened since."""

    def values(self, wanted: Collection[int], keys: Sequence[str]) -> dict[int, Values]:
        """What ``keys`` of some records showed, of those to which anything happened since; all others are as they are now.
        A record that was not there is left out. ``keys`` are fields that a file takes back, and custom ones."""
        self.touched = self._found_touched(set(wanted), keys)
        rows = self._past.rows(self._table, self.touched)
        columns = [self._column(key, rows) for key in keys]
        return {
            number: {key: column.get(number) for key, column in zip(keys, columns, strict=True)}
            for number in rows
        }

    def titles(self) -> dict[str, str]:
        """What the custom fields that were renamed since were called, by key."""
        by_id = {field.id: name for name, field in self._custom.items()}
        touched = self._past.touched("custom_field") & by_id.keys()
        return {
            by_id[number]: row["title"] for number, row in self._past.rows("custom_field", touched).items()
        }

    # -- to which anything happened -----------------------------------------------------------------------

    def _found_touched(self, wanted: set[int], keys: Sequence[str]) -> set[int]:
        found = self._past.touched(self._table) & wanted
        for part in self._parts(keys):
            found |= self._past.owners_of_touched(part) & wanted
        if (tags := self._tag_part()) and "tags" in keys and (renamed := self._past.touched("tag")):
            found |= self._owners(tags, "tag_id", renamed) & wanted
        for key in PARTS_OF_PEOPLE.keys() & {*keys}:
            if renamed := self._past.touched("contact"):
                found |= self._owners(PARTS_OF_PEOPLE[key], "contact_id", renamed) & wanted
        for key in {*keys} & self._links.keys():
            reference = self._links[key]
            if renamed := self._past.touched(reference.target):
                found |= self._linked(reference.column, renamed) & wanted
        return found

    def _parts(self, keys: Sequence[str]) -> list[str]:
        """The tables of parts in which some fields lie."""
        parts = []
        if self._kind is RecordKind.CONTACTS:
            parts += ["contact_email"] if _OF_EMAILS & {*keys} else []
            parts += ["contact_phone"] if _OF_PHONES & {*keys} else []
        parts += [PARTS_OF_PEOPLE[key] for key in keys if key in PARTS_OF_PEOPLE]
        if "tags" in keys and (tags := self._tag_part()):
            parts.append(tags)
        if any(key in self._custom for key in keys) and (values := self._value_part()):
            parts.append(values)
        return parts

    def _tag_part(self) -> str:
        part = schema.part_between(self._table, "tag")
        return part.name if part is not None else ""

    def _value_part(self) -> str:
        part = schema.part_between(self._table, "custom_field")
        return part.name if part is not None else ""

    def _linked(self, column: str, targets: Collection[int]) -> set[int]:
        """The records that name one of some others, now or then."""
        return linked_records(self._database, self._table, column, targets)

    def _owners(self, part: str, column: str, targets: Collection[int]) -> set[int]:
        info = schema.tables()[part]
        assert info.owner is not None
        return linked_records(self._database, part, column, targets, shown=info.owner.column)

    # -- what they showed ---------------------------------------------------------------------------------

    def _column(self, key: str, rows: Mapping[int, Row]) -> Mapping[int, Any]:
        """What one field shows, by record."""
        if key in self._custom:
            return self._custom_values(self._custom[key], rows)
        if key == "tags":
            return self._tags(rows)
        if key in PARTS_OF_PEOPLE:
            return past_people(self._past, key, rows)
        if key in self._links:
            return self._names(key, rows)
        if self._kind is RecordKind.CONTACTS and key in _OF_EMAILS:
            return self._emails(key, rows)
        if self._kind is RecordKind.CONTACTS and key in _OF_PHONES:
            return self._phones(key, rows)
        if self._kind is RecordKind.DEALS and key == "probability":
            return self._probabilities(rows)
        return {number: _own(self._kind, key, row) for number, row in rows.items()}

    def _names(self, key: str, rows: Mapping[int, Row]) -> dict[int, str | None]:
        """The name of the record that each names; one in the trash is no one's."""
        reference = self._links[key]
        model = model_of(reference.target)
        targets = self._past.rows(reference.target, {row[reference.column] for row in rows.values()} - {None})
        name, _ = naming_of(model)
        column, trash = model._meta.fields[name].column_name, has_trash(model)
        named = {
            number: row[column]
            for number, row in targets.items()
            if not (trash and row["deleted_at"] is not None)
        }
        return {number: named.get(row[reference.column]) or None for number, row in rows.items()}

    def _tags(self, rows: Mapping[int, Row]) -> dict[int, tuple[str, ...] | None]:
        given = self._past.parts(self._tag_part(), rows)
        tags = self._past.rows("tag", {row["tag_id"] for parts in given.values() for row in parts})
        found: dict[int, tuple[str, ...] | None] = {}
        for number, parts in given.items():
            own = sorted((tags[row["tag_id"]] for row in parts if row["tag_id"] in tags), key=_by_key)
            found[number] = tuple(tag["name"] for tag in own) or None
        return found

    def _custom_values(self, field: CustomField, rows: Mapping[int, Row]) -> dict[int, Any]:
        given = self._given_values(rows)
        return {
            number: custom_native(field, CustomValue(field.id, row["text"], row["number"]))
            for number, parts in given.items()
            for row in parts
            if row["field_id"] == field.id
        }

    def _given_values(self, rows: Mapping[int, Row]) -> Mapping[int, list[Row]]:
        return self._past.parts(self._value_part(), rows)

    def _emails(self, key: str, rows: Mapping[int, Row]) -> dict[int, str | None]:
        found = {}
        for number, parts in self._past.parts("contact_email", rows).items():
            later = [row["address"] for row in sorted(parts, key=_by_place) if row["position"] > 0]
            if key == "more_emails":
                found[number] = FURTHER.join(later[2:]) or None
            else:
                place = EMAIL_KEYS.index(key) - 1
                found[number] = later[place] if place < len(later) else None
        return found

    def _phones(self, key: str, rows: Mapping[int, Row]) -> dict[int, str | None]:
        found = {}
        for number, parts in self._past.parts("contact_phone", rows).items():
            phones = [
                PhoneEntry(row["number"], row["digits"], row["label"], row["extension"] or None)
                for row in sorted(parts, key=_by_place)
            ]
            if key == "more_phones":
                shown = {place_shown(one, phones) for one in PHONE_KEYS}
                rest = [phone for place, phone in enumerate(phones) if place not in shown]
                found[number] = FURTHER.join(f"{_number(phone)} ({phone.label})" for phone in rest) or None
            else:
                place = place_shown(key, phones)
                found[number] = None if place is None else _number(phones[place])
        return found

    def _probabilities(self, rows: Mapping[int, Row]) -> dict[int, Any]:
        stages = self._past.rows("stage", {row["stage_id"] for row in rows.values()})
        found = {}
        for number, row in rows.items():
            stage, own = stages.get(row["stage_id"]), row["probability"]
            if stage is not None and (closed := CLOSED_PROBABILITY.get(StageKind(stage["kind"]))) is not None:
                found[number] = closed
            else:
                found[number] = own if own is not None or stage is None else stage["probability"]
        return found


def linked_records(
    database: Database, table: str, column: str, targets: Collection[int], shown: str = "id"
) -> set[int]:
    """The rows of a table that name one of some others in a column; ``shown`` is the column that is wanted of them."""

    def build() -> Query:
        return (
            model_of(table).select(column_of(table, shown)).where(one_of(column_of(table, column), Slot(0)))
        )

    return set(
        database.column(database.shaped(("linked_records", table, column, shown), build), list(targets))
    )


def _own(kind: RecordKind, key: str, row: Row) -> Any:
    """What a field shows that lies in the record's own row."""
    spec, use = declared().of(kind)[key]
    if use.kept is Kept.PLAIN:
        value = read_stored(kind, (key,), row)[key]
        return None if value == "" else value
    value = row[spec.columns(kind)[0]]
    if value is None or value == "":
        return None
    if spec.type is FieldType.BOOLEAN:
        return bool(value)
    if kind is RecordKind.DEALS and key == "closed_at":
        return local_day(value).isoformat()
    return value


def _number(phone: PhoneEntry) -> str:
    return phone.number + (f";ext={phone.extension}" if phone.extension else "")


def _by_key(tag: Row) -> str:
    return str(tag["name_key"])


def _by_place(part: Row) -> tuple[int, int]:
    return part["position"], part["id"]
