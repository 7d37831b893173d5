"""A small set of records whose reports can be computed by hand. It is written out here; the tests say what follows.

Deals (owner, added, amount in euros unless said):

* Alpha (Ann, 1 Oct, 1000, of Nordwind): Demo on 11 Oct, won on 5 Nov.
* Bravo (Ben, 10 Oct, 2000, close 20 Nov): Education on 20 Oct; on 10 Nov the close became 15 Dec, on 12 Nov the amount 2500; Demo
  on 14 Nov.
* Charlie (Ann, 15 Oct, 400): lost on 8 Nov to Acme, because of the price.
* Delta (Ben, 3 Nov, 800, close 5 Dec): Proposal on 13 Nov.
* Echo (Ann, 4 Nov, 300, of Pia, who has no company): won on 20 Nov.
* Foxtrot (Ben, 6 Nov, 100 francs, which no rate converts, no close).

People, all added at nine: Pia on 2 Nov (called at half past nine), Quentin on 3 Nov (written to two days later), Rosa on 4 Nov
(nothing), Sam on 5 Nov (wrote himself at ten, a note at eleven, a call that nobody answered at seven in the evening).

Orders from a shop: Quentin on 1 March for 50 and on 10 Nov for 30.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from salesdesk.domain.activities import ActivityDraft, ActivityKind
from salesdesk.domain.mails import Direction
from salesdesk.phrases import said
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.store import Store
from tests.builders import Clock

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class SmallOffice:
    """The records by name."""

    store: Store
    services: Services
    deals: dict[str, int]
    people: dict[str, int]


def small_office(place: Path | ServerAddress) -> SmallOffice:
    """Make the records, each at its moment; afterwards it is noon on 23 November 2026."""
    clock = Clock()
    store = Store(place, clock=clock)
    made = _Making(store, build_services(store), clock)
    made.people()
    made.deals_of_october()
    made.deals_of_november()
    made.activities()
    clock.now = NOW
    return SmallOffice(store, made.services, made.deals, made.persons)


class _Making:
    def __init__(self, store: Store, services: Services, clock: Clock) -> None:
        self.store, self.services, self._clock = store, services, clock
        self.deals: dict[str, int] = {}
        self.persons: dict[str, int] = {}
        self._stages = {stage.name: stage.id for stage in store.pipelines.all()[0].stages}
        self._owners = {name: services.owners.create(name)[0] for name in ("Ann", "Ben")}

    def at(self, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        """Let it be that moment."""
        self._clock.now = datetime(2026, month, day, hour, minute, tzinfo=UTC)

    def deal(self, title: str, owner: str, amount: int, **values: object) -> None:
        """Add one to the first stage."""
        self.deals[title], _ = self.services.deals.create(
            title,
            self._stages["Prospecting"],
            amount=amount,
            owner_id=self._owners[owner],
            **values,  # type: ignore[arg-type]
        )

    def move(self, title: str, stage: str) -> None:
        """Put one into another stage."""
        self.services.deals.move(self.deals[title], self._stages[stage])

    def people(self) -> None:
        for place, name in enumerate(("Pia", "Quentin", "Rosa", "Sam")):
            self.at(11, 2 + place)
            self.persons[name], _ = self.services.contacts.create(
                {"full_name": f"{name} Berg", "owner": "Ann" if name in ("Pia", "Rosa") else "Ben"}
            )

    def deals_of_october(self) -> None:
        self.at(10, 1)
        company, _ = self.services.companies.create({"company": "Nordwind"})
        self.deal("Alpha", "Ann", 1000_00, company_id=company)
        self.at(10, 10)
        self.deal("Bravo", "Ben", 2000_00, expected_close="2026-11-20")
        self.at(10, 11)
        self.move("Alpha", "Demo")
        self.at(10, 15)
        self.deal("Charlie", "Ann", 400_00)
        self.at(10, 20)
        self.move("Bravo", "Education")

    def deals_of_november(self) -> None:
        deals = self.services.deals
        self.at(11, 3)
        self.deal("Delta", "Ben", 800_00, expected_close="2026-12-05")
        self.at(11, 4)
        self.deal("Echo", "Ann", 300_00, contact_id=self.persons["Pia"])
        self.at(11, 5)
        deals.win(self.deals["Alpha"])
        self.at(11, 6)
        self.deal("Foxtrot", "Ben", 100_00, currency="CHF")
        self.at(11, 8)
        deals.lose(self.deals["Charlie"], "Price", competitor="Acme")
        self.at(11, 10)
        deals.change(self.deals["Bravo"], expected_close="2026-12-15")
        self.at(11, 12)
        deals.change(self.deals["Bravo"], amount=2500_00)
        self.at(11, 13)
        self.move("Delta", "Proposal")
        self.at(11, 14)
        self.move("Bravo", "Demo")
        self.at(11, 20)
        deals.win(self.deals["Echo"])

    def activities(self) -> None:
        said_of = (
            ("Pia", 2, 9, 30, ActivityKind.CALL, "Reached", 15),
            ("Quentin", 5, 9, 0, ActivityKind.EMAIL, "", None),
            ("Sam", 5, 10, 0, ActivityKind.EMAIL, Direction.INCOMING.value, None),
            ("Sam", 5, 11, 0, ActivityKind.NOTE, "", None),
            ("Sam", 5, 19, 0, ActivityKind.CALL, "No answer", 3),
        )
        drafts = [
            ActivityDraft(
                kind=kind.value,
                subject="Said",
                contact_id=self.persons[name],
                owner_id=self._owners["Ann" if name == "Pia" else "Ben"],
                at=f"2026-11-{day:02}T{hour:02}:{minute:02}:00Z",
                outcome=outcome or None,
                duration_minutes=minutes,
            )
            for name, day, hour, minute, kind, outcome, minutes in said_of
        ]
        drafts += [
            ActivityDraft(
                kind=ActivityKind.ORDER.value,
                subject="Order",
                contact_id=self.persons["Quentin"],
                owner_id=self._owners["Ben"],
                at=at,
                amount=amount,
                currency="EUR",
            )
            for at, amount in (("2026-03-01T10:00:00Z", 50_00), ("2026-11-10T10:00:00Z", 30_00))
        ]
        self.at(11, 21)
        self.services.commands.run(said("Write"), lambda uow: ActivityWriter(uow).add_many(drafts))
