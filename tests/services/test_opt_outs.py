"""An opt-out holds at every door, whatever becomes of the record it was said of."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.domain.imports import ImportDecisions, ImportPlan, ImportResult, Mode
from salesdesk.domain.opt_outs import LeftOut, Way, address_key, way_of
from salesdesk.errors import DomainError
from salesdesk.services.commands import Commands
from salesdesk.services.demo.service import DemoService
from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, wrong_rows
from tests.refusals import refusing


@pytest.fixture
def services(store: Store) -> Services:
    return build_services(store)


def person(services: Services, name: str, email: str, **more: Any) -> int:
    """A new contact."""
    return services.contacts.create({"full_name": name, "email": email, **more})[0]


def taken_in(services: Services, folder: Path, rows: str, **decided: Any) -> tuple[ImportPlan, ImportResult]:
    """A file with these lines imported."""
    path = folder / f"list{len(list(folder.glob('*.csv')))}.csv"
    path.write_text(rows, encoding="utf-8")
    decisions = ImportDecisions(**decided)
    with services.imports.open(path, CancelAfter()) as file:
        plan = file.plan(decisions, CancelAfter())
        return plan, services.imports.apply(file, plan, decisions, CancelAfter())[0]


def reached(services: Services, store: Store, channel: Channel = Channel.EMAIL) -> set[str]:
    """The names of everybody a new campaign gets in who is asked to take everybody."""
    number, _ = services.campaigns.create("All", channel=channel)
    services.campaigns.add_members(number, store.contacts.ids())
    return {member.name for member in store.campaigns.members(number)}


def refuses(store: Store, contact: int) -> bool:
    return store.contacts.get(contact).do_not_email


def test_adding_people_says_who_is_left_out_and_why(services: Services, store: Store) -> None:
    ann = person(services, "Ann", "ann@berg.example", do_not_email="yes")
    ben = person(services, "Ben", "ben@cole.example", do_not_call="yes")
    number, _ = services.campaigns.create("Autumn", channel=Channel.EMAIL)
    made, _ = services.campaigns.add_members(number, [ann, ben, ben])
    assert (made.added, made.there, dict(made.left_out)) == (1, 0, {ann: LeftOut.PERSON})
    made, _ = services.campaigns.add_members(number, [ann, ben])
    assert (made.added, made.there, len(made.left_out)) == (0, 1, 1)
    assert reached(services, store, Channel.PHONE) == {"Ann"}
    assert reached(services, store, Channel.EVENT) == {"Ann", "Ben"}


def test_another_channel_takes_out_who_may_not_be_addressed_by_it(services: Services, store: Store) -> None:
    ann = person(services, "Ann", "ann@berg.example", do_not_email="yes")
    ben = person(services, "Ben", "ben@cole.example", do_not_email="yes")
    cy = person(services, "Cy", "cy@dorn.example")
    number, _ = services.campaigns.create("Fair", channel=Channel.EVENT)
    services.campaigns.add_members(number, [ann, ben, cy])
    met = next(m.id for m in store.campaigns.members(number) if m.name == "Ben")
    services.campaigns.record_response([met], MemberStatus.MET)
    campaign = store.campaigns.get(number)
    assert services.campaigns.taken_out(campaign, Channel.EMAIL) == {ann: LeftOut.PERSON}
    services.campaigns.change(number, channel=Channel.EMAIL)
    assert store.campaigns.member_contacts(number) == {ben, cy}  # what took place stays
    services.commands.undo()
    assert store.campaigns.member_contacts(number) == {ann, ben, cy}


def test_the_sample_data_addresses_nobody_who_refuses(store: Store) -> None:
    DemoService(store, Commands(store)).fill(400, 3, CancelAfter())
    for campaign in store.campaigns.all():
        members = store.campaigns.member_contacts(campaign.id)
        assert members
        assert not store.opt_outs.audience(way_of(campaign.channel), members).left_out


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.DIRECT_MAIL, Channel.PHONE])
def test_unsubscribing_opts_out(services: Services, store: Store, channel: Channel) -> None:
    ann, ben = person(services, "Ann", "ann@berg.example"), person(services, "Ben", "ben@cole.example")
    number, _ = services.campaigns.create("Autumn", channel=channel)
    services.campaigns.add_members(number, [ann, ben])
    member = next(m.id for m in store.campaigns.members(number) if m.name == "Ann")
    services.campaigns.record_response([member], MemberStatus.UNSUBSCRIBED)
    record = store.contacts.get(ann)
    assert (record.do_not_email, record.do_not_call) == (
        channel is not Channel.PHONE,
        channel is Channel.PHONE,
    )
    assert "Ann" not in reached(services, store, Channel.PHONE if channel is Channel.PHONE else Channel.EMAIL)
    services.commands.undo()  # the campaign of ``reached``
    services.commands.undo()
    services.commands.undo()
    assert not store.contacts.get(ann).do_not_email
    assert wrong_rows(store) == []


@pytest.mark.parametrize("gone", ["delete", "purge"])
def test_an_opt_out_outlives_its_record(services: Services, store: Store, tmp_path: Path, gone: str) -> None:
    ann = person(services, "Ann", "ann+x@Bücher.example", do_not_email="yes", phone="+49 30 901820")
    services.contacts.update(ann, {"do_not_call": "yes"})
    getattr(services.contacts, gone)([ann])
    plan, _ = taken_in(
        services,
        tmp_path,
        "Name,E-Mail,Phone\nA. Berg,ANN@xn--bcher-kva.example,0049 30 901820\nBo,bo@x.example,\n",
    )
    assert (plan.opt_outs.kept, plan.opt_outs.known) == (0, 1)
    assert reached(services, store) == {"Bo"}
    assert reached(services, store, Channel.PHONE) == {"Bo"}
    typed = person(services, "Ann again", "ann@bücher.example")
    assert refuses(store, typed)
    later = person(services, "Cy", "cy@x.example")
    services.contacts.update(later, {"email": "ann+y@bücher.example"})
    assert refuses(store, later)
    if gone == "purge":
        kept = store.database.rows("SELECT address_key, contact_id FROM suppression WHERE salt IS NOT NULL")
        assert len(kept) == 2
        assert not any("ann" in key or "901820" in key or contact for key, contact in kept)
    assert wrong_rows(store) == []


def test_a_person_may_lift_it_and_only_for_that_person(services: Services, store: Store) -> None:
    gone = person(services, "Gone", "ann@berg.example", do_not_email="yes")
    services.contacts.delete([gone])
    ann = person(services, "Ann", "Ann@berg.example")
    assert refuses(store, ann)
    services.contacts.update(ann, {"do_not_email": "no"})
    assert reached(services, store) == {"Ann"}
    services.contacts.delete([ann])
    assert not refuses(store, person(services, "Ann", "ann@berg.example"))
    other = person(services, "Other", "ann+1@berg.example", do_not_email="yes")
    assert reached(services, store) == set()  # what the other one refuses is refused of the address
    services.contacts.update(other, {"do_not_email": "no"})
    assert reached(services, store) == {"Ann", "Other"}


def test_a_file_sets_opt_outs_and_takes_none_back(services: Services, store: Store, tmp_path: Path) -> None:
    head = "Name,E-Mail,Email Opt Out\n"
    taken_in(services, tmp_path, head + "Ann,ann@berg.example,Yes\nBen,ben@cole.example,No\n")
    assert reached(services, store) == {"Ben"}
    rows = head + "Ann,ann@berg.example,No\nBen,ben@cole.example,Yes\n"
    for decided in ({}, {"default_mode": Mode.OVERWRITE}):
        plan, _ = taken_in(services, tmp_path, rows, **decided)
        assert plan.opt_outs.kept == 1
        assert reached(services, store) == set()
    empty = head + "Ann,ann@berg.example,\n"
    taken_in(services, tmp_path, empty, default_mode=Mode.OVERWRITE, erase=frozenset({"do_not_email"}))
    assert reached(services, store) == set()
    both = head + "Ann,ann@berg.example,Yes\nAnn,ann@berg.example,No\n"
    taken_in(services, tmp_path, both, default_mode=Mode.OVERWRITE)
    assert reached(services, store) == set()
    plan, _ = taken_in(services, tmp_path, rows, lift_opt_outs=True)
    assert not plan.opt_outs
    assert reached(services, store) == {"Ann"}


def test_a_file_takes_back_what_a_deleted_person_refused_only_on_demand(
    services: Services, store: Store, tmp_path: Path
) -> None:
    services.contacts.delete([person(services, "Ann", "ann@berg.example", do_not_email="yes")])
    rows = "Name,E-Mail,Email Opt Out\nAnn,ann@berg.example,No\n"
    plan, _ = taken_in(services, tmp_path, rows)
    assert plan.opt_outs.known == 1
    assert reached(services, store) == set()
    services.contacts.delete(store.contacts.ids())
    plan, _ = taken_in(services, tmp_path, rows, lift_opt_outs=True)
    assert not plan.opt_outs
    assert reached(services, store) == {"Ann"}


def test_a_refusal_in_any_row_of_a_person_holds(services: Services, store: Store, tmp_path: Path) -> None:
    rows = "Name,E-Mail,Email Opt Out\nAnn Berg,ann@berg.example,No\nAnn Berg,ann@berg.example,Yes\n"
    taken_in(services, tmp_path, rows)
    assert reached(services, store) == set()


def test_a_merge_keeps_what_either_refused_for_all_addresses(services: Services, store: Store) -> None:
    ann = person(services, "Ann Berg", "ann@berg.example", city="Ulm")
    other = person(services, "Ann Berg", "ann@home.example", do_not_email="yes")
    services.merges.merge(RecordKind.CONTACTS, [ann, other])
    assert reached(services, store) == set()
    services.contacts.purge(store.contacts.ids())
    assert refuses(store, person(services, "New", "ann@berg.example"))
    assert refuses(store, person(services, "New", "ann@home.example"))


def test_an_opt_out_is_undone_with_what_recorded_it(services: Services, store: Store) -> None:
    ann = person(services, "Ann", "ann@berg.example")
    services.contacts.update(ann, {"do_not_email": "yes"})
    services.commands.undo()
    assert reached(services, store) == {"Ann"}
    services.commands.undo()
    services.commands.undo()
    services.commands.redo()
    assert store.database.rows("SELECT 1 FROM suppression AS s") == []


class _World:
    """Deeds by chance, and beside them what people said: addresses refused and not taken back by a person."""

    def __init__(self, services: Services, store: Store, folder: Path, seed: int) -> None:
        self.services, self.store, self.folder = services, store, folder
        self.chance, self.number = random.Random(seed), 0

    def address(self) -> str:
        local = self.chance.choice(["ann", "Ann+x", "BEN", "ben", "cy+1+2", "Cy"])
        return f"{local}@{self.chance.choice(['berg.example', 'BÜCHER.example', 'xn--bcher-kva.example'])}"

    def some(self) -> int | None:
        ids = list(self.store.contacts.ids())
        return self.chance.choice(ids) if ids else None

    def refused(self) -> set[str]:
        """What is refused of living contacts, read the plain way."""
        return {
            address_key(Way.EMAIL, entry.address)
            for number in self.store.contacts.ids()
            if (record := self.store.contacts.get(number)).do_not_email
            for entry in record.emails
        }

    def deed(self) -> None:
        self.number += 1
        contacts, one = self.services.contacts, self.some()
        what = self.chance.randrange(9)
        if one is None or what < 2:
            refusing = {"do_not_email": "yes"} if self.chance.random() < 0.3 else {}
            person(self.services, f"P{self.number}", self.address(), **refusing)
        elif what == 2:
            contacts.update(one, {"do_not_email": "yes"})
        elif what == 3:
            contacts.update(one, {"email": self.address()})
        elif what == 4:
            self.gone(one, contacts.delete)
        elif what == 5:
            self.gone(one, contacts.purge)
        elif what == 6 and (other := self.some()) not in (None, one):
            self.services.merges.merge(RecordKind.CONTACTS, [one, int(other or 0)])
        elif what == 7:
            said = self.chance.choice(["", "No", "Yes"])
            rows = f"Name,E-Mail,Email Opt Out\nI{self.number},{self.address()},{said}\n"
            taken_in(self.services, self.folder, rows, default_mode=Mode.OVERWRITE)
        elif what == 8:
            number, _ = self.services.campaigns.create("C", channel=Channel.EMAIL)
            self.services.campaigns.add_members(number, [one])
            members = [member.id for member in self.store.campaigns.members(number)]
            self.services.campaigns.record_response(members, MemberStatus.UNSUBSCRIBED)

    def gone(self, one: int, how: Any) -> None:
        how([one])


@pytest.mark.parametrize("seed", range(12))
def test_no_path_addresses_an_opted_out_address(
    services: Services, store: Store, tmp_path: Path, seed: int
) -> None:
    """Whatever happens to the records, what was refused once and never taken back by a person is not addressed."""
    world, ever = _World(services, store, tmp_path, seed), set[str]()
    for _ in range(25):
        world.deed()
        ever |= world.refused()
        number, _ = services.campaigns.create("All", channel=Channel.EMAIL)
        services.campaigns.add_members(number, store.contacts.ids())
        for member in store.campaigns.members(number):
            mine = {address_key(Way.EMAIL, e.address) for e in store.contacts.get(member.contact_id).emails}
            assert not mine & ever
    assert wrong_rows(store) == []


@pytest.mark.parametrize(
    ("way_in", "gone", "refused", "again"),
    [
        ("typed", "there", "0170 1234567", "+49 170 1234567"),
        ("typed", "deleted", "+49 170 1234567", "0170 1234567"),
        ("typed", "purged", "0170 1234567", "0049 170 1234567"),
        ("imported", "there", "+49 170 1234567", "0170/1234567"),
        ("imported", "deleted", "0170 1234567", "+49 170 1234567"),
        ("imported", "purged", "+49 170 1234567", "0170 1234567"),
    ],
)
def test_a_number_refuses_calls_in_its_national_form_too(
    services: Services, store: Store, tmp_path: Path, way_in: str, gone: str, refused: str, again: str
) -> None:
    services.settings.set({"country": ""})  # nothing says where the short form is dialled
    ann = services.contacts.create({"full_name": "Ann Berg", "phone": refused, "do_not_call": "yes"})[0]
    if gone != "there":
        services.contacts.delete([ann])
    if gone == "purged":
        services.contacts.purge([ann])
    if way_in == "typed":
        made = services.contacts.create({"full_name": "Bo Dahl", "phone": again})[0]
    else:
        plan, _ = taken_in(services, tmp_path, f"Name,Phone\nBo Dahl,{again}\n")
        assert plan.opt_outs.known == 1
        (made,) = [one for one in store.contacts.ids() if store.contacts.get(one).full_name == "Bo Dahl"]
    assert store.contacts.get(made).do_not_call


def test_a_number_that_an_older_program_kept_still_counts(services: Services, store: Store) -> None:
    """It kept all digits of a number, the calling code first."""
    ann = services.contacts.create({"full_name": "Ann", "phone": "+49 170 1234567", "do_not_call": "yes"})[0]
    services.contacts.delete([ann])
    store.database.execute("UPDATE suppression SET address_key = '491701234567'")
    bo = services.contacts.create({"full_name": "Bo", "phone": "+49 170 1234567"})[0]
    assert store.contacts.get(bo).do_not_call


def test_who_opts_out_after_joining_is_said_and_addressed_no_more(
    services: Services, store: Store, tmp_path: Path
) -> None:
    ann, ben = person(services, "Ann", "ann@berg.example"), person(services, "Ben", "ben@cole.example")
    number, _ = services.campaigns.create("Autumn", channel=Channel.EMAIL)
    services.campaigns.add_members(number, [ann, ben])
    taken_in(services, tmp_path, "Name,Email,Email opt out\nAnn,ann@berg.example,yes\n")
    campaign = store.campaigns.get(number)
    assert services.campaigns.opted_out(campaign) == {ann: LeftOut.PERSON}
    members = store.campaigns.member_ids(number)
    hers = next(m.id for m in store.campaigns.members(number) if m.contact_id == ann)
    assert services.campaigns.not_addressed(members, MemberStatus.SENT) == {hers: LeftOut.PERSON}
    services.campaigns.record_response(members, MemberStatus.SENT)
    statuses = {m.name: m.status for m in store.campaigns.members(number)}
    assert statuses == {"Ann": MemberStatus.AUDIENCE, "Ben": MemberStatus.SENT}
    with refusing(DomainError, match="opted out of what the campaign sends"):
        services.campaigns.record_response([hers], MemberStatus.SENT)
    services.campaigns.record_response(
        [hers], MemberStatus.REPLIED
    )  # what somebody did is recorded all the same
    assert services.campaigns.opted_out(campaign) == {}
    way = services.campaigns.way_of_filter(parse_filter("campaign:autumn", frozenset({"campaign"})))
    assert way is Way.EMAIL
