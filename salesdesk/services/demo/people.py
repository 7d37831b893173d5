"""Fills an empty file with people, firms, deals, activities and campaigns to try things out with."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from salesdesk.domain.campaigns import CampaignDraft, MemberDraft
from salesdesk.domain.changes import Cause, ChangeSet
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
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.demo.sales import Chunk, DemoSales, DemoTime, Lists, any_of, lifecycle_by_chance
from salesdesk.services.uncollected import without_collector
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.bulk import BulkWriter
from salesdesk.store.records.campaign_writer import CampaignWriter
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.records.deal_writer import DealWriter
from salesdesk.store.records.emptiness import holds_no_record
from salesdesk.store.store import Store

MOST_CONTACTS = 1_000_000

_CHUNK = 20_000
_FEWEST_DEALS = 60  # a board of a small file should not be bare
_MOST_DEALS, _MOST_ACTIVITIES, _MOST_MEMBERS = 60_000, 200_000, 120_000

_CONTACT_FIELDS = (
    "first_name", "last_name", "job_title", "department", "street", "city", "postal_code", "country", "last_contacted_at",
)  # fmt: skip


def fill(store: Store, commands: Commands, contacts: int, seed: int, work: Work) -> ChangeSet:
    """Write ``contacts`` people with everything around them in one unit of work. Refuses a file that holds records."""
    if not 1 <= contacts <= MOST_CONTACTS:
        raise DomainError("demo.not_that_many", most=MOST_CONTACTS, count=contacts)
    if not holds_no_record(store.database):
        raise DomainError("demo.not_empty", file=store.name)
    with resource("demo/words.toml").open("rb") as file:
        words = DemoWords.from_tables(tomllib.load(file))

    def write(uow: Writing) -> None:
        with BulkWriter(uow).room(
            contacts=contacts,
            companies=contacts // 5,
            deals=contacts // 10,
            activities=contacts * 3 // 10,
            members=contacts // 5,
        ):
            _Writer(store, uow, words, seed).write(contacts, work)

    with without_collector():
        return commands.run(phrase("changes.demo", count=contacts), write, cause=Cause.DEMO)


class _Writer:
    def __init__(self, store: Store, uow: Writing, words: DemoWords, seed: int) -> None:
        currency = store.settings.currency
        self._store, self._uow, self._words, self._currency = store, uow, words, currency
        self._time = DemoTime(store.clock())
        self._random = Random(seed + 1)
        self._people = DemoPeople(words, seed)
        self._pipelines = store.pipelines
        self._sales = DemoSales(words, self._random, self._time, currency)
        self._deals, self._activities = DealWriter(uow), ActivityWriter(uow)
        self._campaigns = CampaignWriter(uow)
        self._contacts, self._tags = ContactWriter(uow), store.tags

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
        owners = self._store.owners.ensure_all(self._uow, people["owners"])
        pipelines = self._pipelines.all()
        if not pipelines:
            self._pipelines.add(self._uow, DEFAULT_PIPELINE, DEFAULT_STAGES)
            pipelines = self._pipelines.all()
        drafts = [self._campaign(n, words, owners) for n, words in enumerate(self._words.campaigns)]
        campaigns = self._campaigns.add_many(drafts)
        return Lists(
            owners,
            self._store.sources.ensure_all(self._uow, people["sources"]),
            self._tags.ensure_all(self._uow, people["tags"]),
            campaigns,
            pipelines[0],
        )

    def _campaign(self, number: int, words: DemoCampaign, owners: Sequence[int]) -> CampaignDraft:
        budget = to_minor(Decimal(200 + int(self._random.random() * 38) * 100), self._currency)
        share = {"planned": 0.0, "running": 0.3, "finished": 0.7}[words.status]
        spent = int(budget * share * (0.7 + self._random.random() * 0.7)) // 100 * 100
        at = self._time.at(max(words.days_ago, 1) + 14)
        return CampaignDraft(
            words.name,
            words.channel,
            words.status,
            words.goal,
            starts_on=self._time.day(words.days_ago),
            ends_on=self._time.day(words.days_ago - words.days),
            owner_id=owners[number % len(owners)],
            budget=budget,
            committed_cost=int(budget * 0.9),
            actual_cost=spent,
            own_hours=float(4 + number * 3),
            currency=self._currency,
            created_at=at,
            updated_at=at,
        )

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
        uow = self._uow
        self._tags.link(uow, "contact", [(ids[place], tag) for place, tag in chunk.tags])
        made = [replace(draft, contact_id=ids[place]) for place, draft in chunk.deals]
        deal_of = dict(zip((place for place, _ in chunk.deals), self._deals.add_many(made), strict=True))
        entries = [
            replace(draft, contact_id=ids[place], deal_id=deal_of.get(place))
            for place, draft in chunk.activities
        ]
        self._activities.add_many(entries, touches=False)  # people come with their last contact
        members = [
            MemberDraft(campaign, ids[place], status, added, answered)
            for place, campaign, status, added, answered in chunk.members
        ]
        self._campaigns.insert_members(members)


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
