"""What is kept as codes in rows without a list, in words: whose a target is, what a relation says, where a file is packed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from salesdesk.domain.attachments import kept_name
from salesdesk.domain.columns import ListRow
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.linked_kinds import FILES, MEETING_NOTES, OWN_REPORTS, RELATIONS, TARGETS
from salesdesk.domain.meetings import read_agenda
from salesdesk.domain.relations import RelationKind
from salesdesk.phrases import Phrase, Words, phrase
from salesdesk.services.own_reports.labels import field_label, measure_label
from salesdesk.store.store import Store

_FOLDER = "Files"


def packed_name(number: int, name: str) -> str:
    """Where a file stands in an export as .zip: under its number, as several may have one name."""
    return f"{_FOLDER}/{number} {kept_name(name)}"


class WordedRows:
    """Says of a row what its columns do not hold as they are kept."""

    def __init__(self, store: Store, words: Words) -> None:
        self._store, self._words = store, words
        self._by_kind: Mapping[RecordKind, Callable[[ListRow], dict[str, Any]]] = {
            MEETING_NOTES: self._note,
            RELATIONS: self._relation,
            FILES: lambda row: {"packed_as": packed_name(row.id, row["file"])},
            TARGETS: lambda row: {"owner": row["owner"] or words(phrase("targets.team_alone"))},
            OWN_REPORTS: self._report,
        }

    def of(self, kind: RecordKind, row: ListRow) -> dict[str, Any]:
        """The values of a row that are put otherwise."""
        told = self._by_kind.get(kind)
        return {} if told is None else told(row)

    def _note(self, row: ListRow) -> dict[str, Any]:
        item = next((one for one in read_agenda(row["agenda"]) if one.key == row["item"]), None)
        title = "" if item is None else item.title or self._words(phrase(f"meetings.view.{item.view.value}"))
        ours = None if row["meeting"] else self._words(phrase(f"meetings.template.{row['template']}"))
        return {"item": title, "is_decision": bool(row["is_decision"]), **({"meeting": ours} if ours else {})}

    def _relation(self, row: ListRow) -> dict[str, Any]:
        kind = RelationKind(row["relation"])
        if kind is RelationKind.OWN:
            return {"relation": row["word"]}
        forth, back = phrase(f"relations.forth.{kind.value}"), phrase(f"relations.back.{kind.value}")
        return {"relation": self._words(forth), "said_back": self._words(forth if kind.is_mutual else back)}

    def _report(self, row: ListRow) -> dict[str, Any]:
        report = self._store.own_reports.get(row.id)
        design, flags = report.design, {key: bool(row[key]) for key in ("on_today", "in_meetings")}
        columns = {column.key: column for column in self._store.list_of(design.kind).columns()}
        return {
            **flags,
            "record_kind": entity_of(design.kind).many,
            "groups": self._joined([field_label(one.field, columns) for one in design.groups]),
            "measured": self._joined([measure_label(design, one, columns) for one in design.measures]),
        }

    def _joined(self, parts: list[str | Phrase]) -> str:
        return ", ".join(part if isinstance(part, str) else self._words(part) for part in parts)
