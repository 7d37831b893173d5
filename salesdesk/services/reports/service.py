"""Making reports: figures, tables and charts of one period, each figure with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from salesdesk.domain.campaigns import CHANNEL_TITLES
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.reports import (
    Cell,
    Figure,
    Report,
    ReportChart,
    ReportColumn,
    ReportName,
    ReportSpec,
    ReportTable,
    Rows,
    ValueType,
    months_back,
)
from salesdesk.errors import InputError
from salesdesk.store.figures import Tally
from salesdesk.store.store import Store

_T = ValueType
_NOTHING = Tally()
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class ReportService:
    """Runs reports over the store. Nothing here writes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, spec: ReportSpec) -> Report:
        """The report that was asked for. Raises ``InputError`` for a period that ends before it begins or leaves the
        calendar of business."""
        if spec.last < spec.first:
            raise InputError(
                "Wrong period",
                f"The period ends ({spec.last}) before it begins ({spec.first}). Exchange the two days.",
                "last",
            )
        if spec.first < _FIRST_DAY or spec.last > _LAST_DAY:
            raise InputError(
                "Wrong period",
                f"A report covers days from {_FIRST_DAY} to {_LAST_DAY}. Choose days within them.",
                "first",
            )
        if spec.name is ReportName.CAMPAIGNS:
            return self._campaigns(spec)
        return self._pipeline(spec)

    # -- pipeline review --------------------------------------------------------------------------------

    def _pipeline(self, spec: ReportSpec) -> Report:
        currency, figures = self._store.settings.currency, self._store.figures
        won = figures.closed("won", spec.first, spec.last, "all", currency, spec.owner).get("", _NOTHING)
        lost = figures.closed("lost", spec.first, spec.last, "all", currency, spec.owner).get("", _NOTHING)
        open_ = figures.open("all", currency, spec.owner).get("", _NOTHING)
        tables = (
            self._months(spec, currency),
            self._stages(spec, currency),
            *self._groups(spec, currency),
            self._reasons(spec, currency),
        )
        return Report(
            spec,
            f"{spec.last:%B} pipeline review"
            if spec.first.month == spec.last.month and spec.days <= 31
            else "Pipeline review",
            currency,
            self._pipeline_figures(spec, currency, won, lost, open_),
            tables,
            (
                ReportChart("Won by month", "months", "month", ("won",)),
                ReportChart("Open and weighted by stage", "stages", "stage", ("open", "weighted")),
            ),
            won.other + lost.other + open_.other,
        )

    def _pipeline_figures(
        self, spec: ReportSpec, currency: str, won: Tally, lost: Tally, open_: Tally
    ) -> tuple[Figure, ...]:
        earlier = spec.previous()
        figures = self._store.figures
        won_before = figures.closed("won", earlier.first, earlier.last, "all", currency, spec.owner).get(
            "", _NOTHING
        )
        lost_before = figures.closed("lost", earlier.first, earlier.last, "all", currency, spec.owner).get(
            "", _NOTHING
        )
        won_rows, open_rows = _rows(spec, "won"), _rows(spec, "open")
        closed_rows = _rows(spec, "won", "lost")
        return (
            Figure("won", "Won", Cell(won.amount, won_rows), _T.MONEY, won_before.amount, won.count),
            Figure("open", "Open now", Cell(open_.amount, open_rows), _T.MONEY, None, open_.count),
            Figure("weighted", "Weighted", Cell(open_.weighted, open_rows), _T.MONEY, None, open_.count),
            Figure(
                "win_rate",
                "Win rate",
                Cell(_share(won.count, lost.count), closed_rows),
                _T.PERCENT,
                _share(won_before.count, lost_before.count),
                won.count + lost.count,
            ),
            Figure(
                "cycle",
                "Sales cycle",
                Cell(_mean(won.days, won.count), won_rows),
                _T.DAYS,
                _mean(won_before.days, won_before.count),
                won.count,
            ),
            Figure(
                "average",
                "Average deal",
                Cell(_mean(won.amount, won.count - won.other), won_rows),
                _T.MONEY,
                _mean(won_before.amount, won_before.count - won_before.other),
                won.count,
            ),
        )

    def _months(self, spec: ReportSpec, currency: str) -> ReportTable:
        rows = []
        for first in months_back(spec.last, 6):
            last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
            month = ReportSpec(spec.name, first, last, spec.owner)
            won = self._store.figures.closed("won", first, last, "all", currency, spec.owner).get(
                "", _NOTHING
            )
            lost = self._store.figures.closed("lost", first, last, "all", currency, spec.owner).get(
                "", _NOTHING
            )
            rows.append(
                (
                    Cell(f"{first:%Y-%m}"),
                    Cell(won.count, _rows(month, "won")),
                    Cell(won.amount, _rows(month, "won")),
                    Cell(lost.count, _rows(month, "lost")),
                    Cell(_share(won.count, lost.count), _rows(month, "won", "lost")),
                )
            )
        columns = (
            ReportColumn("month", "Month", _T.TEXT),
            ReportColumn("deals", "Deals won", _T.COUNT),
            ReportColumn("won", "Won", _T.MONEY),
            ReportColumn("lost", "Deals lost", _T.COUNT),
            ReportColumn("rate", "Win rate", _T.PERCENT),
        )
        return ReportTable("months", "Won by month", columns, tuple(rows))

    def _stages(self, spec: ReportSpec, currency: str) -> ReportTable:
        tallies = self._store.figures.open("stage", currency, spec.owner)
        days = self._store.figures.days_in_stage(self._store.now(), spec.owner)
        rows = []
        pipelines = self._store.pipelines.all()
        for pipeline in pipelines:
            for stage in (s for s in pipeline.stages if s.kind is StageKind.OPEN):
                tally = tallies.get(stage.id, _NOTHING)
                held = Rows(RecordKind.DEALS, _owned(spec, Condition("stage", Op.IS, (f"#{stage.id}",))))
                name = stage.name if len(pipelines) == 1 else f"{pipeline.name}: {stage.name}"
                rows.append(
                    (
                        Cell(name),
                        Cell(tally.count, held),
                        Cell(tally.amount, held),
                        Cell(tally.weighted, held),
                        Cell(round(days[stage.id]) if stage.id in days else None, held),
                    )
                )
        columns = (
            ReportColumn("stage", "Stage", _T.TEXT),
            ReportColumn("deals", "Deals", _T.COUNT),
            ReportColumn("open", "Open", _T.MONEY),
            ReportColumn("weighted", "Weighted", _T.MONEY),
            ReportColumn("days", "Days in stage", _T.DAYS),
        )
        total = Cell("Total"), _sum(rows, 1), _sum(rows, 2), _sum(rows, 3), Cell(None)
        return ReportTable("stages", "Open deals by stage", columns, tuple(rows), total)

    def _groups(self, spec: ReportSpec, currency: str) -> tuple[ReportTable, ReportTable]:
        leads = self._store.figures.leads_by_source(spec.first, spec.last, spec.owner)
        by_source = self._by(spec, currency, "source", "lead_source", leads)
        return by_source, self._by(spec, currency, "owner", "owner", None)

    def _by(
        self, spec: ReportSpec, currency: str, group: str, field: str, leads: dict[str, int] | None
    ) -> ReportTable:
        won = self._store.figures.closed("won", spec.first, spec.last, group, currency, spec.owner)
        lost = self._store.figures.closed("lost", spec.first, spec.last, group, currency, spec.owner)
        open_ = self._store.figures.open(group, currency, spec.owner)
        names = {str(n) for n in (*won, *lost, *open_, *(leads or {}))}
        rows = []
        for name in sorted(
            names, key=lambda n: (-won.get(n, _NOTHING).amount, -open_.get(n, _NOTHING).amount, n == "", n)
        ):
            own = Condition(field, Op.IS, (name,))
            w, l_, o = won.get(name, _NOTHING), lost.get(name, _NOTHING), open_.get(name, _NOTHING)
            cells = [Cell(name or "—")]
            if leads is not None:
                added = _owned(spec, own, *_period(spec, "created_at"))
                cells.append(Cell(leads.get(name, 0), Rows(RecordKind.CONTACTS, added)))
            cells += [
                Cell(w.count, _rows(spec, "won", extra=own)),
                Cell(w.amount, _rows(spec, "won", extra=own)),
                Cell(_share(w.count, l_.count), _rows(spec, "won", "lost", extra=own)),
                Cell(o.count, _rows(spec, "open", extra=own)),
                Cell(o.amount, _rows(spec, "open", extra=own)),
                Cell(o.weighted, _rows(spec, "open", extra=own)),
            ]
            rows.append(tuple(cells))
        columns = [
            ReportColumn(group, group.capitalize(), _T.TEXT),
            ReportColumn("deals", "Deals won", _T.COUNT),
            ReportColumn("won", "Won", _T.MONEY),
            ReportColumn("rate", "Win rate", _T.PERCENT),
            ReportColumn("open_deals", "Open deals", _T.COUNT),
            ReportColumn("open", "Open", _T.MONEY),
            ReportColumn("weighted", "Weighted", _T.MONEY),
        ]
        if leads is not None:
            columns.insert(1, ReportColumn("leads", "New leads", _T.COUNT))
        total = [
            Cell("Total"),
            *(
                _sum(rows, n) if c.type in (_T.COUNT, _T.MONEY) else Cell(None)
                for n, c in enumerate(columns)
                if n
            ),
        ]
        return ReportTable(f"{group}s", f"By {group}", tuple(columns), tuple(rows), tuple(total))

    def _reasons(self, spec: ReportSpec, currency: str) -> ReportTable:
        lost = self._store.figures.closed("lost", spec.first, spec.last, "reason", currency, spec.owner)
        rows = []
        for reason, tally in sorted(lost.items(), key=lambda item: -item[1].count):
            held = _rows(spec, "lost", extra=Condition("lost_reason", Op.IS, (str(reason),)))
            rows.append((Cell(str(reason) or "—"), Cell(tally.count, held), Cell(tally.amount, held)))
        columns = (
            ReportColumn("reason", "Lost because of", _T.TEXT),
            ReportColumn("deals", "Deals", _T.COUNT),
            ReportColumn("amount", "Amount", _T.MONEY),
        )
        return ReportTable(
            "reasons",
            "Lost deals by reason",
            columns,
            tuple(rows),
            (Cell("Total"), _sum(rows, 1), _sum(rows, 2)),
        )

    # -- campaigns --------------------------------------------------------------------------------------

    def _campaigns(self, spec: ReportSpec) -> Report:
        currency = self._store.settings.currency
        rows, foreign = [], 0
        for campaign in self._store.campaigns.all():
            start, end = campaign.starts_on or campaign.created_at[:10], campaign.ends_on or "9999"
            if (
                start > spec.last.isoformat()
                or end < spec.first.isoformat()
                or spec.owner not in (None, campaign.owner_name)
            ):
                continue
            if (campaign.currency or currency) != currency:
                foreign += 1
                continue
            brought = self._store.campaigns.figures(campaign.id, currency)
            own = Condition("campaign", Op.IS, (f"#{campaign.id}",))
            people = Rows(RecordKind.CONTACTS, Filter((own,)))
            deals = Rows(RecordKind.DEALS, Filter((own,)))
            won = Rows(RecordKind.DEALS, Filter((own, Condition("stage_kind", Op.IS, ("won",)))))
            rows.append(
                (
                    Cell(campaign.name),
                    Cell(CHANNEL_TITLES[campaign.channel]),
                    Cell(campaign.status.value.capitalize()),
                    Cell(campaign.budget),
                    Cell(brought.cost),
                    Cell(brought.members, people),
                    Cell(brought.responses),
                    Cell(brought.leads),
                    Cell(brought.cost_per_lead),
                    Cell(brought.deals, deals),
                    Cell(brought.pipeline_amount, deals),
                    Cell(brought.won_amount, won),
                    Cell(brought.return_on_cost),
                )
            )
        columns = (
            ReportColumn("campaign", "Campaign", _T.TEXT),
            ReportColumn("channel", "Channel", _T.TEXT),
            ReportColumn("status", "Status", _T.TEXT),
            ReportColumn("budget", "Budget", _T.MONEY),
            ReportColumn("cost", "Cost", _T.MONEY),
            ReportColumn("members", "Members", _T.COUNT),
            ReportColumn("responses", "Responses", _T.COUNT),
            ReportColumn("leads", "Qualified leads", _T.COUNT),
            ReportColumn("cost_per_lead", "Cost per lead", _T.MONEY),
            ReportColumn("deals", "Deals", _T.COUNT),
            ReportColumn("pipeline", "Pipeline created", _T.MONEY),
            ReportColumn("won", "Won", _T.MONEY),
            ReportColumn("return", "Return on cost", _T.RATIO),
        )
        total = tuple(
            Cell("Total")
            if n == 0
            else _sum(rows, n)
            if c.type in (_T.COUNT, _T.MONEY) and c.key != "cost_per_lead"
            else Cell(None)
            for n, c in enumerate(columns)
        )
        table = ReportTable("campaigns", "Campaigns", columns, tuple(rows), total)
        figures = tuple(
            Figure(key, caption, total[table.column(key)], type_)
            for key, caption, type_ in (
                ("cost", "Spent", _T.MONEY),
                ("leads", "Qualified leads", _T.COUNT),
                ("pipeline", "Pipeline created", _T.MONEY),
                ("won", "Won", _T.MONEY),
            )
        )
        chart = ReportChart("Cost and won by campaign", "campaigns", "campaign", ("cost", "won"))
        return Report(spec, "Campaigns", currency, figures, (table,), (chart,), foreign)


def _period(spec: ReportSpec, field: str) -> tuple[Condition, Condition]:
    return Condition(field, Op.AT_LEAST, (spec.first.isoformat(),)), Condition(
        field, Op.AT_MOST, (spec.last.isoformat(),)
    )


def _owned(spec: ReportSpec, *conditions: Condition) -> Filter:
    mine = (
        ()
        if spec.owner is None or any(c.field == "owner" for c in conditions)
        else (Condition("owner", Op.IS, (spec.owner,)),)
    )
    return Filter((*conditions, *mine))


def _rows(spec: ReportSpec, *kinds: str, extra: Condition | None = None) -> Rows:
    """The deals of a kind; closed ones only of the period."""
    conditions = [Condition("stage_kind", Op.IS, kinds)]
    if "open" not in kinds:
        conditions += _period(spec, "closed_at")
    if extra is not None:
        conditions.append(extra)
    return Rows(RecordKind.DEALS, _owned(spec, *conditions))


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None


def _mean(total: int, count: int) -> int | None:
    return round(total / count) if count > 0 else None


def _sum(rows: Sequence[Sequence[Cell]], place: int) -> Cell:
    return Cell(sum(value for row in rows if isinstance(value := row[place].value, (int, float))))


def default_spec(name: ReportName, today: date) -> ReportSpec:
    """This month up to today."""
    return ReportSpec(name, today.replace(day=1), today)
