"""No false alarm: after every change that any service makes, each row has its digest and the check finds nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.campaigns import CampaignStatus
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, Mode
from salesdesk.errors import SalesDeskError
from salesdesk.phrases import said
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.builders import CancelAfter, Clock, new_store, services_of, wrong_rows
from tests.services.test_undo import OPERATIONS, perform

STEPS = 40


class Sequence:
    """Random changes over all services, each followed by a look at the digests."""

    def __init__(self, store: Store, folder: Path, seed: int) -> None:
        self.store, self.folder, self.services = store, folder, services_of(store)
        self.chance = random.Random(seed)
        self.done = 0

    def any_of(self, table: str) -> int:
        """Some row of a table; refuses when there is none."""
        found = self.store.database.rows(f"SELECT id FROM {table} ORDER BY id")
        if not found:
            raise SalesDeskError(said("There is none.", "None"))
        return int(self.chance.choice(found)[0])

    def some_of(self, table: str, most: int = 5) -> list[int]:
        """A few rows of a table."""
        found = [number for (number,) in self.store.database.rows(f"SELECT id FROM {table} ORDER BY id")]
        return self.chance.sample(found, min(len(found), self.chance.randint(1, most)))

    def take_in(self) -> None:
        """Import a few rows, some of people who are there."""
        number = self.chance.randrange(50)
        file = self.folder / "in.csv"
        lines = ["Name,Email,Phone,Company,Tags,Shoe size,City,Notes"]
        lines += [
            f"Kim {n},p{n}@x.de,+4930{7000000 + n},Firm {n % 3},import;t{n % 4},{n / 8},City {n},a “note” {n}"
            for n in range(number, number + 12)
        ]
        file.write_text("\n".join(lines), encoding="utf-8")
        decisions, work = ImportDecisions(default_mode=Mode.OVERWRITE), CancelAfter()
        with self.services.imports.open(file, work) as opened:
            self.services.imports.apply(opened, opened.plan(decisions, work), decisions, work)

    def merge(self) -> None:
        """Merge two records."""
        kind, table = self.chance.choice(
            [(RecordKind.CONTACTS, "contact"), (RecordKind.COMPANIES, "company")]
        )
        self.services.merges.merge(kind, self.some_of(table, 2))

    def steps(self) -> list[Callable[[], object]]:
        """One change of every service that the undo test does not make."""
        services: Services = self.services
        any_of, some_of = self.any_of, self.some_of
        return [
            self.take_in,
            self.merge,
            lambda: services.deals.create(
                "Pumps", any_of("stage"), contact_id=any_of("contact"), amount=self.chance.randrange(10**6)
            ),
            lambda: services.deals.move(any_of("deal"), any_of("stage")),
            lambda: services.deals.win(any_of("deal")),
            lambda: services.deals.delete(some_of("deal")),
            lambda: services.deals.restore(some_of("deal")),
            lambda: services.deals.change(any_of("deal"), title=f"Deal {self.chance.random()}"),
            lambda: services.activities.log(
                ActivityKind.CALL,
                Subject(any_of("contact")),
                body="A talk",
                next_step="Call",
                next_due="2026-06-01",
            ),
            lambda: services.activities.finish(any_of("activity")),
            lambda: services.activities.reopen(any_of("activity")),
            lambda: services.activities.delete(any_of("activity")),
            lambda: services.campaigns.create("Autumn", budget=5_000_00, own_hours=self.chance.random()),
            lambda: services.campaigns.add_members(any_of("campaign"), some_of("contact")),
            lambda: services.campaigns.set_status(any_of("campaign"), CampaignStatus.RUNNING),
            lambda: services.campaigns.duplicate(any_of("campaign")),
            lambda: services.campaigns.delete(any_of("campaign")),
            lambda: services.duplicates.not_the_same(
                RecordKind.CONTACTS, any_of("contact"), any_of("contact")
            ),
            lambda: services.pipelines.add_pipeline(f"Line {self.chance.randrange(5)}"),
            lambda: services.pipelines.move_stage(any_of("stage"), 1),
            lambda: services.pipelines.remove_stage(any_of("stage")),
            lambda: services.custom_fields.create("company", "Fleet", CustomType.NUMBER),
            lambda: services.custom_fields.delete(any_of("custom_field")),
            lambda: services.companies.edit(any_of("company"), "custom.fleet", str(self.chance.random())),
            lambda: services.owners.create(f"Owner {self.chance.randrange(5)}"),
            lambda: services.sources.rename(any_of("source"), f"Source {self.chance.random()}"),
            lambda: services.owners.delete(any_of("owner")),
        ]

    def step(self) -> None:
        """One change, or a refusal of it in words."""
        if self.chance.random() < 0.4:
            numbers = (self.chance.randrange(40), self.chance.randrange(40))
            perform(self.store, self.services, (self.chance.choice(OPERATIONS), *numbers))
            return
        change = self.chance.choice(self.steps())
        latest = self.store.journal.latest()
        try:
            change()
        except SalesDeskError:
            return
        self.done += self.store.journal.latest() > latest


@pytest.fixture
def sequences(pytestconfig: pytest.Config) -> range:
    """How many sequences: 2, with ``--slow`` 100."""
    return range(100 if pytestconfig.getoption("--slow") else 2)


def play(store: Store, folder: Path, seed: int) -> int:
    """Check after each of many changes, and after each has been undone. Returns how many changes there were."""
    sequence = Sequence(store, folder, seed)
    for number in range(STEPS):
        sequence.step()
        assert wrong_rows(store) == [], (seed, number)
    report = sequence.services.checking.run(repairing=False)
    assert report.faults == (), seed
    while sequence.services.commands.state().undo:
        sequence.services.commands.undo()
        assert wrong_rows(store) == [], seed
    assert sequence.services.checking.run(repairing=False).faults == (), seed
    return sequence.done


def test_nothing_that_the_program_writes_is_a_fault(
    template_file: Path, tmp_path: Path, sequences: range
) -> None:
    done = 0
    for seed in sequences:
        folder = tmp_path / str(seed)
        folder.mkdir()
        store = new_store(template_file, folder)
        done += play(store, folder, seed)
        store.close()
        shutil.rmtree(folder)
    assert done > len(sequences) * STEPS / 5


def test_nor_is_anything_that_it_writes_to_a_server(server_database: ServerAddress, tmp_path: Path) -> None:
    with closing(Store(server_database, clock=Clock())) as store:
        assert play(store, tmp_path, 1) > STEPS / 5
