"""The rows of kinds without a list, as a sheet shows them: campaigns, members, moves of deals, what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.campaigns import CHANNEL_TITLES
from salesdesk.domain.columns import ListColumn, ListRow
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import FieldType, RecordKind, declared
from salesdesk.domain.linked_kinds import CODED, COLUMNS
from salesdesk.phrases import Words, phrase
from salesdesk.services.exports.worded_rows import WordedRows
from salesdesk.services.list_sheets import card_text, exported
from salesdesk.store.records.record_changes import RecordChanges
from salesdesk.store.records.unlisted_rows import UnlistedRows
from salesdesk.store.store import Store

_WIDTHS = {
    FieldType.NAME: 200,
    FieldType.LONG_TEXT: 260,
    FieldType.DATETIME: 130,
    FieldType.DATE: 100,
    FieldType.MONEY: 110,
    FieldType.EMAIL: 210,
}
_CHANNELS = {channel.value: title for channel, title in CHANNEL_TITLES.items()}
_MOST_CHANGES = 1_000_000
"""Steps of the journal that are read; what is older is not told."""


def unlisted_columns(kind: RecordKind, words: Words) -> tuple[ListColumn, ...]:
    """The columns of such a kind."""
    return tuple(
        ListColumn(key, words(phrase(f"exports.columns.{key}")), type_, _WIDTHS.get(type_, 140))
        for key, type_ in COLUMNS[kind].items()
    )


class Unlisted:
    """Reads such rows in words."""

    def __init__(self, store: Store, named: Choices, words: Words) -> None:
        self._store, self._named, self._words = store, named, words

    def rows(self, kind: RecordKind, numbers: Sequence[int]) -> Iterator[ListRow]:
        """The rows with these numbers, in order."""
        coded = {key: of for (its, key), of in CODED.items() if its is kind}
        worded = WordedRows(self._store, self._words)
        for row in UnlistedRows(self._store.database).read(kind, numbers):
            told = {key: self._coded(of, row[key]) for key, of in coded.items()} | worded.of(kind, row)
            yield ListRow(row.id, row.version, {**row.values, **told})

    def _coded(self, of: str, code: str) -> str:
        if of == "channel":
            return _CHANNELS.get(code, code)
        return self._words(phrase(f"exports.codes.{of}_{code}"))

    def changes(self, of: Sequence[tuple[RecordKind, Sequence[int]]]) -> list[ListRow]:
        """What became different of the own fields of records, the newest first; each changed field is a row."""
        found = []
        for kind, numbers in of:
            entity = entity_of(kind)
            told = RecordChanges(self._store.database).of_several(entity.kind, numbers, limit=_MOST_CHANGES)
            titles = self._titles(kind)
            for entry in told:
                for change in entry.changes:
                    before, after = (
                        self._value(change.field, change.type, value)
                        for value in (change.before, change.after)
                    )
                    values = {
                        "at": entry.moment,
                        "actor": entry.actor,
                        "record_kind": entity.one,
                        "record": entry.name,
                        "field": titles.get(change.field, change.field),
                        "before": before,
                        "after": after,
                    }
                    found.append(ListRow(entry.batch or 0, 0, values))
        return sorted(found, key=lambda row: row["at"], reverse=True)

    def _titles(self, kind: RecordKind) -> dict[str, str]:
        own = self._store.custom_fields.of(entity_of(kind).table)
        titles = {spec.key: use.title or spec.title for spec, use in declared().of(kind).all}
        return {**titles, **{field.name.removeprefix(PREFIX): field.title for field in own}}

    def _value(self, field: str, type_: FieldType, value: Any) -> Any:
        told = exported(ListColumn(field, "", type_), value, self._named)
        return None if told is None else told if isinstance(told, str) else card_text(told)


def changed_kinds() -> tuple[RecordKind, ...]:
    """The kinds whose changes are told."""
    return tuple(kind for kind in entities().lists if entity_of(kind).trash)
