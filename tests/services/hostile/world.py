"""A small file with one of everything, and what its services may be asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.grouping import GroupBy
from salesdesk.domain.own_reports import Design
from salesdesk.domain.reports import ReportName
from salesdesk.domain.target_standing import Place
from salesdesk.domain.targets import Measure, month_of
from salesdesk.services.activities import Subject
from salesdesk.services.reports.service import default_spec
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import START


@dataclass
class World:
    """An open file and the numbers of its records. ``there`` are by what a parameter is called."""

    store: Store
    services: Services
    folder: Path
    there: dict[str, Any] = field(default_factory=dict)
    opened: list[Any] = field(default_factory=list)

    def close(self) -> None:
        """End the reading children that were started for arguments."""
        while self.opened:
            self.opened.pop().close()

    def number(self, name: str, service: str) -> int | None:
        """The number a parameter of this name means in this service; None when the name does not tell."""
        if name in ("ids", "records", "number", "survivor", "one", "id") and service in self.there:
            return int(self.there[service])
        return self.there.get(name)


def furnish(store: Store, services: Services, folder: Path) -> World:
    """Fill an empty file with one of everything, some of it in the trash, and name what there is."""
    there: dict[str, Any] = {}
    people = [
        services.contacts.create(
            {"full_name": name, "email": f"{name[:3]}@example.com", "phone": f"+49 30 123450{place}"}
            | {"company": "Nordwind GmbH", "owner": "Ben", "lead_source": "Fair", "tags": "vip, north"}
        )[0]
        for place, name in enumerate(("Anna Berg", "Ana Berg", "Gone Person"))
    ]
    firms = [store.companies.find("Nordwind GmbH"), services.companies.create({"company": "Südwind AG"})[0]]
    services.companies.create({"company": "Gone Ltd", "annual_revenue": "1000"})
    pipeline = store.pipelines.all()[0]
    demo = next(stage for stage in pipeline.stages if stage.name == "Demo")
    services.pipelines.add_pipeline("Renewals")
    campaign, _ = services.campaigns.create("Autumn", starts_on="2026-05-01", ends_on="2026-06-01")
    deal, _ = services.deals.create(
        "Machines", demo.id, contact_id=people[0], company_id=firms[0], amount=100_00, campaign_id=campaign
    )
    won, _ = services.deals.create("Yard", demo.id, amount=200_00)
    services.deals.win(won)
    gone, _ = services.deals.create("Gone", demo.id)
    services.deals.delete([gone])
    services.campaigns.add_members(campaign, people)
    services.activities.log(ActivityKind.CALL, Subject(people[0], deal_id=deal), outcome="Reached")
    services.activities.plan(Subject(people[0]), "Send offer", "2026-05-10")
    size, _ = services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S", "M"])
    services.custom_fields.create("company", "Since", CustomType.DATE)
    view, _ = services.saved_views.create(RecordKind.CONTACTS, "Hot", Filter(text="anna"), Sort("full_name"))
    services.saved_views.create(RecordKind.CONTACTS, "Cold", Filter(), Sort())
    services.targets.put([(Place(store.owners.find("Ben"), Measure.REVENUE, month_of(2026, 5)), "100")])
    by_stage = Design(RecordKind.DEALS, groups=(GroupBy("stage"), GroupBy("closed_at")))
    report, _ = services.own_reports.create("By stage", by_stage, on_today=True)
    services.contacts.delete([people[2]])
    there |= {
        "contact": people[0], "contact_id": people[0], "contacts": people[0], "other": people[1],
        "company": firms[0], "company_id": firms[0], "companies": firms[0],
        "pipeline_id": pipeline.id, "stage_id": demo.id, "deal_id": deal, "deals": deal, "before": won,
        "campaign_id": campaign, "members": store.campaigns.members(campaign)[0].id,
        "activity_id": store.activities.of_contact(people[0])[0].id,
        "owners": store.owners.find("Ben"), "sources": store.sources.find("Fair"), "tags": store.tags.find("vip"),
        "custom_fields": size, "own_reports": report, "saved_views": view, "numbers": view, "merges": people[0], "likeness": people[0],
        "duplicates": people[0], "exports": people[0], "owner_id": store.owners.find("Ben"),
        "source_id": store.sources.find("Fair"), "actual": people[0], "limit": 5, "probability": 50,
        "stale_days": 14, "step": -1, "amount": 50_00, "duration_minutes": 30, "contacts_wanted": 3,
        "imports": 1, "commands": store.journal.latest(),
    }  # fmt: skip
    return World(store, services, folder, there)


def closed_stage(world: World) -> list[int]:
    """The numbers of the won and the lost stage."""
    return [s.id for s in world.store.pipelines.all()[0].stages if s.kind.value != "open"]


def read_everything(world: World) -> None:
    """Read what a window would show; whatever was written must not break it."""
    store, services = world.store, world.services
    for kind in entities().lists:
        reader = store.list_of(kind)
        reader.page(reader.ids())
    for pipeline in store.pipelines.all():
        services.deals.board(pipeline, closed_since="2000-01-01T00:00:00Z")
        services.deals.totals(pipeline)
        for stage in pipeline.stages:
            for deal, _ in store.deals.neighbours(stage.id):
                store.deals.get(deal)
    store.timelines.of_deal(world.there["deal_id"])
    store.timelines.of_contact(world.there["contact"])
    for contact in store.contacts.ids():
        store.contacts.get(contact)
    for company in store.companies.ids():
        store.companies.get(company)
    for name in ReportName:
        services.reports.run(default_spec(name, START.date()))
    store.saved_views.all()
    for report in store.own_reports.all():
        services.own_reports.run(report.id)
    services.targets.grid([month_of(2026, 5)])
    store.trash.all()
    services.commands.state()
    store.settings.all()
    store.journal.batches()
    services.search.find("an")


class _Back(Exception):
    """Takes a call back."""


@contextmanager
def taken_back(world: World) -> Iterator[None]:
    """What is done inside is undone at its end, whatever it was."""
    database = world.store.database
    try:
        # to write the whole file anew is refused within a transaction, and could not be undone
        with patch.object(database, "scrub", return_value=True), database.transaction():
            yield
            raise _Back
    except _Back:
        pass


def trashed(world: World) -> list[Any]:
    """What lies in the trash."""
    return world.store.trash.all()


KINDS_WITH_RECORDS = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL)
