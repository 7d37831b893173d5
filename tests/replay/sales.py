"""Deals, what was done and is to do, campaigns."""

from __future__ import annotations

from tests.replay.doors import ActivityKind, CampaignStatus, Channel, MemberStatus, Subject
from tests.replay.script import Desk, scenario

_KINDS = (
    ActivityKind.CALL,
    ActivityKind.MEETING,
    ActivityKind.DEMO,
    ActivityKind.CONFERENCE,
    ActivityKind.VISIT,
    ActivityKind.LETTER,
    ActivityKind.EMAIL,
    ActivityKind.NOTE,
    ActivityKind.TASK,
    ActivityKind.ORDER,
)
"""In the order of the recording."""


@scenario
def deals(desk: Desk) -> None:
    services, deals = desk.services, desk.services.deals
    person = desk.make(
        "a contact", lambda: services.contacts.create({"full_name": "Anna Berg", "company": "Nordwind"})
    )
    firm, owner = desk.number("company"), desk.number("owner")
    campaign = desk.make("a campaign", lambda: services.campaigns.create("Fair"))
    stage = {row["name"]: number for number, row in desk.rows("stage").items()}
    first = desk.make(
        "with every field",
        lambda: deals.create(
            "Turbine",
            stage["Prospecting"],
            contact_id=person,
            company_id=firm,
            amount=1_200_000,
            currency="EUR",
            probability=30,
            expected_close="2026-06-30",
            owner_id=owner,
            source_id=desk.number("source", name="Referral"),
            campaign_id=campaign,
            notes="Two blades.",
            external_id="D-1",
        ),
    )
    more = [
        desk.make(f"deal {n}", lambda n=n: deals.create(f"Deal {n}", stage["Prospecting"], amount=n * 1000))
        for n in range(5)
    ]
    desk.refused("no title", lambda: deals.create(" ", stage["Demo"]))
    desk.refused("no such person", lambda: deals.create("Lost link", stage["Demo"], contact_id=999))
    for key, value in {
        "title": "Turbine II",
        "contact_id": None,
        "company_id": None,
        "amount": 999,
        "currency": "JPY",
        "probability": None,
        "expected_close": "2026-12-01",
        "owner_id": None,
        "source_id": None,
        "campaign_id": None,
        "notes": "",
        "external_id": "D-2",
        "competitor": "Rotor Ltd",
    }.items():
        desk.do(f"change {key}", lambda key=key, value=value: deals.change(first, **{key: value}))
    desk.do("several fields", lambda: deals.change(first, contact_id=person, company_id=firm, amount=500_00))
    desk.do("to the next stage", lambda: deals.move(more[0], stage["Education"]))
    desk.do("to the end of a stage", lambda: deals.move(more[1], stage["Education"]))
    desk.do("between two cards", lambda: deals.move(more[2], stage["Education"], before=more[1]))
    desk.do("in front of all", lambda: deals.move(more[3], stage["Education"], before=more[0]))
    desk.do("within its stage", lambda: deals.move(more[3], stage["Education"], before=more[1]))
    desk.refused("to lost without a reason", lambda: deals.move(first, stage["Lost"]))
    desk.do("to won on the board", lambda: deals.move(more[0], stage["Won"]))
    desk.do("win", lambda: deals.win(first, amount=450_00, closed_at="2026-05-03T10:00:00Z"))
    desk.do("win now", lambda: deals.win(more[1]))
    desk.do("lose", lambda: deals.lose(more[2], "Price", competitor="Rotor Ltd"))
    desk.do("lose on a day", lambda: deals.lose(more[3], "No need", closed_at="2026-05-01"))
    desk.do("lose one that was won", lambda: deals.lose(more[1], "Bad timing"))
    desk.do("win one that was lost", lambda: deals.win(more[2]))
    desk.do("open one that was won", lambda: deals.move(first, stage["Negotiation"]))
    desk.do("open one that was lost", lambda: deals.move(more[3], stage["Demo"]))
    desk.refused("no reason", lambda: deals.lose(first, " "))
    desk.do("a second pipeline", lambda: services.pipelines.add_pipeline("Renewals"))
    desk.do("to a stage of the other pipeline", lambda: deals.move(more[4], max(desk.rows("stage")) - 3))
    desk.do("delete one", lambda: deals.delete([first]))
    desk.do("delete several", lambda: deals.delete(more[:3]))
    desk.do("restore several", lambda: deals.restore(more[:2]))
    desk.do("restore from the trash", lambda: services.trash.restore(desk.store.trash.all()))
    for _ in range(6):
        desk.do("undo", services.commands.undo)
    for _ in range(2):
        desk.do("redo", services.commands.redo)


@scenario
def what_was_done(desk: Desk) -> None:
    services, entries = desk.services, desk.services.activities
    person = desk.make(
        "a contact", lambda: services.contacts.create({"full_name": "Anna Berg", "company": "Nordwind"})
    )
    firm = desk.number("company")
    deal = desk.make(
        "a deal",
        lambda: services.deals.create(
            "Pumps", desk.number("stage"), contact_id=person, company_id=firm, amount=10_00
        ),
    )
    fair = desk.make("a campaign", lambda: services.campaigns.create("Fair"))
    for kind in _KINDS:
        desk.do(
            f"log a {kind}",
            lambda kind=kind: entries.log(
                kind,
                Subject(person),
                subject=f"A {kind}",
                body="What was said.\nAnd more.",
                outcome="Reached",
                duration_minutes=15,
            ),
        )
    desk.do("on a deal", lambda: entries.log(ActivityKind.CALL, Subject(deal_id=deal), at="2026-05-02"))
    desk.do("with a company", lambda: entries.log(ActivityKind.VISIT, Subject(company_id=firm)))
    desk.do("a note without anybody", lambda: entries.log(ActivityKind.NOTE, Subject(), body="Remember"))
    desk.do(
        "with what is next",
        lambda: entries.log(
            ActivityKind.MEETING,
            Subject(person, None, deal),
            at="2026-05-03T08:00:00Z",
            next_step="Send the offer",
            next_due="2026-05-10",
        ),
    )
    desk.do("earlier than the last", lambda: entries.log(ActivityKind.CALL, Subject(person), at="2025-01-01"))
    desk.refused("an empty note", lambda: entries.log(ActivityKind.NOTE, Subject(person)))
    desk.do("plan a task", lambda: entries.plan(Subject(person), "Call back", "2026-05-06"))
    task = max(desk.rows("activity"))
    desk.do(
        "plan an appointment",
        lambda: entries.plan(
            Subject(deal_id=deal), "Show it", "2026-05-07T13:00:00Z", kind=ActivityKind.DEMO, body="Room 2"
        ),
    )
    show = max(desk.rows("activity"))
    desk.refused("without a day", lambda: entries.plan(Subject(person), "Someday", ""))
    desk.do("finish", lambda: entries.finish(task, outcome="Reached"))
    desk.do("open again", lambda: entries.reopen(task))
    desk.do(
        "finish with the next one",
        lambda: entries.finish(task, next_step="And again", next_due="2026-06-01"),
    )
    for key, value in {
        "kind": "conference",
        "subject": "Show all",
        "body": "",
        "contact_id": None,
        "company_id": firm,
        "deal_id": None,
        "owner_id": desk.number("owner"),
        "at": "2026-05-08T10:00:00+02:00",
        "due_at": "2026-05-09",
        "done_at": "2026-05-09T11:00:00Z",
        "outcome": "Interested",
        "duration_minutes": 90,
        "amount": 12_50,
        "currency": "USD",
        "campaign_id": fair,
    }.items():
        desk.do(f"change {key}", lambda key=key, value=value: entries.change(show, **{key: value}))
    desk.do("delete", lambda: entries.delete(show))
    desk.do("delete the company", lambda: services.companies.delete([firm]))
    desk.do("restore both", lambda: services.trash.restore(desk.store.trash.all()))
    desk.do("erase the person", lambda: services.contacts.purge([person]))
    for _ in range(8):
        desk.do("undo", services.commands.undo)
    for _ in range(3):
        desk.do("redo", services.commands.redo)


@scenario
def campaigns(desk: Desk) -> None:
    services, campaigns = desk.services, desk.services.campaigns
    people = [
        desk.make(f"person {n}", lambda n=n: services.contacts.create({"full_name": f"Person {n}"}))
        for n in range(8)
    ]
    first = desk.make(
        "with every field",
        lambda: campaigns.create(
            "Autumn fair",
            channel=Channel.EVENT,
            goal="Ten leads",
            starts_on="2026-09-01",
            ends_on="2026-09-30",
            owner_id=desk.number("owner"),
            budget=500_000,
            committed_cost=100_000,
            actual_cost=90_000,
            own_hours=12.5,
            currency="EUR",
            notes="Hall 3",
        ),
    )
    for channel in Channel:
        desk.make(f"by {channel}", lambda channel=channel: campaigns.create(f"By {channel}", channel=channel))
    for key, value in {
        "name": "Autumn fair 2026",
        "channel": "print_radio",
        "goal": "",
        "starts_on": "2026-08-31",
        "ends_on": None,
        "owner_id": None,
        "budget": None,
        "committed_cost": 1,
        "actual_cost": 95_000,
        "own_hours": 0.25,
        "currency": "USD",
        "notes": "Hall 4",
    }.items():
        desk.do(f"change {key}", lambda key=key, value=value: campaigns.change(first, **{key: value}))
    desk.refused("ends before it starts", lambda: campaigns.change(first, ends_on="2026-01-01"))
    for status in CampaignStatus:
        desk.do(f"set to {status}", lambda status=status: campaigns.set_status(first, status))
    desk.do("members", lambda: campaigns.add_members(first, people[:6]))
    desk.do("some of them again", lambda: campaigns.add_members(first, people[4:]))
    members = list(desk.rows("campaign_member"))
    for n, status in enumerate(MemberStatus):
        desk.do(
            f"record {status}",
            lambda n=n, status=status: campaigns.record_response(members[n : n + 2], status),
        )
    desk.do("remove members", lambda: campaigns.remove_members(members[:2]))
    desk.make("a copy", lambda: campaigns.duplicate(first))
    desk.do("delete", lambda: campaigns.delete(first))
    desk.do("restore", lambda: services.trash.restore(desk.store.trash.all()))
    desk.do("erase a member", lambda: services.contacts.purge(people[3:4]))
    for _ in range(7):
        desk.do("undo", services.commands.undo)
    for _ in range(2):
        desk.do("redo", services.commands.redo)
