"""Contacts and companies made one, with what survives said field by field, and parted again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.replay.doors import ActivityKind, RecordKind, Subject
from tests.replay.script import Desk, scenario

PEOPLE, FIRMS = RecordKind.CONTACTS, RecordKind.COMPANIES


def merge(
    desk: Desk,
    step: str,
    kind: RecordKind,
    ids: Sequence[int],
    survivor: int,
    others: Mapping[str, int] | None = None,
) -> None:
    """Merge as a step: every field is the survivor's where it has a value, else the first one's that has; but a field
    of ``others`` is that of the record named there."""
    desk.do(step, lambda: make_one(desk, kind, ids, survivor, others or {}))


def make_one(
    desk: Desk, kind: RecordKind, ids: Sequence[int], survivor: int, others: Mapping[str, int]
) -> object:
    """Merge by ``merge``'s rule; may be refused."""
    preview = desk.services.merges.preview(kind, ids)
    choices = {}
    for choice in preview.proposal.fields:
        if choice.united or not choice.options or choice.field.endswith("_at"):
            continue  # of moments the rule decides: the earliest creation, the latest contact
        wanted = preview.ids.index(others.get(choice.field, survivor))
        held = [place for place, option in enumerate(choice.options) if wanted in option.records]
        choices[choice.field] = (
            held[0]
            if held
            else min(range(len(choice.options)), key=lambda place: min(choice.options[place].records))
        )
    return desk.services.merges.merge(kind, ids, choices, survivor)


@scenario
def contacts_merged(desk: Desk) -> None:
    services = desk.services
    contacts = services.contacts
    field = desk.make("an own field", lambda: services.custom_fields.create("contact", "Colour"))
    assert field
    a = desk.make(
        "the first",
        lambda: contacts.create(
            {
                "first_name": "Anna",
                "last_name": "Berg",
                "email": "anna@nordwind.example",
                "phone": "+49 30 1234567",
                "company": "Nordwind GmbH",
                "job_title": "Buyer",
                "city": "Berlin",
                "owner": "Ben",
                "tags": "vip, north",
                "notes": "First note.",
                "custom.colour": "blue",
                "lifecycle_stage": "customer",
                "do_not_call": "yes",
                "birthday": "1980-05-17",
            }
        ),
    )
    b = desk.make(
        "the second",
        lambda: contacts.create(
            {
                "honorific": "Dr.",
                "first_name": "Anna",
                "last_name": "Berg",
                "email": "berg@home.example",
                "email_2": "anna@nordwind.example",
                "phone": "+49 171 2345678",
                "company": "Südwind AG",
                "job_title": "Head",
                "city": "Hamburg",
                "owner": "Cara",
                "lead_source": "Web form",
                "tags": "VIP, south",
                "notes": "Second note.",
                "custom.colour": "red",
                "website": "berg.example",
                "lead_status": "Open",
            }
        ),
    )
    c = desk.make("the third", lambda: contacts.create({"full_name": "Anna Berg", "country": "DE"}))
    stage = desk.number("stage")
    for who in (a, b, c):
        desk.make(f"a deal of {who}", lambda who=who: services.deals.create("Pumps", stage, contact_id=who))
        desk.do(
            f"a call with {who}", lambda who=who: services.activities.log(ActivityKind.CALL, Subject(who))
        )
    campaign = desk.make("a campaign", lambda: services.campaigns.create("Fair"))
    desk.do("two members", lambda: services.campaigns.add_members(campaign, [a, b]))
    desk.do("no duplicate", lambda: services.duplicates.not_the_same(PEOPLE, b, c))
    merge(desk, "the second into the first", PEOPLE, (a, b), a, {"city": b, "job_title": b, "owner": b})
    desk.do("parted", services.commands.undo)
    desk.do("merged again", services.commands.redo)
    desk.do("edited since", lambda: contacts.update(a, {"city": "Kiel", "website": "anna.example"}))
    desk.do("a number since", lambda: contacts.edit(a, "phone_3", "+49 89 7654321"))
    merged = max(n for n, row in desk.rows("change_batch").items() if row["cause"] in ("merge", "redo"))
    desk.do("the merge taken back all the same", lambda: services.commands.undo_batch(merged))
    merge(desk, "all three into the last", PEOPLE, (a, b, c), c, {"full_name": b, "notes": a})
    desk.do("the survivor deleted", lambda: contacts.delete([c]))
    desk.refused("one from the trash", lambda: services.merges.merge(PEOPLE, (a, c)))
    desk.refused("one alone", lambda: services.merges.merge(PEOPLE, (b, b)))
    desk.refused("deals", lambda: services.merges.merge(RecordKind.DEALS, (1, 2)))
    for _ in range(2):
        desk.do("undo", services.commands.undo)


@scenario
def companies_merged(desk: Desk) -> None:
    services = desk.services
    firms = services.companies
    desk.make("an own field", lambda: services.custom_fields.create("company", "Fleet"))
    a = desk.make(
        "the first",
        lambda: firms.create(
            {
                "company": "Nordwind GmbH",
                "website": "nordwind.example",
                "phone": "+49 30 1234567",
                "annual_revenue": "100 EUR",
                "tags": "key",
                "custom.fleet": "seven",
                "notes": "One.",
            }
        ),
    )
    b = desk.make(
        "the second",
        lambda: firms.create(
            {
                "company": "Ostwind Handel",
                "website": "nordwind.test",
                "phone": "+49 40 1234567",
                "annual_revenue": "200 USD",
                "employees": "12",
                "tags": "Key, north",
                "custom.fleet": "eight",
                "lifecycle_stage": "customer",
                "notes": "Two.",
            }
        ),
    )
    for n, firm in enumerate(("Nordwind GmbH", "Ostwind Handel", "Ostwind Handel")):
        desk.make(
            f"person {n}",
            lambda n=n, firm=firm: services.contacts.create({"full_name": f"Person {n}", "company": firm}),
        )
    both = desk.number("contact", full_name="Person 1")
    desk.do("one at both", lambda: services.contacts.add_company(both, "Nordwind GmbH", "Adviser"))
    stage = desk.number("stage")
    desk.make("a deal", lambda: services.deals.create("Pumps", stage, company_id=b))
    desk.do("a visit", lambda: services.activities.log(ActivityKind.VISIT, Subject(company_id=b)))
    merge(desk, "the second into the first", FIRMS, (a, b), a, {"phone": b, "annual_revenue": b})
    desk.do("parted", services.commands.undo)
    merge(desk, "the first into the second", FIRMS, (a, b), b)
    desk.do("edited since", lambda: firms.edit(b, "city", "Kiel"))
    desk.do("parted with one kept", lambda: services.commands.undo_batch(max(desk.rows("change_batch")) - 1))
    desk.do("not the same", lambda: services.duplicates.not_the_same(FIRMS, b, a))
    desk.attempt("said once more", lambda: services.duplicates.not_the_same(FIRMS, a, b))
    desk.do("undo", services.commands.undo)


@scenario
def many_merged(desk: Desk) -> None:
    services = desk.services
    ids = [
        desk.make(
            f"contact {n}",
            lambda n=n: services.contacts.create(
                {"full_name": f"Kim Lund {n // 2}", "email": f"kim{n}@lund.example", "tags": f"t{n}"}
            ),
        )
        for n in range(6)
    ]
    for n in range(0, 6, 2):
        merge(desk, f"pair {n}", PEOPLE, ids[n : n + 2], ids[n])
    merge(desk, "the rest", PEOPLE, ids[::2], ids[2])
    for _ in range(4):
        desk.do("undo", services.commands.undo)
    for _ in range(2):
        desk.do("redo", services.commands.redo)
