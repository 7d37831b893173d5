"""Fills an empty file with people, firms, deals, activities and campaigns to try things out with."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.demo import DemoCompany, DemoPeople, DemoPerson, DemoWords
from salesdesk.domain.pipelines import DEFAULT_PIPELINE, DEFAULT_STAGES, LOST_REASONS, Pipeline, StageKind
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.paths import resource
from salesdesk.services.commands import Commands
from salesdesk.store.bulk_load import without_indexes
from salesdesk.store.pipelines import PipelineRepository
from salesdesk.store.store import Store, utc_text
from salesdesk.store.unit_of_work import UnitOfWork

MOST_CONTACTS = 1_000_000
_CHUNK = 20_000
_MOST_DEALS, _MOST_ACTIVITIES, _MOST_MEMBERS = 60_000, 200_000, 120_000
_EMPTY = ("contact", "company", "deal", "activity", "campaign")

_COMPANY = (
    "name", "name_key", "match_key", "domain", "website", "phone", "phone_digits", "industry", "employees",
    "annual_revenue", "currency", "street", "city", "postal_code", "country", "lifecycle_stage", "owner_id",
    "source_id", "created_at", "updated_at",
)  # fmt: skip
_CONTACT = (
    "full_name", "name_key", "first_name", "last_name", "job_title", "department", "company_id", "email", "phone",
    "street", "city", "postal_code", "country", "lifecycle_stage", "owner_id", "source_id", "do_not_email",
    "do_not_call", "last_contacted_at", "created_at", "updated_at",
)  # fmt: skip
_DEAL = (
    "title", "title_key", "contact_id", "company_id", "pipeline_id", "stage_id", "position", "amount", "currency",
    "expected_close", "stage_since", "closed_at", "lost_reason", "owner_id", "source_id", "campaign_id",
    "created_at", "updated_at",
)  # fmt: skip
_ACTIVITY = (
    "kind", "subject", "body", "contact_id", "company_id", "deal_id", "owner_id", "at", "due_at", "done_at",
    "outcome", "duration_minutes", "created_at", "updated_at",
)  # fmt: skip


@dataclass(slots=True)
class _Lists:
    """Ids of the records others refer to."""

    owners: Sequence[int]
    sources: Sequence[int]
    tags: Sequence[int]
    campaigns: Sequence[int]
    pipeline: Pipeline


@dataclass(slots=True)
class _Chunk:
    """Rows that wait for the ids of the contacts of their chunk; the first item is the place in the chunk."""

    lifecycle: list[tuple[int, str | None, str, str]] = field(default_factory=list)
    deals: list[tuple[int, tuple[Any, ...], list[tuple[int | None, int, str]]]] = field(default_factory=list)
    activities: list[tuple[int, bool, tuple[Any, ...]]] = field(default_factory=list)
    tags: list[tuple[int, int]] = field(default_factory=list)
    members: list[tuple[int, int, str, str, str | None]] = field(default_factory=list)


class DemoService:
    """Writes the demonstration data in one unit of work, so that one undo clears it again."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def is_empty(self) -> bool:
        """Whether the file holds no record yet, the trash included."""
        return not any(self._store.database.value(f"SELECT EXISTS (SELECT 1 FROM {t})") for t in _EMPTY)

    def fill(self, contacts: int, seed: int, work: Work) -> ChangeSet:
        """Write ``contacts`` people with everything around them. Refuses a file that holds records."""
        if not 1 <= contacts <= MOST_CONTACTS:
            raise DomainError("Not that many", f"Demo data can have 1 to {MOST_CONTACTS:,} contacts, not {contacts:,}.")
        if not self.is_empty():
            raise DomainError(
                "Not an empty file",
                f"{self._store.path.name} already holds records, and demo data would mix with them. "
                "Name a new file, for example with --database demo.salesdesk.",
            )
        with resource("demo/words.toml").open("rb") as file:
            words = DemoWords.from_tables(tomllib.load(file))

        def write(uow: UnitOfWork) -> None:
            expected = {
                table: contacts * times // 10
                for table, times in (
                    ("company", 2), ("contact", 10), ("contact_company", 9), ("contact_email", 10),
                    ("contact_phone", 14), ("contact_tag", 3), ("lifecycle_event", 12), ("deal", 1),
                    ("stage_event", 3), ("activity", 3), ("campaign_member", 2),
                )
            }  # fmt: skip
            with without_indexes(uow.database, expected):
                _Writer(uow, words, seed, self._store.clock(), PipelineRepository(uow.database)).write(contacts, work)

        return self._commands.run(f"Demo data with {contacts:,} contacts", write, cause=Cause.DEMO)


class _Writer:
    def __init__(
        self, uow: UnitOfWork, words: DemoWords, seed: int, now: datetime, pipelines: PipelineRepository
    ) -> None:
        self._uow, self._words, self._now = uow, words, now
        self._random = Random(seed + 1)
        self._people = DemoPeople(words, seed)
        self._pipelines = pipelines
        self._days: dict[int, str] = {}

    def write(self, contacts: int, work: Work) -> None:
        lists = self._write_lists()
        firms = self._people.companies(max(1, contacts // 6))
        firm_ids = self._write_companies(firms, lists)
        shares = (
            min(0.16, _MOST_DEALS / contacts),
            min(0.25, _MOST_ACTIVITIES / contacts / 3),
            min(0.3, _MOST_MEMBERS / contacts),
        )
        for start in range(0, contacts, _CHUNK):
            work.check()
            people = self._people.people(start, min(_CHUNK, contacts - start), firms)
            self._write_people(people, firm_ids, lists, shares)
            work.report(min(contacts, start + _CHUNK), contacts, "contacts")

    # -- what others refer to ---------------------------------------------------------------------------

    def _write_lists(self) -> _Lists:
        people = self._words.people
        owners = self._named("owner", people["owners"])
        pipelines = self._pipelines.all()
        if not pipelines:
            self._pipelines.add(self._uow, DEFAULT_PIPELINE, list(DEFAULT_STAGES))
            pipelines = self._pipelines.all()
        campaigns = self._uow.insert_many("campaign", _CAMPAIGN, [self._campaign(n, c, owners) for n, c in enumerate(self._words.campaigns)])
        return _Lists(owners, self._named("source", people["sources"]), self._named("tag", people["tags"]), campaigns, pipelines[0])

    def _named(self, table: str, names: Sequence[str]) -> list[int]:
        known = {key: row_id for row_id, key in self._uow.query(f'SELECT id, name_key FROM "{table}"')}
        return [known.get(fold_key(name)) or self._uow.insert(table, {"name": name, "name_key": fold_key(name)}) for name in names]

    def _campaign(self, number: int, words: Any, owners: Sequence[int]) -> tuple[Any, ...]:
        starts = 330 - number * 48
        status = "finished" if starts > 120 else "running" if starts > 0 else "planned"
        budget = (20 + int(self._random.random() * 80)) * 10_000
        spent = 0 if status == "planned" else int(budget * (0.5 + self._random.random() * 0.6))
        at = self._at(max(starts, 1) + 14)
        return (
            words["name"], fold_key(words["name"]), words["channel"], words["goal"], status, self._day(starts),
            self._day(starts - 45), owners[number % len(owners)], budget, int(budget * 0.9), spent,
            float(4 + number * 3), "EUR", at, at,
        )  # fmt: skip

    def _write_companies(self, firms: Sequence[DemoCompany], lists: _Lists) -> range:
        pick = self._random.random
        rows = []
        for firm in firms:
            country = self._words.countries[firm.country]
            at = self._at(200 + int(pick() * 700))
            rows.append((
                firm.name, firm.name_key, firm.match_key, firm.domain, f"https://www.{firm.domain}", firm.phone,
                firm.phone[1:], firm.industry, firm.employees, firm.annual_revenue, country.currency, firm.street,
                firm.city, firm.postal_code, country.code, "lead" if pick() < 0.7 else "customer",
                _any(lists.owners, pick), _any(lists.sources, pick), at, at,
            ))  # fmt: skip
        return self._uow.insert_many("company", _COMPANY, rows)

    # -- people and what hangs on them ------------------------------------------------------------------

    def _write_people(
        self, people: Sequence[DemoPerson], firm_ids: range, lists: _Lists, shares: tuple[float, float, float]
    ) -> None:
        chunk, rows, pick = _Chunk(), [], self._random.random
        countries = self._words.countries
        for place, person in enumerate(people):
            company = firm_ids[person.company] if person.company is not None else None
            owner, source = _any(lists.owners, pick), _any(lists.sources, pick)
            age = 2 + int(pick() * 600)
            created, last, stage = self._at(age), None, _lifecycle(pick())
            if pick() < shares[0]:
                stage, age = self._deal(chunk, place, person, company, owner, source, lists)
                created = self._at(age + 5)
            if pick() < shares[1]:
                last = self._history(chunk, place, company, owner, min(age, 300))
            if pick() < 0.25:
                chunk.tags.append((place, _any(lists.tags, pick)))
            if pick() < shares[2]:
                self._member(chunk, place, lists)
            if stage != "lead" and stage != "subscriber":
                chunk.lifecycle.append((place, None, "lead", created))
                chunk.lifecycle.append((place, "lead", stage, self._at(age // 2)))
            else:
                chunk.lifecycle.append((place, None, stage, created))
            rows.append((
                person.full_name, person.name_key, person.first, person.last, person.job_title, person.department,
                company, person.email, person.phone, person.street, person.city, person.postal_code,
                countries[person.country].code, stage, owner, source, pick() < 0.03, pick() < 0.02, last, created,
                created,
            ))  # fmt: skip
        ids = self._uow.insert_many("contact", _CONTACT, rows)
        self._write_parts(people, ids, rows)
        self._write_chunk(chunk, ids, rows, lists)

    def _write_parts(self, people: Sequence[DemoPerson], ids: range, rows: Sequence[tuple[Any, ...]]) -> None:
        insert = self._uow.insert_many
        insert(
            "contact_company",
            ("contact_id", "company_id", "role", "is_primary"),
            [(i, row[6], row[4], True) for i, row in zip(ids, rows, strict=True) if row[6] is not None],
        )
        insert(
            "contact_email",
            ("contact_id", "address", "address_key", "label", "position"),
            [(i, p.email, p.email, "work" if p.company is not None else "home", 0) for i, p in zip(ids, people, strict=True)],
        )
        phones = []
        for row_id, person in zip(ids, people, strict=True):
            phones.append((row_id, person.phone, person.phone[1:], "work", 0))
            if person.mobile:
                phones.append((row_id, person.mobile, person.mobile[1:], "mobile", 1))
        insert("contact_phone", ("contact_id", "number", "digits", "label", "position"), phones)

    def _write_chunk(self, chunk: _Chunk, ids: range, rows: Sequence[tuple[Any, ...]], lists: _Lists) -> None:
        insert, actor = self._uow.insert_many, self._uow.actor
        insert("contact_tag", ("contact_id", "tag_id"), [(ids[place], tag) for place, tag in chunk.tags])
        insert(
            "lifecycle_event",
            ("contact_id", "from_stage", "to_stage", "at", "actor"),
            [(ids[place], old, new, at, actor) for place, old, new, at in chunk.lifecycle],
        )
        deals = insert("deal", _DEAL, [(*row[:2], ids[place], *row[3:]) for place, row, _ in chunk.deals])
        insert(
            "stage_event",
            ("deal_id", "from_stage_id", "to_stage_id", "at", "actor", "amount"),
            [
                (deal, old, new, at, actor, row[7])
                for deal, (_, row, events) in zip(deals, chunk.deals, strict=True)
                for old, new, at in events
            ],
        )
        deal_of = {place: deal for deal, (place, _, _) in zip(deals, chunk.deals, strict=True)}
        insert(
            "activity",
            _ACTIVITY,
            [
                (*row[:3], ids[place], row[4], deal_of.get(place) if of_deal else None, *row[6:])
                for place, of_deal, row in chunk.activities
            ],
        )
        insert(
            "campaign_member",
            ("contact_id", "campaign_id", "status", "added_at", "responded_at"),
            [(ids[place], *row) for place, *row in chunk.members],
        )

    def _deal(
        self, chunk: _Chunk, place: int, person: DemoPerson, company: int | None, owner: int, source: int, lists: _Lists
    ) -> tuple[str, int]:
        """One deal on its way through the stages; returns the contact's lifecycle stage and the deal's age."""
        pick, stages = self._random.random, lists.pipeline.stages
        open_stages = [s for s in stages if s.kind is StageKind.OPEN]
        won, lost = lists.pipeline.first(StageKind.WON), lists.pipeline.first(StageKind.LOST)
        age = day = 4 + int(pick() * 340)
        steps = 1 + int(pick() ** 0.6 * len(open_stages))
        events: list[tuple[int | None, int, str]] = []
        former, closed, reason, last = None, None, None, None
        for stage in open_stages[:steps]:
            events.append((former, stage.id, self._at(day)))
            former = stage.id
            wait = 3 + int(pick() * 26)
            if wait >= day:
                break  # it stands there today
            day -= wait
        else:
            if steps == len(open_stages):
                last = won if pick() < 0.66 else lost
            elif pick() < 0.85:
                last = lost
        if last is not None:
            closed = self._at(day)
            reason = LOST_REASONS[int(pick() * (len(LOST_REASONS) - 1))] if last is lost else None
            events.append((former, last.id, closed))
        subject = _any(self._words.sales["subjects"], pick)
        title = f"{subject} for {person.last if company is None else person.full_name}"
        currency = self._words.countries[person.country].currency
        amount = int(10 ** (2.6 + pick() * 2.2)) * 500
        close = closed[:10] if closed else self._day(-int(pick() * 80) + 8)
        chunk.deals.append((place, (
            title, fold_key(title), None, company, lists.pipeline.id, events[-1][1], float(len(chunk.deals)), amount,
            currency, close, events[-1][2], closed, reason, owner, source,
            _any(lists.campaigns, pick) if pick() < 0.3 else None, self._at(age), events[-1][2],
        ), events))  # fmt: skip
        if last is None:
            self._task(chunk, place, company, owner)
        return ("customer" if last is won and won else "opportunity" if last is None else "lead"), age

    def _task(self, chunk: _Chunk, place: int, company: int | None, owner: int) -> None:
        """The next step of an open deal; some are overdue, some deals have none."""
        pick = self._random.random
        if pick() < 0.22:
            return
        due = self._day(int(8 - pick() * 22))
        at = self._at(10 + int(pick() * 20))
        subject = _any(self._words.sales["tasks"], pick)
        chunk.activities.append((place, True, ("task", subject, None, None, company, None, owner, None, due, None, None, None, at, at)))

    def _history(self, chunk: _Chunk, place: int, company: int | None, owner: int, age: int) -> str:
        """What happened with a person; returns when it happened last."""
        pick, sales = self._random.random, self._words.sales
        latest = ""
        for _ in range(1 + int(pick() * 3)):
            kind, words, minutes = _HAPPENINGS[int(pick() * len(_HAPPENINGS))]
            text = _any(sales[words], pick)
            at = self._at(int(pick() * age) + 1)
            latest = max(latest, at)
            subject, body = ("Note", text) if kind == "note" else (text, None)
            outcome = _any(sales["outcomes"], pick) if kind == "call" else None
            chunk.activities.append((place, True, (
                kind, subject, body, None, company, None, owner, at, None, None, outcome, minutes, at, at,
            )))  # fmt: skip
        return latest

    def _member(self, chunk: _Chunk, place: int, lists: _Lists) -> None:
        pick = self._random.random
        number = int(pick() * len(lists.campaigns))
        days = 330 - number * 48
        status = "audience" if days <= 0 else _any(_MEMBER, pick)
        responded = self._at(max(days - 6, 1)) if status in ("clicked", "replied", "met") else None
        chunk.members.append((place, lists.campaigns[number], status, self._at(max(days, 1) + 7), responded))

    # -- time -------------------------------------------------------------------------------------------

    def _at(self, days_ago: int) -> str:
        """A moment of a working day ``days_ago``."""
        if days_ago not in self._days:
            moment = self._now - timedelta(days=days_ago)
            self._days[days_ago] = utc_text(moment.replace(hour=8 + days_ago % 9, minute=days_ago * 7 % 60, second=0))
        return self._days[days_ago]

    def _day(self, days_ago: int) -> str:
        return (self._now - timedelta(days=days_ago)).date().isoformat()


T = TypeVar("T")

_CAMPAIGN = (
    "name", "name_key", "channel", "goal", "status", "starts_on", "ends_on", "owner_id", "budget",
    "committed_cost", "actual_cost", "own_hours", "currency", "created_at", "updated_at",
)  # fmt: skip
_HAPPENINGS: tuple[tuple[str, str, int | None], ...] = (
    ("call", "calls", 12), ("call", "calls", 6), ("meeting", "meetings", 60), ("email", "emails", None), ("note", "notes", None),
)  # fmt: skip
_MEMBER = ("sent", "sent", "sent", "opened", "opened", "opened", "clicked", "clicked", "replied", "met", "bounced", "unsubscribed")


def _any(words: Sequence[T], pick: Callable[[], float]) -> T:
    return words[int(pick() * len(words))]


def _lifecycle(chance: float) -> str:
    return "subscriber" if chance < 0.2 else "lead" if chance < 0.8 else "marketing_qualified" if chance < 0.93 else "sales_qualified"
