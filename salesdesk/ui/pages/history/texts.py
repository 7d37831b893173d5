"""Words of the history."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.changes import Batch, Cause, EntityKind, KeptRow
from salesdesk.domain.entities import entities
from salesdesk.domain.field_changes import FieldChange, RecordChange, RecordEvent
from salesdesk.domain.fields import FieldType
from salesdesk.domain.imports import ImportRecord
from salesdesk.ui.lists.look import stage_title
from salesdesk.ui.pages.activities.texts import change_line, kind_title
from salesdesk.ui.pages.imports.texts import count_text
from salesdesk.ui.value_texts import number_text

_CAUSES = {
    Cause.EDIT: "Edit",
    Cause.BULK_EDIT: "Bulk edit",
    Cause.IMPORT: "Import",
    Cause.MERGE: "Merge",
    Cause.DEMO: "Sample data",
    Cause.CLEAR: "Clearing",
    Cause.SETUP: "Setup",
    Cause.UNDO: "Undo",
    Cause.REDO: "Redo",
    Cause.ERASE: "Erased",
}
_EVENTS = {
    RecordEvent.CREATED: "created",
    RecordEvent.CHANGED: "changed",
    RecordEvent.DELETED: "deleted",
    RecordEvent.RESTORED: "restored",
}
_REASONS = {
    "changed": "changed since",
    "referenced": "something else refers to it now",
    "owner_kept": "belongs to a record that was kept",
    "missing": "what it refers to is gone",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


def cause_title(cause: Cause) -> str:
    """The word for why something was changed."""
    return _tr(_CAUSES[cause])


def outcome_text(batch: Batch, record: ImportRecord | None) -> str:
    """What became of a change: taken back, or what an import or a merged workbook brought."""
    if batch.undone_by is not None:
        return _tr("taken back")
    if batch.cause is Cause.ERASE:
        return _tr("cannot be taken back")
    if record is not None:
        parts = [count_text(number, f"new {kind}") for kind, number in record.created.items() if number]
        others = (
            (sum(record.changed.values()), _tr("{0} updated")),
            (sum(record.deleted.values()), _tr("{0} deleted")),
            (
                record.counts.problems + record.counts.left_out,
                _tr("{0} not taken over") if record.is_merge else _tr("{0} not imported"),
            ),
        )
        parts += [words.format(number_text(number)) for number, words in others if number]
        if (
            not any(record.created.values()) and record.counts.new
        ):  # older imports noted no entries of timelines
            parts.insert(0, _tr("{0} new").format(number_text(record.counts.new)))
        return ", ".join(parts) or ("" if record.is_merge else _tr("nothing new"))
    return ""


def undo_title(batch: Batch | None) -> str:
    """What the button says that takes a change back."""
    redo = batch is not None and batch.cause is Cause.UNDO
    return _tr("Redo this change") if redo else _tr("Undo this change")


def record_line(one: RecordChange, choices: Choices) -> str:
    """A record in a line, with what happened to it: "Contact · Anna Berg · changed"; ``choices`` are the kinds of entries of
    the file."""
    return " · ".join((_table_title(one.kind.value), _name(one, choices), _tr(_EVENTS[one.event])))


def _name(one: RecordChange, choices: Choices) -> str:
    if one.name:
        return one.name
    if one.kind is EntityKind.ACTIVITY and one.label:
        return kind_title(one.label, choices)
    return f"#{one.number}"


def field_lines(one: RecordChange, today: date, choices: Choices) -> list[str]:
    """The fields of a record that became different, with what they said before and after; ``choices`` as for
    `record_line`."""
    return [change_line(_in_words(one.kind, change, choices), today) for change in one.changes]


def _in_words(kind: EntityKind, change: FieldChange, choices: Choices) -> FieldChange:
    """The same change with words in the place of the codes of its values."""
    if change.field == "lifecycle_stage":
        words = {code: stage_title(code) for code in (change.before, change.after) if code}
    elif kind is EntityKind.ACTIVITY and change.field == "kind":
        codes = (change.before, change.after)
        words = {code: kind_title(code, choices) for code in codes if isinstance(code, str)}
    else:
        return change
    before, after = (words.get(code, code) for code in (change.before, change.after))
    return FieldChange(change.field, FieldType.TEXT, before, after)


def kept_title(row: KeptRow) -> str:
    """Which kind of record was kept."""
    return _table_title(row.table)


def _table_title(table: str) -> str:
    known = {spec.table: spec.one for spec in entities().values()}
    return _tr(known.get(table, table.replace("_", " ").capitalize()))


def kept_reason(row: KeptRow) -> str:
    """Why a row was kept, with the fields that were changed since."""
    reason = _tr(_REASONS.get(row.reason, row.reason))
    fields = ", ".join(column.removesuffix("_id").replace("_", " ") for column in row.columns)
    return f"{reason}: {fields}" if fields else reason
