"""Which columns of a list leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from salesdesk.domain.columns import ListColumn, chosen, default_columns
from salesdesk.domain.fields import Kept, RecordKind, declared
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.errors import InputError
from salesdesk.services.exports.requests import OfferedColumn
from salesdesk.services.exports.sheets import is_returned
from salesdesk.store.lists.reader import BY_NAME, EVERYTHING, ListReader

PRIVATE = frozenset(
    {
        "notes",
        "body",
        "owner",
        "lead_source",
        "lead_status",
        "lifecycle_stage",
        "tags",
        "probability",
        "weighted",
        "competitor",
        "won_reason",
        "lost_reason",
        "annual_revenue",
        "external_id",
        "referrals",
        "touch_weeks",
        "touch_due",
        "last_contacted_at",
        "next_step_at",
        "quiet_from",
        "late_from",
        "open_deals",
        "created_at",
        "updated_at",
    }
)
"""Columns that are nobody's business outside: they are left out of what is sent out, until a person says otherwise."""


def offered_columns(reader: ListReader) -> tuple[OfferedColumn, ...]:
    """Every column of a list with what is to be known of it."""
    shown = default_columns(reader.kind)
    return tuple(
        OfferedColumn(
            column.key,
            column.title,
            is_returned(reader.kind, column.key),
            column.key in shown,
            column.key in PRIVATE,
        )
        for column in reader.columns()
    )


def chosen_columns(
    reader: ListReader, keys: Sequence[str] | None, suffix: str, private: Collection[str] = ()
) -> tuple[ListColumn, ...]:
    """The columns with these keys; None are the list's own and every further one that is kept and that any record
    fills (for cards all that are taken back). Raises ``InputError`` for an unknown one, and where none is left."""
    known = reader.columns()
    if keys is None:
        if suffix == ".vcf":
            return tuple(c for c in known if is_returned(reader.kind, c.key) and c.key not in private)
        shown = default_columns(reader.kind)
        kept = (c.key for c in known if is_returned(reader.kind, c.key) or _is_kept(reader.kind, c.key))
        filled = (key for key in kept if key not in shown and key not in private and _is_filled(reader, key))
        wanted: Sequence[str] = (*shown, *filled)
    else:
        reader.refuse_unknown(EVERYTHING, BY_NAME, keys)
        wanted = tuple(dict.fromkeys(keys))
    found = chosen(known, (key for key in wanted if key not in private))
    if not found:
        raise InputError("exports.no_columns", field="columns")
    return found


def _is_kept(kind: RecordKind, key: str) -> bool:
    """Whether the file holds the values, so that they are not only computed."""
    fields = declared().of(kind)
    return key in fields and fields[key][1].kept is not Kept.NOT


def _is_filled(reader: ListReader, key: str) -> bool:
    """Whether any record has a value there."""
    return reader.count(Filter((Condition(key, Op.FILLED),))) > 0
