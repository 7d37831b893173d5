"""Which version of the schema the models say, and what came with which."""

from __future__ import annotations

from typing import Any

from peewee import Field, Model

from salesdesk.store.models import JOURNAL, records

VERSION = 9
SEARCH_SINCE = 9
"""The version whose step made the search index as it is now."""
_OF_ENTRIES = (
    "end_at", "place", "priority", "remind_minutes", "snoozed_until", "pinned", "repeat_rule", "repeat_by", "repeat_at",
    "repeat_without", "series", "uid",
)  # fmt: skip
SINCE: dict[tuple[str, str], int] = {
    ("change_batch", "told"): 3,
    **{("activity", column): 7 for column in _OF_ENTRIES},
    ("stage", "card_order"): 7,
    ("deal", "won_reason"): 7,
    ("stage", "best_case"): 8,
    ("contact", "touch_weeks"): 8,
    ("tag", "touch_weeks"): 8,
    ("saved_view", "touch_weeks"): 8,
    ("saved_view", "grouping"): 9,
    ("stage", "usual_days"): 8,
    ("stage", "retired_at"): 8,
    ("pipeline", "archived_at"): 8,
    ("activity", "call_round_id"): 8,
    ("activity", "sequence_run"): 8,
    ("pipeline", "won_sequence_id"): 8,
    ("pipeline", "lost_sequence_id"): 8,
    ("activity", "uid_said"): 9,
    ("relation", "note"): 9,
}
"""The columns, as (table, column), that tables have had only since a version."""
TABLES_SINCE = {
    "pending_merge": 9,
    "draft": 9,
    "recent_find": 8,
    "closing_word": 8,
    "imported_rows": 4,
    "export": 4,
    "suppression": 5,
    "activity_participant": 7,
    "activity_kind": 7,
    "activity_outcome": 7,
    "call_round": 8,
    "sequence": 8,
    "sequence_step": 8,
    "sequence_run": 8,
    "call_round_member": 8,
    "attachment": 8,
    "file_piece": 8,
    "relation": 8,
    "message_template": 8,
    "target": 9,
    "own_report": 9,
    "deal_role": 9,
    **dict.fromkeys(("meeting_template", "meeting", "meeting_note", "meeting_topic"), 9),
}
"""The tables that there have been only since a version."""
INDEXES_SINCE = {
    ("activity", "series"): 7,
    ("activity", "uid"): 7,
    ("activity", "due_at, done_at"): 8,
    ("activity", "end_at"): 8,
    ("contact", "touch_weeks"): 8,
    ("activity", "sequence_run"): 8,
    ("activity", "call_round_id"): 8,
    ("change_entry", "table_name, last_row"): 8,
    ("change_entry", "table_name, batch_id"): 9,
    ("contact", "city"): 8,
    ("contact", "owner_id"): 8,
}
"""The indexes, as (table, columns), that tables which were there before have had only since a version."""


def there_at(table: str, version: int) -> bool:
    """Whether files of a version have a table."""
    return TABLES_SINCE.get(table, 0) <= version


def tables_since(version: int) -> tuple[type[Model], ...]:
    """The tables that came with a version."""
    return tuple(
        model for model in (*records(), *JOURNAL) if TABLES_SINCE.get(model._meta.table_name) == version
    )


def columns_since(version: int) -> tuple[Field[Any], ...]:
    """The columns that came with a version, of tables that were there before."""
    return tuple(
        field
        for model in (*records(), *JOURNAL)
        for field in model._meta.sorted_fields
        if SINCE.get((model._meta.table_name, field.column_name)) == version
    )
