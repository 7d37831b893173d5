"""Fills an empty file with people, firms, deals, activities and campaigns to try things out with."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.demo import DemoCampaign, DemoCompany, DemoPeople, DemoPerson, DemoWords
from salesdesk.domain.money import to_minor
from salesdesk.domain.pipelines import (
    DEFAULT_PIPELINE,
    DEFAULT_STAGES,
)
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.paths import resource
from salesdesk.services.commands import Commands
from salesdesk.services.demo.sales import Chunk, DemoSales, DemoTime, Lists, any_of, lifecycle_by_chance
from salesdesk.services.uncollected import without_collector
from salesdesk.store.engine.bulk_load import without_indexes
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.records.pipelines import PipelineRepository
from salesdesk.store.store import Store

MOST_CONTACTS = 1_000_000
_CHUNK = 20_000
_FEWEST_DEALS = 60  # a board of a small file should not be bare
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
_CAMPAIGN = (
    "name", "name_key", "channel", "goal", "status", "starts_on", "ends_on", "owner_id", "budget",
    "committed_cost", "actual_cost", "own_hours", "currency", "created_at", "updated_at",
)  # fmt: skip
_ACTIVITY = (
    "kind", "subject", "body", "contact_id", "company_id", "deal_id", "owner_id", "at", "due_at", "done_at",
    "outcome", "duration_minutes", "created_at", "updated_at",
)  # fmt: skip


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
            raise DomainError(
                "Not that many", f"Demo data can have 1 to {MOST_CONTACTS:,} contacts, not {contacts:,}."
            )
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
                _Writer(
                    uow,
                    words,
                    seed,
                    self._store.clock(),
                    PipelineRepository(uow.database),
                    self._store.settings.currency,
                ).write(contacts, work)

        with without_collector():
            return self._commands.run(f"Demo data with {contacts:,} contacts", write, cause=Cause.DEMO)


class _Writer:
    def __init__(
        self,
        uow: UnitOfWork,
        words: DemoWords,
        seed: int,
        now: datetime,
        pipelines: PipelineRepository,
        currency: str,
    ) -> None:
        self._uow, self._words, self._currency, self._time = uow, words, currency, DemoTime(now)
        self._random = Random(seed + 1)
        self._people = DemoPeople(words, seed)
        self._pipelines = pipelines
        self._sales = DemoSales(words, self._random, self._time, currency)

    def write(self, contacts: int, work: Work) -> None:
        lists = self._write_lists()
        firms = self._people.companies(max(1, contacts // (6 if contacts <= _CHUNK else 12)))
        firm_ids = self._write_companies(firms, lists)
        shares = (
            min(max(0.16, min(0.4, _FEWEST_DEALS / contacts)), _MOST_DEALS / contacts),
            min(0.25, _MOST_ACTIVITIES / contacts / 3),
            min(0.3, _MOST_MEMBERS / contacts),
        )
        for start in range(0, contacts, _CHUNK):
            work.check()
            people = self._people.people(start, min(_CHUNK, contacts - start), firms)
            self._write_people(people, firm_ids, lists, shares)
            work.report(min(contacts, start + _CHUNK), contacts, "contacts")

    # -- what others refer to ---------------------------------------------------------------------------

    def _write_lists(self) -> Lists:
        people = self._words.people
        owners = self._named("owner", people["owners"])
        pipelines = self._pipelines.all()
        if not pipelines:
            self._pipelines.add(self._uow, DEFAULT_PIPELINE, list(DEFAULT_STAGES))
            pipelines = self._pipelines.all()
        campaigns = self._uow.insert_many(
            "campaign", _CAMPAIGN, [self._campaign(n, c, owners) for n, c in enumerate(self._words.campaigns)]
        )
        return Lists(
            owners,
            self._named("source", people["sources"]),
            self._named("tag", people["tags"]),
            campaigns,
            pipelines[0],
        )

    def _named(self, table: str, names: Sequence[str]) -> list[int]:
        known = {key: row_id for row_id, key in self._uow.query(f'SELECT id, name_key FROM "{table}"')}
        return [
            known.get(fold_key(name)) or self._uow.insert(table, {"name": name, "name_key": fold_key(name)})
            for name in names
        ]

    def _campaign(self, number: int, words: DemoCampaign, owners: Sequence[int]) -> tuple[Any, ...]:
        budget = to_minor(Decimal(200 + int(self._random.random() * 38) * 100), self._currency)
        share = {"planned": 0.0, "running": 0.3, "finished": 0.7}[words.status]
        spent = int(budget * share * (0.7 + self._random.random() * 0.7)) // 100 * 100
        at = self._time.at(max(words.days_ago, 1) + 14)
        return (
            words.name, fold_key(words.name), words.channel, words.goal, words.status, self._time.day(words.days_ago),
            self._time.day(words.days_ago - words.days), owners[number % len(owners)], budget, int(budget * 0.9), spent,
            float(4 + number * 3), self._currency, at, at,
        )  # fmt: skip

    def _write_companies(self, firms: Sequence[DemoCompany], lists: Lists) -> range:
        pick = self._random.random
        rows = []
        for firm in firms:
            country = self._words.countries[firm.country]
            at = self._time.at(200 + int(pick() * 700))
            rows.append((
                firm.name, firm.name_key, firm.match_key, firm.domain, f"https://www.{firm.domain}", firm.phone,
                firm.phone[1:], firm.industry, firm.employees, firm.annual_revenue, country.currency, firm.street,
                firm.city, firm.postal_code, country.code, "lead" if pick() < 0.7 else "customer",
                any_of(lists.owners, pick), any_of(lists.sources, pick), at, at,
            ))  # fmt: skip
        return self._uow.insert_many("company", _COMPANY, rows)

    # -- people and what hangs on them ------------------------------------------------------------------

    def _write_people(
        self, people: Sequence[DemoPerson], firm_ids: range, lists: Lists, shares: tuple[float, float, float]
    ) -> None:
        chunk, rows, pick = Chunk(), [], self._random.random
        countries = self._words.countries
        for place, person in enumerate(people):
            company = firm_ids[person.company] if person.company is not None else None
            owner, source = any_of(lists.owners, pick), any_of(lists.sources, pick)
            age = 2 + int(pick() * 600)
            created, last, stage = self._time.at(age), None, lifecycle_by_chance(pick())
            if pick() < shares[0]:
                stage, age, touched = self._sales.deal(chunk, place, person, company, owner, source, lists)
                created, last = self._time.at(age + 5), touched or None
            if pick() < shares[1]:
                last = max(last or "", self._sales.history(chunk, place, company, owner, min(age, 300)))
            if pick() < 0.25:
                chunk.tags.append((place, any_of(lists.tags, pick)))
            if pick() < shares[2]:
                self._sales.member(chunk, place, lists)
            if stage != "lead" and stage != "subscriber":
                chunk.lifecycle.append((place, None, "lead", created))
                chunk.lifecycle.append((place, "lead", stage, self._time.at(age // 2)))
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
            [
                (i, p.email, p.email, "work" if p.company is not None else "home", 0)
                for i, p in zip(ids, people, strict=True)
            ],
        )
        phones = []
        for row_id, person in zip(ids, people, strict=True):
            phones.append((row_id, person.phone, person.phone[1:], "work", 0))
            if person.mobile:
                phones.append((row_id, person.mobile, person.mobile[1:], "mobile", 1))
        insert("contact_phone", ("contact_id", "number", "digits", "label", "position"), phones)

    def _write_chunk(self, chunk: Chunk, ids: range, rows: Sequence[tuple[Any, ...]], lists: Lists) -> None:
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
