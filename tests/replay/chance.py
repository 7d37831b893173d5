"""Scenarios by chance: some forty steps from a fixed seed, over everything that writes. Chance picks among the rows
that were there after the last step; what cannot be done is refused, and that is written down as well."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from tests.builders import contacts_where
from tests.replay.doors import (
    ActivityKind,
    CampaignStatus,
    Channel,
    CustomType,
    EmailEntry,
    MatchKey,
    MemberStatus,
    Mode,
    PhoneEntry,
    RecordKind,
    Sort,
    Subject,
)
from tests.replay.files import sheet, take_in, text_file
from tests.replay.merged import make_one
from tests.replay.script import SCENARIOS, Desk

SEEDS = range(30)
STEPS = 40
_WORDS = ("Berg", "Wind", "Ek", "Lund", "Öz", "Holm", "Dahl", "Sommer")
_PLACES = ("Berlin", "Köln", "Kiel", "", "Rom")
_TAGS = ("vip", "north", "south", "key")
_PEOPLE = ("Ben", "Cara", "Dan")
_FIELDS = "external_id first_name last_name email phone company city tags custom lead_source"  # of the file taken in


class Chance:
    """One such scenario."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.services, self.random = desk, desk.services, Random(seed)
        self._files = 0

    def play(self) -> None:
        """Begin with a few records, then do whatever comes."""
        for name in _BEGINNING:
            self.desk.attempt(name, getattr(self, name))
        for _ in range(STEPS - len(_BEGINNING)):
            name = self.random.choice(_STEPS)
            if name == "taken_in" or (name == "import_undone" and not self._files):
                self.taken_in()
            else:
                self.desk.attempt(name, getattr(self, name))
            if name == "undone" and self.random.random() < 0.4:
                self.desk.attempt("redone", self.redone)

    # -- picking ----------------------------------------------------------------------------------------

    def one(self, table: str) -> int:
        """Some row of a table, also one in the trash; a number that is not there when the table is empty."""
        return self.random.choice(sorted(self.desk.rows(table)) or [999])

    def some(self, table: str, most: int = 4) -> list[int]:
        """A few rows of a table."""
        there = sorted(self.desk.rows(table))
        return self.random.sample(there, min(len(there), self.random.randint(1, most)))

    def word(self) -> str:
        """A word and a figure."""
        return f"{self.random.choice(_WORDS)} {self.random.randrange(20)}"

    def phone(self) -> str:
        """A German number that may be dialled."""
        return f"+49 30 {self.random.randrange(2_000_000, 9_000_000)}"

    # -- people and firms -------------------------------------------------------------------------------

    def person(self) -> object:
        """A new contact."""
        n = self.random.randrange(1000)
        values = {"first_name": "Kim", "last_name": self.random.choice(_WORDS), "email": f"k{n}@x.example"}
        if n % 2:
            values |= {"phone": self.phone(), "company": f"Firm {n % 4}", "tags": self.random.choice(_TAGS)}
        if n % 3:
            values |= {"city": self.random.choice(_PLACES), "owner": self.random.choice(_PEOPLE)}
        return self.services.contacts.create(values)

    def edited(self) -> object:
        """One field of a contact."""
        key, value = self.random.choice(
            [
                ("city", self.random.choice(_PLACES)),
                ("email", f"n{self.random.randrange(99)}@y.example"),
                ("email_2", self.random.choice(("", f"m{self.random.randrange(99)}@y.example"))),
                ("phone", self.phone()),
                ("company", f"Firm {self.random.randrange(5)}"),
                ("last_name", self.random.choice(_WORDS)),
                ("tags", ", ".join(self.random.sample(_TAGS, 2))),
                ("lifecycle_stage", self.random.choice(("lead", "customer", "opportunity"))),
                ("lead_source", self.random.choice(("Fair", "Referral", ""))),
                ("do_not_call", self.random.choice(("yes", "no"))),
                ("notes", f"Note {self.random.randrange(99)}"),
                ("custom.size", str(self.random.randrange(9))),
            ]
        )
        return self.services.contacts.edit(self.one("contact"), key, value)

    def pasted(self) -> object:
        """A block of cells."""
        return self.services.contacts.edit_many(
            {n: {"city": self.random.choice(_PLACES), "job_title": self.word()} for n in self.some("contact")}
        )

    def addresses(self) -> object:
        """The addresses of a contact in another order, with a new one."""
        who = self.one("contact")
        present = list(self.desk.store.contacts.emails(who))
        self.random.shuffle(present)
        return self.services.contacts.set_emails(
            who, [*present[:2], EmailEntry(f"z{self.random.randrange(99)}@z.example", "home")]
        )

    def numbers(self) -> object:
        """The numbers of a contact in another order, with a new one."""
        who = self.one("contact")
        present = list(self.desk.store.contacts.phones(who))
        self.random.shuffle(present)
        return self.services.contacts.set_phones(who, [*present[:2], PhoneEntry(self.phone(), "", "mobile")])

    def employed(self) -> object:
        """A contact at one company more."""
        primary = self.random.random() < 0.5
        return self.services.contacts.add_company(
            self.one("contact"), f"Firm {self.random.randrange(6)}", self.word(), primary=primary
        )

    def left(self) -> object:
        """A contact leaves a company."""
        link = self.desk.rows("contact_company").get(self.one("contact_company"))
        contact, company = (link["contact_id"], link["company_id"]) if link else (999, 999)
        return self.services.contacts.remove_company(contact, company)

    def firm(self) -> object:
        """A new company."""
        return self.services.companies.create(
            {
                "company": f"Firm {self.random.randrange(8)}",
                "city": self.random.choice(_PLACES),
                "phone": self.phone(),
            }
        )

    def firm_edited(self) -> object:
        """One field of a company."""
        key, value = self.random.choice(
            [
                ("company", f"House {self.word()}"),
                ("website", f"www.firm{self.random.randrange(9)}.example"),
                ("employees", str(self.random.randrange(500))),
                ("annual_revenue", f"{self.random.randrange(9000)} EUR"),
                ("tags", self.random.choice(_TAGS)),
                ("lifecycle_stage", self.random.choice(("lead", "customer"))),
            ]
        )
        return self.services.companies.edit(self.one("company"), key, value)

    def in_bulk(self) -> object:
        """Something for several records."""
        area, table = self.random.choice(
            [(self.services.contacts, "contact"), (self.services.companies, "company")]
        )
        ids = self.some(table)
        change: Callable[[], object] = self.random.choice(
            [
                partial(area.tag, ids, self.random.choice(_TAGS)),
                partial(area.untag, ids, self.random.choice(_TAGS)),
                partial(area.set_owner, ids, self.random.choice((*_PEOPLE, None))),
                partial(area.set_source, ids, self.random.choice(("Fair", "Web form", None))),
                partial(area.set_lifecycle, ids, self.random.choice(("subscriber", "evangelist"))),
                partial(area.delete, ids[:2]),
                partial(area.restore, ids),
                partial(area.purge, ids[:1]),
            ]
        )
        return change()

    def from_the_trash(self) -> object:
        """All that lies in the trash comes back."""
        return self.services.trash.restore(self.desk.store.trash.all()[:3])

    def made_one(self) -> object:
        """Two records merged."""
        kind, table = self.random.choice(
            [(RecordKind.CONTACTS, "contact"), (RecordKind.COMPANIES, "company")]
        )
        ids = self.random.sample(self.desk.live(table) or [999], min(2, len(self.desk.live(table)) or 1))
        return make_one(self.desk, kind, ids, ids[0], {})

    def not_the_same(self) -> object:
        """Two contacts that are no duplicate."""
        one, other = (*self.some("contact", 2), 998, 999)[:2]
        return self.services.duplicates.not_the_same(RecordKind.CONTACTS, one, other)

    # -- sales ------------------------------------------------------------------------------------------

    def deal(self) -> object:
        """A new deal."""
        return self.services.deals.create(
            self.word(),
            self.one("stage"),
            contact_id=self.one("contact"),
            amount=self.random.randrange(10**6),
        )

    def deal_changed(self) -> object:
        """One field of a deal."""
        values: dict[str, Any] = self.random.choice(
            [
                {"title": self.word()},
                {"amount": self.random.randrange(10**6)},
                {"probability": self.random.randrange(101)},
                {"expected_close": f"2026-0{self.random.randrange(6, 10)}-01"},
                {"company_id": self.one("company")},
                {"notes": self.word()},
            ]
        )
        return self.services.deals.change(self.one("deal"), **values)

    def deal_moved(self) -> object:
        """A card dropped somewhere."""
        before = self.random.choice((None, self.one("deal")))
        return self.services.deals.move(self.one("deal"), self.one("stage"), before=before)

    def deal_closed(self) -> object:
        """A deal won or lost."""
        deals, deal = self.services.deals, self.one("deal")
        return deals.win(deal) if self.random.random() < 0.5 else deals.lose(deal, "Price", competitor="Ek")

    def deals_in_trash(self) -> object:
        """Deals deleted or restored."""
        deals = self.services.deals
        return self.random.choice((deals.delete, deals.restore))(self.some("deal", 2))

    def logged(self) -> object:
        """Something done, with what is next."""
        return self.services.activities.log(
            self.random.choice([ActivityKind.CALL, ActivityKind.MEETING, ActivityKind.EMAIL]),
            Subject(self.one("contact")),
            body=self.word(),
            next_step=self.random.choice(("", "Call back")),
            next_due="2026-06-01",
        )

    def planned(self) -> object:
        """A task."""
        return self.services.activities.plan(Subject(deal_id=self.one("deal")), self.word(), "2026-05-20")

    def task_done(self) -> object:
        """An entry finished, opened again, changed or deleted."""
        entries, number = self.services.activities, self.one("activity")
        change: Callable[[], object] = self.random.choice(
            [
                partial(entries.finish, number, outcome="Done"),
                partial(entries.reopen, number),
                partial(entries.change, number, subject=self.word(), duration_minutes=5),
                partial(entries.delete, number),
            ]
        )
        return change()

    def campaign(self) -> object:
        """A campaign, its members, or what they did."""
        campaigns = self.services.campaigns
        change: Callable[[], object] = self.random.choice(
            [
                partial(
                    campaigns.create, self.word(), channel=self.random.choice(list(Channel)), budget=5_000
                ),
                partial(campaigns.add_members, self.one("campaign"), self.some("contact")),
                partial(campaigns.add_members, self.one("campaign"), self.some("contact")),
                partial(
                    campaigns.record_response,
                    self.some("campaign_member"),
                    self.random.choice(list(MemberStatus)),
                ),
                partial(campaigns.remove_members, self.some("campaign_member", 1)),
                partial(campaigns.set_status, self.one("campaign"), self.random.choice(list(CampaignStatus))),
                partial(campaigns.change, self.one("campaign"), goal=self.word(), own_hours=1.5),
                partial(campaigns.duplicate, self.one("campaign")),
                partial(campaigns.delete, self.one("campaign")),
            ]
        )
        return change()

    def fair(self) -> object:
        """A campaign of its own name."""
        return self.services.campaigns.create("Fair", budget=9_000_00, starts_on="2026-06-01")

    def members(self) -> object:
        """A few members."""
        return self.services.campaigns.add_members(self.one("campaign"), self.some("contact"))

    # -- lists, imports, undo ---------------------------------------------------------------------------

    def lists(self) -> object:
        """Something in the settings."""
        services = self.services
        names, table = self.random.choice(
            [(services.owners, "owner"), (services.sources, "source"), (services.tags, "tag")]
        )
        change: Callable[[], object] = self.random.choice(
            [
                partial(names.create, self.word()),
                partial(names.rename, self.one(table), self.word()),
                partial(names.delete, self.one(table)),
                partial(services.pipelines.add_stage, 1, self.word(), 40),
                partial(services.pipelines.move_stage, self.one("stage"), self.random.choice((-1, 1))),
                partial(services.pipelines.change_stage, self.one("stage"), name=self.word()),
                partial(services.pipelines.remove_stage, self.one("stage")),
                partial(services.custom_fields.create, "deal", self.word()),
                partial(services.custom_fields.rename, self.one("custom_field"), self.word()),
                partial(services.custom_fields.delete, self.one("custom_field")),
                partial(
                    services.saved_views.create,
                    RecordKind.CONTACTS,
                    self.word(),
                    contacts_where("city:Kiel"),
                    Sort("city"),
                ),
                partial(services.saved_views.change, self.one("saved_view"), name=self.word()),
                partial(services.saved_views.delete, self.one("saved_view")),
                partial(services.settings.set, {"organisation": self.word()}),
            ]
        )
        return change()

    def taken_in(self) -> None:
        """A file of new people and of some that are there, told by their own number alone."""
        self._files += 1
        first, name = self.random.randrange(12), f"file{self._files}"
        lines = [
            f"N{n},Kim{n},Lund{n},kim{n}@lund.example,+49 30 55{10000 + n},House {n % 2},"
            f"{self.random.choice(_PLACES)},{self.random.choice(_TAGS)},c{n},Fair"
            for n in range(first, first + 5)
        ]
        path = text_file(
            self.desk, f"{name}.csv", "No,First,Last,Mail,Phone,Firm,Town,Tags,Colour,From", *lines
        )
        mode = self.random.choice([Mode.FILL, Mode.OVERWRITE])
        request = sheet(name, RecordKind.CONTACTS, _FIELDS)
        take_in(
            self.desk,
            f"taken in, {mode}",
            path,
            request,
            default_mode=mode,
            match_keys=(MatchKey.EXTERNAL_ID,),
        )

    def own_field(self) -> object:
        """A field of the person's own, which the others fill."""
        return self.services.custom_fields.create("contact", "Size", CustomType.NUMBER)

    def import_undone(self) -> object:
        """Some import taken back."""
        return self.services.imports.undo(self.random.randrange(1, self._files + 1))

    def undone(self) -> object:
        """The last change."""
        return self.services.commands.undo()

    def redone(self) -> object:
        """The last undo."""
        return self.services.commands.redo()

    def batch_undone(self) -> object:
        """Any change there was."""
        return self.services.commands.undo_batch(self.one("change_batch"))


_BEGINNING = "person person own_field person firm deal fair person members planned".split()
_STEPS = (
    "person edited edited edited pasted addresses numbers employed left firm firm_edited in_bulk in_bulk in_bulk "
    "from_the_trash made_one not_the_same deal deal_changed deal_moved deal_closed deals_in_trash logged planned "
    "task_done campaign campaign campaign lists lists lists taken_in import_undone undone undone undone redone "
    "batch_undone"
).split()


def _by_chance(desk: Desk, *, seed: int) -> None:
    Chance(desk, seed).play()


SCENARIOS |= {f"by_chance_{seed:02}": partial(_by_chance, seed=seed) for seed in SEEDS}
