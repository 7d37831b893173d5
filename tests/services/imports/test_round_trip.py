"""Random records of every kind, exported and brought back: nothing changes here, and an empty file gets the same ones."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from salesdesk.domain.activities import KINDS, ActivityKind, Repeat, RepeatBy
from salesdesk.domain.contacts import EmailEntry, PhoneEntry
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportPlan
from salesdesk.errors import DomainError
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.builders import CancelAfter, Clock

WORK = CancelAfter()
C, O, D, A = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS, RecordKind.ACTIVITIES  # noqa: E741
IN_ORDER = (O, C, D, A)
TEXTS = (
    "x", "Line one\nLine two", "semi; colon, comma", "=1+1", "'quoted", '"dq"', "  spaced  text", "007", "1-2", "3E5",
    "Ä ö ü ß", "tab\there", "a\\nb", "a|b", "Yes", "0", "smile 🙂", "@home", "-5", "100%", "2026-03-01", "1,000",
)  # fmt: skip
NAMES = (
    "Anna Berg", "José García López", "李 小龙", "Dr. Hans-Peter von der Ahe", "Conor O'Brien", "Müller", "X Æ",
    "Mary Ann Smith-Jones", "Ludwig van Beethoven", "=cmd", "Nguyễn Văn An", "Jean-Luc Picard", "محمد علي",
    "van Dyk, Piet", "ACME", "anna", "Smith, John", "A. B. Carter", "山田 美咲", "Zoe Zahn",
)  # fmt: skip
FIRMS = ("Nordwind GmbH", "Müller & Söhne", "ACME, Inc.", "株式会社", "O'Neil Ltd", "Société Générale S.A.")


class Made:
    """A file full of records that look like nothing in particular."""

    def __init__(self, store: Store, services: Services, seed: int) -> None:
        self.store, self.services, self.random = store, services, Random(seed)
        self.people: list[int] = []
        own = services.custom_fields
        for kind, title, type_ in (
            ("contact", "Shoe size", CustomType.NUMBER),
            ("contact", "Member since", CustomType.DATE),
            ("contact", "Likes tea", CustomType.BOOLEAN),
            ("company", "Budget", CustomType.MONEY),
            ("deal", "Machine no", CustomType.TEXT),
        ):
            own.create(kind, title, type_)

    def fill(self) -> None:
        for number, name in enumerate(NAMES):
            self._person(number, name)
        for firm in list(self.store.companies.ids()):
            self._firm(firm)
        for number in range(12):
            self._deal(number)
        for _ in range(12):
            self._entry()

    def _maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def _try(self, change: Callable[[], Any]) -> Any:
        """What a rule refuses is simply not there."""
        try:
            return change()
        except DomainError:
            return None

    def _phone(self) -> str:
        return f"+4989{self.random.randint(1_000_000, 9_999_999)}"

    def _person(self, number: int, name: str) -> None:
        pick, contacts = self.random.choice, self.services.contacts
        given = {
            "company": pick(FIRMS), "job_title": pick(TEXTS), "department": pick(TEXTS), "mobile": self._phone(),
            "email": f"p{number}@x{number % 5}.example", "phone": self._phone(), "fax": self._phone(),
            "street": pick(("Hauptstr. 5", "1 Main St, Apt 4")), "street_2": pick(("Hof 2", "c/o Meier")),
            "city": pick(("Berlin", "Bad Tölz", "10115 Berlin")), "postal_code": pick(("01234", "SW1A 1AA", "1010")),
            "region": pick(("Bayern", "NY")), "country": pick(("DE", "BR", "GB", "US")),
            "birthday": f"19{self.random.randint(10, 99)}-0{self.random.randint(1, 9)}-11",
            "website": "https://x.example/a?b=c", "linkedin": "https://www.linkedin.com/in/anna", "twitter": "anna_b",
            "notes": pick(TEXTS), "tags": pick(("vip", "vip, new", "a b, c")), "external_id": f"E{number}",
            "nickname": "Annie", "honorific": pick(("Dr", "Prof. Dr.")), "lead_status": "Open", "lead_source": "Web",
            "owner": pick(("Ben", "Eva Neu")), "lifecycle_stage": pick(("Customer", "MQL")), "do_not_email": "yes",
            "do_not_call": "yes", "custom.shoe_size": "38", "custom.member_since": "2020-01-05",
            "custom.likes_tea": "yes",
        }  # fmt: skip
        person = contacts.create({"full_name": name})[0]
        self.people.append(person)
        for key, value in given.items():
            if self._maybe(0.4):
                self._try(lambda k=key, v=value: contacts.edit(person, k, v))
        if self._maybe(0.3):
            addresses = [f"e{number}.{n}@more.example" for n in range(self.random.randint(1, 5))]
            contacts.set_emails(person, [EmailEntry(address, "work") for address in addresses])
        if self._maybe(0.4):
            labels = ("work", "mobile", "home", "other", "fax")
            contacts.set_phones(
                person,
                [PhoneEntry(self._phone(), "", pick(labels)) for _ in range(self.random.randint(1, 7))],
            )

    def _firm(self, firm: int) -> None:
        values = {
            "industry": self.random.choice(TEXTS), "phone": self._phone(), "email": "info@firm.example", "city": "Ulm",
            "website": "https://firm.example", "annual_revenue": self.random.choice(("5000 EUR", "7000.50 USD", "500000 JPY")),
            "employees": "50", "tags": "big, red", "custom.budget": "99.50 USD", "notes": self.random.choice(TEXTS),
            "owner": "Ben", "lead_source": "Web", "lifecycle_stage": "Customer",
        }  # fmt: skip
        for key, value in values.items():
            if self._maybe():
                self._try(lambda k=key, v=value: self.services.companies.edit(firm, k, v))

    def _deal(self, number: int) -> None:
        pick, deals = self.random.choice, self.services.deals
        deal = deals.create(
            f"{pick(('Website', 'Relaunch, phase 2', '=Deal'))} {number}",
            pick(self.store.pipelines.all()[0].stages).id,
            amount=pick((None, 0, 123_456)),
            currency=pick(("EUR", "USD", "JPY")),
            contact_id=pick((*self.people, None)),
            company_id=pick((*self.store.companies.ids(), None)),
            probability=pick((None, 0, 35)),
            expected_close=pick((None, "2026-09-01")),
        )[0]
        if self._maybe():
            lost = {"competitor": pick((None, "ACME")), "closed_at": "2026-02-03"}
            self._try(lambda: deals.lose(deal, pick(("Price", "Bad timing; really")), **lost))
        elif self._maybe():
            self._try(lambda: deals.win(deal, closed_at="2026-01-31"))
        for key, value in (("notes", pick(TEXTS)), ("owner", "Ben"), ("custom.machine_no", "007")):
            if self._maybe(0.4):
                self._try(lambda k=key, v=value: deals.edit(deal, k, v))

    def _entry(self) -> None:
        pick, activities = self.random.choice, self.services.activities
        happened = [kind for kind in KINDS if kind not in (ActivityKind.TASK, ActivityKind.ORDER)]
        about = Subject(pick((*self.people, None)), None, pick((*self.store.deals.ids(), None)))
        self._try(
            lambda: activities.log(
                pick(happened),
                about,
                subject=pick(TEXTS),
                body=pick((None, *TEXTS)),
                at=pick(("2026-03-01T10:00:00Z", "2026-03-02", "2026-04-01T09:30:15Z")),
                outcome=pick((None, "Reached")),
                duration_minutes=pick((None, 12)),
            )
        )
        due, end = pick((("2026-06-01", "2026-06-03"), ("2026-06-02T08:00:00Z", "2026-06-02T09:30:00Z")))
        self._try(
            lambda: activities.plan(
                Subject(pick(self.people)),
                pick(TEXTS),
                due,
                kind=pick(happened),
                end_at=pick((None, end)),
                place=pick((None, *TEXTS)),
                priority=pick((None, "high", "low")),
                remind_minutes=pick((None, 0, 15)),
                pinned=pick((False, True)),
                repeat=pick(
                    (None, Repeat("FREQ=WEEKLY;BYDAY=MO"), Repeat("FREQ=DAILY", RepeatBy.COMPLETION))
                ),
            )
        )


def take_in(services: Services, path: Path) -> ImportPlan:
    decisions = ImportDecisions()
    with services.imports.open(path, WORK) as file:
        plan = file.plan(decisions, WORK)
        services.imports.apply(file, plan, decisions, WORK)
    return plan


def shown(services: Services, kind: RecordKind, path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """What a list shows, but for when a row was written last here, and the numbers of the records."""
    services.exports.export(kind, path, columns=columns)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            {key: value for key, value in row.items() if not key.startswith("SalesDesk")}
            for row in csv.DictReader(file)
        ]
    return sorted(rows, key=repr)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".vcf"])
def test_an_empty_file_gets_the_same_records(suffix: str, seed: int, tmp_path: Path) -> None:
    with (
        closing(Store(tmp_path / "one.salesdesk", clock=Clock())) as here,
        closing(Store(tmp_path / "two.salesdesk", clock=Clock())) as there,
    ):
        mine, other = build_services(here), build_services(there)
        set_up(here)
        set_up(there)
        Made(here, mine, seed).fill()
        kinds = [C] if suffix == ".vcf" else IN_ORDER
        for kind in kinds:
            path = tmp_path / f"{kind.value}{suffix}"
            columns = mine.exports.export(kind, path).columns
            plan = take_in(mine, path)
            assert (plan.counts.new, plan.counts.changed, plan.counts.duplicates) == (0, 0, 0), kind
            assert not plan.left
            take_in(other, path)
            columns = [key for key in columns if key != "updated_at"]
            assert shown(other, kind, tmp_path / "other.csv", columns) == shown(
                mine, kind, tmp_path / "mine.csv", columns
            ), kind
        assert there.contacts.count() == here.contacts.count()
