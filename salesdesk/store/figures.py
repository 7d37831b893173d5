"""The SQL behind the reports. Days are the person's days; moments are compared in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over deals in minor units; ``other`` deals are in another currency and only counted. ``days`` is the
    sum over the won deals of the days from creation to closing."""

    count: int = 0
    amount: int = 0
    weighted: int = 0
    other: int = 0
    days: int = 0


_GROUPS = {
    "all": ("''", ""),
    "stage": ("d.stage_id", ""),
    "source": ("coalesce(s.name, '')", "LEFT JOIN source s ON s.id = d.source_id"),
    "owner": ("coalesce(w.name, '')", "LEFT JOIN owner w ON w.id = d.owner_id"),
    "reason": ("coalesce(d.lost_reason, '')", ""),
}
_SUMS = """
    count(*), coalesce(sum(CASE WHEN same THEN amount END), 0), coalesce(sum(CASE WHEN same THEN (amount * probability + 50) / 100 END), 0),
    coalesce(sum(NOT same AND amount IS NOT NULL), 0), coalesce(sum(days), 0)
"""


def day_bounds(first: date, last: date) -> tuple[str, str]:
    """The UTC moments where the person's day ``first`` begins and the day after ``last`` begins."""

    def start(day: date) -> str:
        return (
            datetime(day.year, day.month, day.day).astimezone().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        )

    return start(first), start(last + timedelta(days=1))


class FigureQueries:
    """Grouped sums over deals, contacts and stage events."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def closed(
        self, kind: str, first: date, last: date, group: str, currency: str, owner: str | None = None
    ) -> dict[object, Tally]:
        """Deals won or lost (``kind``) in a period, by "all", "stage", "source", "owner" or "reason"."""
        low, high = day_bounds(first, last)
        return self._tally(
            group, currency, "g.kind = ? AND d.closed_at >= ? AND d.closed_at < ?", [kind, low, high], owner
        )

    def open(self, group: str, currency: str, owner: str | None = None) -> dict[object, Tally]:
        """Deals open now, by group."""
        return self._tally(group, currency, "g.kind = 'open'", [], owner)

    def _tally(
        self, group: str, currency: str, condition: str, parameters: list[object], owner: str | None
    ) -> dict[object, Tally]:
        key, join = _GROUPS[group]
        if owner is not None:
            condition += " AND d.owner_id IN (SELECT id FROM owner WHERE name = ?)"
            parameters = [*parameters, owner]
        rows = self._database.rows(
            f"SELECT grp, {_SUMS} FROM (SELECT {key} AS grp, d.amount, coalesce(d.currency, ?) = ? AS same, "
            "CASE WHEN g.kind = 'open' THEN coalesce(d.probability, g.probability) ELSE g.probability END AS probability, "
            "CASE WHEN d.closed_at IS NOT NULL THEN max(0, CAST(julianday(d.closed_at) - julianday(d.created_at) AS INTEGER)) END AS days "
            f"FROM deal d JOIN stage g ON g.id = d.stage_id {join} WHERE d.deleted_at IS NULL AND {condition}) GROUP BY grp",
            [currency, currency, *parameters],
        )
        return {grp: Tally(*sums) for grp, *sums in rows}

    def leads_by_source(self, first: date, last: date, owner: str | None = None) -> dict[str, int]:
        """People added in a period, by source name ("" without one)."""
        low, high = day_bounds(first, last)
        mine = " AND c.owner_id IN (SELECT id FROM owner WHERE name = ?)" if owner is not None else ""
        rows = self._database.rows(
            "SELECT coalesce(s.name, ''), count(*) FROM contact c LEFT JOIN source s ON s.id = c.source_id "
            f"WHERE c.deleted_at IS NULL AND c.created_at >= ? AND c.created_at < ?{mine} GROUP BY 1",
            [low, high, *([owner] if owner is not None else [])],
        )
        return dict(rows)

    def days_in_stage(self, now: str, owner: str | None = None) -> dict[int, float]:
        """Average days that the deals now in each stage have been in it."""
        mine = " AND owner_id IN (SELECT id FROM owner WHERE name = ?)" if owner is not None else ""
        rows = self._database.rows(
            f"SELECT stage_id, avg(julianday(?) - julianday(stage_since)) FROM deal WHERE deleted_at IS NULL{mine} GROUP BY 1",
            [now, *([owner] if owner is not None else [])],
        )
        return {stage: max(0.0, days) for stage, days in rows}
