"""Short ways to real files and records for tests: everything is built through the program's own services.

``new_store`` copies a finished empty file made once per test run (making one takes a hundred times as long); a
``Clock`` stands still until it is told to go on.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.companies import CompanyDraft
from salesdesk.domain.contacts import ContactDraft, EmailEntry, Employment, PhoneEntry
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, parse_filter
from salesdesk.phrases import said
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.checking import record_check
from salesdesk.store.engine import row_digests
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.store import Store
from salesdesk.wording import worded

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The present moment of a test; calling it gives the moment, ``forward`` moves on."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Move on by a span as of ``timedelta``."""
        self.now += timedelta(**span)


@dataclass
class CancelAfter:
    """A ``Work`` that is cancelled at its n-th check (never without n) and remembers what was reported."""

    checks: int | None = None
    reports: list[tuple[int, int | None, str]] = field(default_factory=list)

    def report(self, done: int, total: int | None, what: str) -> None:
        self.reports.append((done, total, what))

    def check(self) -> None:
        from salesdesk.errors import Cancelled

        if self.checks is not None:
            self.checks -= 1
            if self.checks < 0:
                raise Cancelled


def make_template(folder: Path) -> Path:
    """An empty file with its defaults (a pipeline, a few sources; country DE, currency EUR), closed."""
    path = folder / "template.salesdesk"
    fill_template(path)
    return path


def fill_template(place: Path | ServerAddress) -> None:
    """Make an empty file or database with its defaults."""
    store = Store(place, clock=Clock())
    set_up(store, currency="EUR", country="DE")
    store.close()


def new_store(template: Path, folder: Path, name: str = "test.salesdesk", **options: Any) -> Store:
    """A store over a copy of ``template``; the caller closes it."""
    path = folder / name
    shutil.copyfile(template, path)
    return Store(path, **{"clock": Clock(), **options})


def services_of(store: Store) -> Services:
    """The use cases of a store."""
    return build_services(store)


def add_contact(store: Store, name: str = "Anna Berg", **values: Any) -> int:
    """A contact from typed values by field key, as a person would enter it. Returns the id."""
    return build_services(store).contacts.create({"full_name": name, **values})[0]


def add_company(store: Store, name: str = "Nordwind GmbH", **values: Any) -> int:
    """A company from typed values by field key. Returns the id."""
    return build_services(store).companies.create({"company": name, **values})[0]


def add_many(
    store: Store, count: int, *, companies: int = 0, values: Mapping[str, Any] | None = None
) -> range:
    """``count`` contacts "Person 0", "Person 1" … in one change, spread over ``companies`` companies, each with an
    e-mail and a phone. ``values`` are columns of every contact. Returns their ids."""
    created: list[int] = []

    def change(uow: Any) -> None:
        firms = [CompanyWriter(uow).create(CompanyDraft(f"Firm {number}")) for number in range(companies)]
        for number in range(count):
            links: Sequence[Employment] = [Employment(firms[number % companies], "")] if companies else []
            created.append(
                ContactWriter(uow).create(
                    ContactDraft(
                        f"Person {number}",
                        values or {},
                        (EmailEntry(f"person{number}@example.com"),),
                        (PhoneEntry(f"+49301{number:06}", f"49301{number:06}"),),
                        tuple(links),
                    ),
                )
            )

    build_services(store).commands.run(said(f"Add {count} contacts"), change)
    return range(created[0], created[-1] + 1) if created else range(0)


def contacts_where(text: str) -> Filter:
    """A filter of the contact list in its text form."""
    return parse_filter(text, filter_fields(RecordKind.CONTACTS))


def wrong_rows(store: Store) -> list[str]:
    """The rows whose digest is wrong, in words: none after anything the program itself wrote. A server keeps no
    digests; there it is whatever a check finds."""
    if not isinstance(store.database, FileDatabase):
        return [worded(fault.told) for fault in store.database.check()]
    return [
        worded(fault.told)
        for table in row_digests.digested()
        for fault in record_check.wrong_rows(store.database, table)
    ]
