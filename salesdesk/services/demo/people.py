"""Fills an empty file with people, firms, deals, activities and campaigns to try things out with."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.companies import CompanyDraft
from salesdesk.domain.contacts import MOBILE, NewContacts, NewPhone, stored_phone
from salesdesk.domain.demo import DemoCampaign, DemoCompany, DemoPeople, DemoPerson, DemoWords
from salesdesk.domain.money import Money, to_minor
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
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.records.owners import OwnerRepository, SourceRepository
from salesdesk.store.records.pipelines import PipelineRepository
from salesdesk.store.records.tags import TagRepository
from salesdesk.store.store import Store

MOST_CONTACTS = 1_000_000
_CHUNK = 20_000
_FEWEST_DEALS = 60  # a board of a small file should not be bare
_MOST_DEALS, _MOST_ACTIVITIES, _MOST_MEMBERS = 60_000, 200_000, 120_000
_EMPTY = ("contact", "company", "deal", "activity", "campaign")

_CONTACT_FIELDS = (
    "first_name", "last_name", "job_title", "department", "street", "city", "postal_code", "country", "last_contacted_at",
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
                f"{self._store.name} already holds records, and demo data would mix with them. "
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
        self._contacts, self._tags = ContactWriter(uow), TagRepository(uow.database)

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
        owners = OwnerRepository(self._uow.database).ensure_all(self._uow, people["owners"])
        pipelines = self._pipelines.all()
        if not pipelines:
            self._pipelines.add(self._uow, DEFAULT_PIPELINE, list(DEFAULT_STAGES))
            pipelines = self._pipelines.all()
        campaigns = self._uow.insert_many(
            "campaign", _CAMPAIGN, [self._campaign(n, c, owners) for n, c in enumerate(self._words.campaigns)]
        )
        return Lists(
            owners,
            SourceRepository(self._uow.database).ensure_all(self._uow, people["sources"]),
            self._tags.ensure_all(self._uow, people["tags"]),
            campaigns,
            pipelines[0],
        )

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
        drafts = []
        for firm in firms:
            country = self._words.countries[firm.country]
            at = self._time.at(200 + int(pick() * 700))
            stage = "lead" if pick() < 0.7 else "customer"
            values: dict[str, str | int | None] = {
                "website": f"https://www.{firm.domain}", "industry": firm.industry, "employees": firm.employees,
                "street": firm.street, "city": firm.city, "postal_code": firm.postal_code, "country": country.code,
            }  # fmt: skip
            drafts.append(
                CompanyDraft(
                    firm.name,
                    values,
                    phone=stored_phone(firm.phone),
                    annual_revenue=Money(firm.annual_revenue, country.currency),
                    lifecycle_stage=stage,
                    owner_id=any_of(lists.owners, pick),
                    source_id=any_of(lists.sources, pick),
                    created_at=at,
                    touched_at=at,
                    match_key=firm.match_key,
                )
            )
        return CompanyWriter(self._uow).create_many(drafts)

    # -- people and what hangs on them ------------------------------------------------------------------

    def _write_people(
        self, people: Sequence[DemoPerson], firm_ids: range, lists: Lists, shares: tuple[float, float, float]
    ) -> None:
        chunk, made, pick = Chunk(), _Columns(), self._random.random
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
            made.values.append((
                person.first, person.last, person.job_title, person.department, person.street, person.city,
                person.postal_code, self._words.countries[person.country].code, last,
            ))  # fmt: skip
            made.further.append((company, stage, owner, source, pick() < 0.03, pick() < 0.02, created))
        companies, stages, owners, sources, no_mail, no_call, created_at = zip(*made.further, strict=True)
        ids = self._contacts.create_many(
            NewContacts(
                names=[person.full_name for person in people],
                name_keys=[person.name_key for person in people],
                fields=_CONTACT_FIELDS,
                values=made.values,
                emails=[[(p.email, "work" if p.company is not None else "home")] for p in people],
                phones=[_numbers(person) for person in people],
                companies=companies,
                stages=stages,
                owners=owners,
                sources=sources,
                do_not_email=no_mail,
                do_not_call=no_call,
                created=created_at,
                touched=created_at,
                moves=chunk.lifecycle,
            )
        )
        self._write_chunk(chunk, ids)

    def _write_chunk(self, chunk: Chunk, ids: range) -> None:
        insert, actor = self._uow.insert_many, self._uow.actor
        self._tags.link(self._uow, "contact", [(ids[place], tag) for place, tag in chunk.tags])
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


@dataclass(slots=True)
class _Columns:
    """What new contacts get: the values of ``_CONTACT_FIELDS``; and company, stage, owner, source, whether they may
    not be e-mailed, not be called, and when they were made."""

    values: list[tuple[str | None, ...]] = field(default_factory=list)
    further: list[tuple[int | None, str, int, int, bool, bool, str]] = field(default_factory=list)


def _numbers(person: DemoPerson) -> list[NewPhone]:
    numbers: list[NewPhone] = [(person.phone, person.phone[1:], None, "work")]
    if person.mobile:
        numbers.append((person.mobile, person.mobile[1:], None, MOBILE))
    return numbers
