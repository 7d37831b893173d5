"""The sales of the demonstration data: deals on their way, what was done and is to be done, answers to campaigns.

Rows are gathered by chunk of contacts; the writer gives them the ids of their contacts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from salesdesk.domain.activities import ActivityDraft
from salesdesk.domain.campaigns import MemberStatus
from salesdesk.domain.deals import DealDraft, StageStep, closing_day
from salesdesk.domain.demo import DemoPerson, DemoWords
from salesdesk.domain.money import to_minor
from salesdesk.domain.pipelines import LOST_REASONS, Pipeline, Stage, StageKind
from salesdesk.store.store import utc_text

T = TypeVar("T")

_HAPPENINGS: tuple[tuple[str, str, int | None], ...] = (
    ("call", "calls", 12), ("call", "calls", 6), ("meeting", "meetings", 60), ("email", "emails", None), ("note", "notes", None),
)  # fmt: skip
_OWN_CURRENCY, _CLOSED_WITHIN = 0.9, 183
_MEMBER = (
    *("sent",) * 7,
    *("opened",) * 8,
    *("clicked",) * 4,
    *("replied",) * 3,
    "met",
    "bounced",
    "unsubscribed",
)


def any_of(words: Sequence[T], pick: Callable[[], float]) -> T:
    """One of ``words``, each as likely; ``pick`` gives 0..1."""
    return words[int(pick() * len(words))]


def lifecycle_by_chance(chance: float) -> str:
    """The lifecycle stage of a contact without a deal; ``chance`` 0..1."""
    return (
        "subscriber"
        if chance < 0.2
        else "lead"
        if chance < 0.8
        else "marketing_qualified"
        if chance < 0.93
        else "sales_qualified"
    )


class DemoTime:
    """Days and moments before now, as they are stored."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._moments: dict[int, str] = {}

    def at(self, days_ago: int) -> str:
        """A moment of a working day ``days_ago``."""
        if days_ago not in self._moments:
            moment = self.now - timedelta(days=days_ago)
            self._moments[days_ago] = utc_text(
                moment.replace(hour=8 + days_ago % 9, minute=days_ago * 7 % 60, second=0)
            )
        return self._moments[days_ago]

    def day(self, days_ago: int) -> str:
        """The day ``days_ago``; negative ones are to come."""
        return (self.now - timedelta(days=days_ago)).date().isoformat()


@dataclass(slots=True)
class Lists:
    """Ids of the records others refer to."""

    owners: Sequence[int]
    sources: Sequence[int]
    tags: Sequence[int]
    campaigns: Sequence[int]
    pipeline: Pipeline


@dataclass(slots=True)
class Chunk:
    """What waits for the ids of the contacts of its chunk; the first item is the place in the chunk. ``members`` are
    (place, campaign, what the person did, when added, when answered)."""

    lifecycle: list[tuple[int, str | None, str, str]] = field(default_factory=list)
    deals: list[tuple[int, DealDraft]] = field(default_factory=list)
    activities: list[tuple[int, ActivityDraft]] = field(default_factory=list)
    tags: list[tuple[int, int]] = field(default_factory=list)
    members: list[tuple[int, int, MemberStatus, str, str | None]] = field(default_factory=list)


class DemoSales:
    """Makes up what happens with people. The same words, random numbers and day give the same."""

    def __init__(self, words: DemoWords, random: Random, time: DemoTime, currency: str) -> None:
        self._words, self._random, self._time, self._currency = words, random, time, currency

    def deal(
        self,
        chunk: Chunk,
        place: int,
        person: DemoPerson,
        company: int | None,
        owner: int,
        source: int,
        lists: Lists,
    ) -> tuple[str, int, str]:
        """One deal on its way through the stages; returns the contact's lifecycle stage, the deal's age and when
        somebody was last in touch about it ("" for never)."""
        pick = self._random.random
        passed, last, day = self._way(lists.pipeline)
        age = day
        events: list[StageStep] = []
        if last is not None:
            events.append(StageStep(passed[-1].id, last.id, self._time.at(day)))
            day += 1 + int(pick() * 20)
        for stage, former in zip(passed[::-1], [*passed[-2::-1], None], strict=True):
            events.append(StageStep(former.id if former else None, stage.id, self._time.at(day)))
            age, day = day, day + 3 + int(pick() * 18)
        events.reverse()
        closed = events[-1].at if last is not None else None
        reason = None
        if last is not None and last.kind is StageKind.LOST:
            reason = LOST_REASONS[int(pick() * (len(LOST_REASONS) - 1))]
        subject = any_of(self._words.sales["subjects"], pick)
        title = f"{subject} for {person.last if company is None else person.full_name}"
        own = pick() < _OWN_CURRENCY
        currency = self._currency if own else self._words.countries[person.country].currency
        amount = to_minor(Decimal(int(10 ** (2.9 + pick() * 1.6)) // 50 * 50), currency)
        close = closing_day(closed) if closed else self._time.day(3 - int(pick() * 60))
        chunk.deals.append(
            (
                place,
                DealDraft(
                    title,
                    last or passed[-1],
                    company_id=company,
                    position=float(len(chunk.deals)),
                    amount=amount,
                    currency=currency,
                    expected_close=close,
                    entered=events[-1].at,
                    lost_reason=reason,
                    owner_id=owner,
                    source_id=source,
                    campaign_id=self._origin(lists, age),
                    created_at=self._time.at(age),
                    updated_at=events[-1].at,
                    way=tuple(events),
                ),
            )
        )
        touched = ""
        if last is None:
            self._task(chunk, place, company, owner)
            if pick() < 0.8:
                touched = self._happening(chunk, place, company, owner, 1 + int(pick() * 8))
        won = last is not None and last.kind is StageKind.WON
        return ("customer" if won else "opportunity" if last is None else "lead"), age, touched

    def _way(self, pipeline: Pipeline) -> tuple[list[Stage], Stage | None, int]:
        """The open stages a deal has passed, the one it was closed in (None: it is open), and how many days ago it
        came to where it is. Deals are closed over the last half year, some of them within the running month."""
        pick = self._random.random
        stages = [s for s in pipeline.stages if s.kind is StageKind.OPEN]
        fate = pick()
        if fate < 0.4:
            reached = 1 + min(len(stages) - 1, int(pick() ** 1.3 * len(stages)))
            return stages[:reached], None, 1 + int(pick() * pick() * 24)
        elapsed = self._time.now.day - 1
        recent = pick() < 0.15 and elapsed > 0
        day = 1 + int(pick() * (elapsed if recent else _CLOSED_WITHIN))
        won, lost = pipeline.first(StageKind.WON), pipeline.first(StageKind.LOST)
        if fate < 0.68:
            return stages, won, day
        return stages[: 1 + int(pick() * len(stages))], lost, day

    def _origin(self, lists: Lists, age: int) -> int | None:
        """The campaign that brought a deal of that age, for a part of them: one that was running then."""
        if self._random.random() > 0.5:
            return None
        running = [
            number
            for number, words in zip(lists.campaigns, self._words.campaigns, strict=True)
            if words.days_ago - words.days <= age <= words.days_ago
        ]
        return any_of(running, self._random.random) if running else None

    def _task(self, chunk: Chunk, place: int, company: int | None, owner: int) -> None:
        """The next step of an open deal, around today; a few are overdue, some deals have none."""
        pick = self._random.random
        if pick() < 0.12:
            return
        when = pick()
        if when < 0.12:
            due = self._time.day(1 + int(pick() * 5))
        elif when < 0.3:
            due = self._time.day(0)
        else:
            due = self._time.day(-1 - int(pick() * 12))
        at = self._time.at(7 + int(pick() * 20))
        subject = any_of(self._words.sales["tasks"], pick)
        chunk.activities.append(
            (
                place,
                ActivityDraft(
                    "task",
                    subject,
                    company_id=company,
                    owner_id=owner,
                    due_at=due,
                    created_at=at,
                    updated_at=at,
                ),
            )
        )

    def history(self, chunk: Chunk, place: int, company: int | None, owner: int, age: int) -> str:
        """What happened with a person; returns when it happened last."""
        pick = self._random.random
        days = [int(pick() * age) + 1 for _ in range(1 + int(pick() * 3))]
        return max(self._happening(chunk, place, company, owner, day) for day in days)

    def _happening(self, chunk: Chunk, place: int, company: int | None, owner: int, day: int) -> str:
        """A call, meeting, e-mail or note of that day; returns its moment."""
        pick, sales = self._random.random, self._words.sales
        kind, words, minutes = any_of(_HAPPENINGS, pick)
        text, at = any_of(sales[words], pick), self._time.at(day)
        subject, body = ("Note", text) if kind == "note" else (text, None)
        outcome = any_of(sales["outcomes"], pick) if kind == "call" else None
        chunk.activities.append(
            (
                place,
                ActivityDraft(
                    kind,
                    subject,
                    body,
                    company_id=company,
                    owner_id=owner,
                    at=at,
                    outcome=outcome,
                    duration_minutes=minutes,
                    created_at=at,
                    updated_at=at,
                ),
            )
        )
        return at

    def member(self, chunk: Chunk, place: int, lists: Lists) -> None:
        """A person in a campaign; most answers come in its first days."""
        pick = self._random.random
        number = int(pick() * len(lists.campaigns))
        words = self._words.campaigns[number]
        campaign = lists.campaigns[number]
        if words.status == "planned":
            chunk.members.append((place, campaign, MemberStatus.AUDIENCE, self._time.at(3), None))
            return
        status = any_of(_MEMBER, pick)
        waited = int(pick() * pick() * min(words.days, words.days_ago))
        answered = self._time.at(max(1, words.days_ago - waited)) if status != "sent" else None
        added = self._time.at(words.days_ago + 3)
        chunk.members.append((place, campaign, MemberStatus(status), added, answered))
