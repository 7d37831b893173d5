"""Kinds of rows that leave beside the lists: they have no list of their own, and an import takes none of them back."""

from __future__ import annotations

from collections.abc import Mapping

from salesdesk.domain.fields import FieldType, RecordKind

CAMPAIGNS = RecordKind("campaigns")
MEMBERS = RecordKind("members")
STAGE_MOVES = RecordKind("stage_history")
MEETING_NOTES = RecordKind("meeting_notes")
RELATIONS = RecordKind("relations")
FILES = RecordKind("files")
TARGETS = RecordKind("targets")
OWN_REPORTS = RecordKind("own_reports")
CHANGES = RecordKind("changes")
UNLISTED = (CAMPAIGNS, MEMBERS, STAGE_MOVES, MEETING_NOTES, RELATIONS, FILES, TARGETS, OWN_REPORTS, CHANGES)
"""In the order in which they leave."""

_T = FieldType
COLUMNS: Mapping[RecordKind, Mapping[str, FieldType]] = {
    CAMPAIGNS: {
        "campaign": _T.NAME,
        "channel": _T.CHOICE,
        "status": _T.CHOICE,
        "goal": _T.TEXT,
        "starts_on": _T.DATE,
        "ends_on": _T.DATE,
        "owner": _T.CHOICE,
        "budget": _T.MONEY,
        "committed_cost": _T.MONEY,
        "actual_cost": _T.MONEY,
        "own_hours": _T.NUMBER,
        "members": _T.INTEGER,
        "responses": _T.INTEGER,
        "notes": _T.LONG_TEXT,
        "created_at": _T.DATETIME,
    },
    MEMBERS: {
        "campaign": _T.NAME,
        "full_name": _T.NAME,
        "company": _T.TEXT,
        "email": _T.EMAIL,
        "phone": _T.PHONE,
        "status": _T.CHOICE,
        "added_at": _T.DATETIME,
        "responded_at": _T.DATETIME,
    },
    STAGE_MOVES: {
        "deal": _T.NAME,
        "company": _T.TEXT,
        "pipeline": _T.CHOICE,
        "from_stage": _T.CHOICE,
        "to_stage": _T.CHOICE,
        "at": _T.DATETIME,
        "actor": _T.TEXT,
        "amount": _T.MONEY,
    },
    MEETING_NOTES: {
        "meeting": _T.NAME,
        "held_on": _T.DATE,
        "about": _T.TEXT,
        "item": _T.TEXT,
        "notes": _T.LONG_TEXT,
        "is_decision": _T.BOOLEAN,
        "deal": _T.TEXT,
        "owner": _T.CHOICE,
        "due_at": _T.DATETIME,
        "done_at": _T.DATETIME,
    },
    RELATIONS: {
        "full_name": _T.NAME,
        "relation": _T.TEXT,
        "related_to": _T.NAME,
        "said_back": _T.TEXT,
        "created_at": _T.DATETIME,
    },
    FILES: {
        "file": _T.NAME,
        "bytes": _T.INTEGER,
        "full_name": _T.TEXT,
        "company": _T.TEXT,
        "deal": _T.TEXT,
        "activity": _T.TEXT,
        "added_at": _T.DATETIME,
        "packed_as": _T.TEXT,
    },
    TARGETS: {
        "owner": _T.CHOICE,
        "period": _T.TEXT,
        "measure": _T.CHOICE,
        "amount": _T.MONEY,
        "number": _T.INTEGER,
    },
    OWN_REPORTS: {
        "report": _T.NAME,
        "record_kind": _T.CHOICE,
        "filter": _T.TEXT,
        "groups": _T.TEXT,
        "measured": _T.TEXT,
        "on_today": _T.BOOLEAN,
        "in_meetings": _T.BOOLEAN,
        "design": _T.LONG_TEXT,
    },
    CHANGES: {
        "at": _T.DATETIME,
        "actor": _T.TEXT,
        "record_kind": _T.CHOICE,
        "record": _T.NAME,
        "field": _T.TEXT,
        "before": _T.TEXT,
        "after": _T.TEXT,
    },
}
"""Their columns in order: keys with what their values are."""
CODED: Mapping[tuple[RecordKind, str], str] = {
    (CAMPAIGNS, "channel"): "channel",
    (CAMPAIGNS, "status"): "campaign",
    (MEMBERS, "status"): "member",
    (TARGETS, "measure"): "measure",
}
"""Columns whose values are codes, with the name of the list these are of."""
