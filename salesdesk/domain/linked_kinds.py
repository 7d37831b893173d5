"""Kinds of rows that leave beside the lists: they have no list of their own, and an import takes none of them back."""

from __future__ import annotations

from collections.abc import Mapping

from salesdesk.domain.fields import FieldType, RecordKind

CAMPAIGNS = RecordKind("campaigns")
MEMBERS = RecordKind("members")
STAGE_MOVES = RecordKind("stage_history")
CHANGES = RecordKind("changes")
UNLISTED = (CAMPAIGNS, MEMBERS, STAGE_MOVES, CHANGES)
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
}
"""Columns whose values are codes, with the name of the list these are of."""
