"""Activities and tasks in the database, and the timelines made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from salesdesk.domain.activities import KIND_TITLES, Activity, ActivityKind, TimelineEntry, TimelineKind
from salesdesk.errors import DomainError

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_ACTIVITY = """
    SELECT a.id, a.version, a.kind, a.subject, a.body, a.contact_id, coalesce(c.full_name, ''), a.company_id,
        coalesce(o.name, ''), a.deal_id, coalesce(d.title, ''), a.campaign_id, a.owner_id, coalesce(w.name, ''), a.at,
        a.due_at, a.done_at, a.outcome, a.duration_minutes, a.amount, a.currency, a.created_at
    FROM activity a LEFT JOIN contact c ON c.id = a.contact_id LEFT JOIN company o ON o.id = a.company_id
        LEFT JOIN deal d ON d.id = a.deal_id LEFT JOIN owner w ON w.id = a.owner_id
"""
_MOMENT = "coalesce(a.at, a.done_at, a.due_at, a.created_at)"


class ActivityRepository:
    """Reads and writes the timeline."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, activity_id: int) -> Activity:
        """One activity; refuses an unknown id."""
        found = self._select("WHERE a.id = ?", (activity_id,))
        if not found:
            raise DomainError(
                "No such activity", f"The activity number {activity_id} does not exist any more."
            )
        return found[0]

    def of_contact(self, contact_id: int, limit: int = 100) -> list[Activity]:
        """A person's activities, newest first."""
        return self._select(
            f"WHERE a.contact_id = ? AND a.deleted_at IS NULL ORDER BY {_MOMENT} DESC, a.id DESC LIMIT ?",
            (contact_id, limit),
        )

    def of_company(self, company_id: int, limit: int = 100) -> list[Activity]:
        """A company's activities and those of its people, newest first."""
        return self._select(
            "WHERE (a.company_id = ? OR a.contact_id IN (SELECT contact_id FROM contact_company WHERE company_id = ?)) "
            f"AND a.deleted_at IS NULL ORDER BY {_MOMENT} DESC, a.id DESC LIMIT ?",
            (company_id, company_id, limit),
        )

    def of_deal(self, deal_id: int, limit: int = 100) -> list[Activity]:
        """A deal's activities, newest first."""
        return self._select(
            f"WHERE a.deal_id = ? AND a.deleted_at IS NULL ORDER BY {_MOMENT} DESC, a.id DESC LIMIT ?",
            (deal_id, limit),
        )

    def open_tasks(self, until: str, limit: int = 500) -> list[Activity]:
        """Everything still to do that is due before ``until`` (UTC text), the longest overdue first."""
        return self._select(
            "WHERE a.due_at IS NOT NULL AND a.done_at IS NULL AND a.due_at < ? AND a.deleted_at IS NULL ORDER BY a.due_at, a.id LIMIT ?",
            (until, limit),
        )

    def next_step(self, column: str, record_id: int) -> Activity | None:
        """The earliest open task of a record; ``column`` is contact_id, company_id or deal_id."""
        found = self._select(
            f"WHERE a.{column} = ? AND a.due_at IS NOT NULL AND a.done_at IS NULL AND a.deleted_at IS NULL ORDER BY a.due_at, a.id LIMIT 1",
            (record_id,),
        )
        return found[0] if found else None

    # -- timelines --------------------------------------------------------------------------------------

    def contact_timeline(self, contact_id: int, limit: int = 100) -> list[TimelineEntry]:
        """What happened with a person: activities, stage moves of deals, lifecycle and field changes, newest first."""
        entries = [_entry(a) for a in self.of_contact(contact_id, limit)]
        entries += self._stage_moves("d.contact_id = ?", contact_id, limit)
        entries += self._lifecycle(contact_id, limit)
        entries += self._changes("contact", contact_id, limit)
        return sorted(entries, key=lambda e: e.moment, reverse=True)[:limit]

    def company_timeline(self, company_id: int, limit: int = 100) -> list[TimelineEntry]:
        """What happened with a company and its people, newest first."""
        entries = [_entry(a) for a in self.of_company(company_id, limit)]
        entries += self._stage_moves("d.company_id = ?", company_id, limit)
        entries += self._changes("company", company_id, limit)
        return sorted(entries, key=lambda e: e.moment, reverse=True)[:limit]

    def deal_timeline(self, deal_id: int, limit: int = 100) -> list[TimelineEntry]:
        """What happened with a deal, newest first."""
        entries = [_entry(a) for a in self.of_deal(deal_id, limit)]
        entries += self._stage_moves("d.id = ?", deal_id, limit)
        entries += self._changes("deal", deal_id, limit)
        return sorted(entries, key=lambda e: e.moment, reverse=True)[:limit]

    def _stage_moves(self, condition: str, record_id: int, limit: int) -> list[TimelineEntry]:
        rows = self._database.rows(
            "SELECT e.at, d.title, coalesce(f.name, ''), t.name, e.from_stage_id FROM stage_event e JOIN deal d ON d.id = e.deal_id "
            f"LEFT JOIN stage f ON f.id = e.from_stage_id JOIN stage t ON t.id = e.to_stage_id WHERE {condition} ORDER BY e.at DESC LIMIT ?",
            (record_id, limit),
        )
        return [
            TimelineEntry(
                TimelineKind.STAGE,
                at,
                title,
                f"{before} → {after}" if before_id is not None else after,
                "stage",
            )
            for at, title, before, after, before_id in rows
        ]

    def _lifecycle(self, contact_id: int, limit: int) -> list[TimelineEntry]:
        rows = self._database.rows(
            "SELECT at, coalesce(from_stage, ''), to_stage FROM lifecycle_event WHERE contact_id = ? ORDER BY at DESC LIMIT ?",
            (contact_id, limit),
        )
        return [
            TimelineEntry(TimelineKind.LIFECYCLE, at, after, before, "lifecycle")
            for at, before, after in rows
        ]

    def _changes(self, table: str, row: int, limit: int) -> list[TimelineEntry]:
        """Field changes of the record's own row, a batch as one entry: title the columns, text before → after."""
        entries = []
        for number, at, text, before, after in self._database.rows(
            "SELECT b.id, b.at, b.text, e.before, e.after FROM change_entry e JOIN change_batch b ON b.id = e.batch_id "
            "WHERE e.table_name = ? AND e.row = ? AND e.before IS NOT NULL AND e.after IS NOT NULL ORDER BY e.id DESC LIMIT ?",
            (table, row, limit),
        ):
            old, new = json.loads(before), json.loads(after)
            columns = [c for c in new if c not in _TECHNICAL and not c.endswith(("_key", "_id", "_at"))]
            if columns:
                lines = [f"{c}: {_shown(c, old[c])} → {_shown(c, new[c])}" for c in columns]
                entries.append(
                    TimelineEntry(TimelineKind.CHANGE, at, text, "\n".join(lines), "change", batch=number)
                )
        return entries

    def _select(self, where: str, parameters: tuple[Any, ...]) -> list[Activity]:
        return [
            Activity(row[0], row[1], ActivityKind(row[2]), *row[3:])
            for row in self._database.rows(_ACTIVITY + where, parameters)
        ]

    # -- writing ----------------------------------------------------------------------------------------

    def add(self, uow: UnitOfWork, values: dict[str, Any]) -> int:
        """Create an entry. What happened moves the "last contact" of its person and company forward."""
        activity = uow.insert("activity", {"created_at": uow.at, "updated_at": uow.at, **values})
        self._note_contact(uow, values)
        return activity

    def change(self, uow: UnitOfWork, activity_id: int, values: dict[str, Any]) -> None:
        """Change an entry."""
        uow.update("activity", activity_id, {**values, "updated_at": uow.at})
        self._note_contact(uow, {**uow.row("activity", activity_id), **values})

    def _note_contact(self, uow: UnitOfWork, values: dict[str, Any]) -> None:
        moment = values.get("at") or values.get("done_at")
        if moment is None or values.get("kind") in (ActivityKind.NOTE.value, ActivityKind.TASK.value):
            return
        for table, column in (("contact", "contact_id"), ("company", "company_id")):
            record = values.get(column)
            if record is not None:
                known = uow.row(table, record)["last_contacted_at"]
                if known is None or known < moment:
                    uow.update(table, record, {"last_contacted_at": moment, "updated_at": uow.at})


_TECHNICAL = frozenset(
    {
        "version",
        "position",
        "lifecycle_stage",
        "stage_since",
        "phone_digits",
        "domain",
        "currency",
        "import_batch_id",
    }
)
_MONEY = frozenset({"amount", "annual_revenue"})


def _shown(column: str, value: object) -> str:
    if value is None or value == "":
        return "—"
    if column in _MONEY and isinstance(value, int):
        return f"{value / 100:,.2f}".removesuffix(".00")
    if column.startswith("do_not_"):
        return "yes" if value else "no"
    return str(value)


def _entry(activity: Activity) -> TimelineEntry:
    title = activity.subject or KIND_TITLES[activity.kind]
    if activity.outcome:
        title = (
            f"{KIND_TITLES[activity.kind]} · {activity.outcome}"
            if not activity.subject
            else f"{activity.subject} · {activity.outcome}"
        )
    if activity.duration_minutes:
        title = f"{title}, {activity.duration_minutes} min"
    return TimelineEntry(
        TimelineKind.ACTIVITY, activity.moment, title, activity.body or "", activity.kind.value, activity
    )
