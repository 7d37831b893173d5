"""What today asks for."""

from __future__ import annotations

from datetime import date, timedelta

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.activities.moments import reminder_of
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.money import whole_units
from salesdesk.domain.today import (
    AHEAD_DAYS,
    StepState,
    TodayFigures,
    TodayStep,
    Waiting,
    WaitingDeal,
    month_before,
    pace,
    quarter_end,
    state_of,
)
from salesdesk.services.commands import Commands
from salesdesk.services.later_rates import later_rates
from salesdesk.store.store import Store

LEAD_DAYS = 30
"""For so many days a lead without a step waits on the page, and answers to leads are looked at."""
MOST_TOUCHES = 20
"""So many people to be spoken to again are told; the rest is counted."""


class TodayService:
    """Use cases of the day: reading it. Its steps are changed by `ActivityService`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def day(self) -> date:
        """The person's day."""
        return date.fromisoformat(self._store.today())

    def steps(
        self, *, owner: int | None = None, kind: ActivityKind | None = None, done: bool = True
    ) -> list[TodayStep]:
        """What is overdue and what is due today, the earliest first, high priority before the rest of a day, and behind
        them what was done today. ``owner`` and ``kind`` narrow it."""
        read = self._store.today_lists
        entries = read.open_steps(self.day) + (read.done_steps(self.day) if done else [])
        wanted = [
            entry
            for entry in entries
            if (owner is None or entry.owner_id == owner) and (kind is None or entry.kind is kind)
        ]
        amounts = read.amounts(list({entry.deal_id for entry in wanted if entry.deal_id is not None}))
        now, today = self._store.now(), self._store.today()
        return sorted((_step(entry, amounts, now, today) for entry in wanted), key=_order)

    def count_to_do(self) -> int:
        """How many of the steps are still to be done."""
        return self._store.today_lists.open_count(self.day)

    def reminders(self) -> list[tuple[str, Activity]]:
        """(when, step) of the reminders that have come due, the earliest first, however long ago: the window may have been
        closed meanwhile."""
        now = self._store.now()
        found = [(reminder_of(step), step) for step in self._store.today_lists.steps_to_remind_of()]
        return sorted(
            ((at, step) for at, step in found if at is not None and at <= now), key=lambda one: one[0]
        )

    def waiting(self) -> Waiting:
        """What waits besides steps. Grows with the file: not for the thread of the window."""
        read, today = self._store.today_lists, self.day
        stages = [stage for pipeline in self._store.pipelines.all() for stage in pipeline.stages]
        quiet, quiet_count = read.quiet_deals(stages, today)
        bare, bare_count = read.deals_without_step()
        touches, touches_count = self._store.keep_in_touch.due(self._store.today(), MOST_TOUCHES)
        known = {deal.id for deal in quiet}
        deals: list[WaitingDeal] = quiet + [deal for deal in bare if deal.id not in known]
        return Waiting(
            tuple(deals),
            max(len(deals), quiet_count + bare_count - len(known & {deal.id for deal in bare})),
            tuple(read.leads_without_step(today, LEAD_DAYS)),
            tuple(read.birthdays(today)),
            touches=tuple(touches),
            touches_count=touches_count,
        )

    def figures(self) -> TodayFigures:
        """The figures of the day beside those of the time before. Grows with the file."""
        from statistics import median

        from salesdesk.services.targets import TargetService  # the steps are shown before there are figures

        store, today, read = self._store, self.day, self._store.today_lists
        currency = store.settings.currency
        rates = store.rates.current(store.today())
        first = today.replace(day=1)
        won = store.figures.closed("won", first, today, "all", currency, rates).get("")
        before = store.figures.closed("won", *month_before(today), "all", currency, rates).get("")
        best = {stage.id for one in store.pipelines.all() for stage in one.stages if stage.best_case}
        weighted, full = read.expected(quarter_end(today), currency, rates, best)
        week = timedelta(days=AHEAD_DAYS - 1)
        goal = TargetService(store, Commands(store)).against(today, today)
        target = goal.amount if goal is not None and not goal.apart else None
        answers = read.days_to_answer(today - timedelta(days=LEAD_DAYS))
        return TodayFigures(
            currency=currency,
            won=won.amount if won else 0,
            won_deals=won.count if won else 0,
            won_before=before.amount if before else 0,
            pace=whole_units(
                self._pace(won.amount if won else 0, by_working_days=target is not None), currency
            ),
            expected=weighted.amount,
            best=full.amount,
            leads=read.added_between(today - week, today),
            leads_before=read.added_between(
                today - 2 * week - timedelta(days=1), today - week - timedelta(days=1)
            ),
            response_hours=median(answers) * 24 if answers else None,
            answered=len(answers),
            apart=won.apart if won else (),
            target=target,
            expected_apart=weighted.beside,
            best_apart=full.beside,
            before_apart=before.apart if before else (),
            notes=later_rates(rates, currency, store.rates.first_closed(first, today)),
        )

    def _pace(self, won: int, *, by_working_days: bool) -> int:
        """What the month comes to at this speed."""
        today = self.day
        if by_working_days:
            from salesdesk.domain.targets import month_of
            from salesdesk.domain.working_time import pace as working_pace
            from salesdesk.services.targets import TargetService

            month = month_of(today.year, today.month)
            days = TargetService(self._store, Commands(self._store)).days
            return working_pace(won, month.first, month.last, today, days) or pace(won, today)
        return pace(won, today)


def _step(
    entry: Activity, amounts: dict[int, tuple[int | None, str | None]], now: str, today: str
) -> TodayStep:
    state, late = state_of(entry, now, today)
    amount = amounts.get(entry.deal_id, (None, None)) if entry.deal_id is not None else (None, None)
    return TodayStep(entry, state, late, *amount)


_HIGH_FIRST = {"high": 0, "low": 2}
_STATES = {state: place for place, state in enumerate(StepState)}


def _order(step: TodayStep) -> tuple[int, str, int, str, int]:
    due = step.entry.due_at or ""
    urgent = _HIGH_FIRST.get(step.entry.priority or "", 1)
    return (_STATES[step.state], due[:10], urgent, due, step.entry.id)


TODAY_KINDS = (
    EntityKind.ACTIVITY,
    EntityKind.DEAL,
    EntityKind.CONTACT,
    EntityKind.COMPANY,
    EntityKind.STAGE,
    EntityKind.PIPELINE,
    EntityKind.SETTING,
    EntityKind.OWNER,
    EntityKind.TAG,
    EntityKind.SAVED_VIEW,
    EntityKind.TARGET,
    EntityKind.OWN_REPORT,
)
"""What a change must concern to alter the day."""
