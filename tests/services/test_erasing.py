"""Erasing for good: nothing of somebody is left, everybody else is, and nothing brings somebody back."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.attachments import FileHome
from salesdesk.domain.call_rounds import RoundAbout
from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.erased_words import TAKEN_OUT, Words
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportResult
from salesdesk.domain.sequences import Anchor, SequenceFor, SequenceStep
from salesdesk.errors import DomainError, InputError
from salesdesk.services.activities import Subject
from salesdesk.services.call_rounds import CallRoundService
from salesdesk.services.sequences import SequenceService
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_contact, wrong_rows

SECRETS = (
    "Zuzanna", "Quellwasser", "zuzanna@quelle.example", "4915112345678", "Blumenweg", "schreckhaft", "Pfefferminz",
    "frueher@quelle.example", "Zuzka", "1987-03-02",
)  # fmt: skip
"""What only she says, in the fields, parts, notes and former values of ``person``."""


@pytest.fixture
def services(store: Store) -> Services:
    return build_services(store)


def stored(store: Store) -> str:
    """Everything that any table holds, as text; of a file every byte that lies on the disk."""
    if isinstance(store.database, FileDatabase):
        path = store.path
        beside = [path, *path.parent.glob(f"{path.name}-*")]
        return "\n".join(one.read_bytes().decode("latin-1") for one in beside)
    tables = store.database.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return "\n".join(
        str(row) for (table,) in tables for row in store.database.rows(f'SELECT * FROM "{table}" AS t')
    )


def traces(store: Store, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """Which of the secrets are stored, in whatever case."""
    text = stored(store).lower()
    return [secret for secret in secrets if secret.lower() in text]


def person(services: Services, store: Store) -> int:
    """Somebody with everything a person can have, edited, tagged, called, merged, undone and mentioned elsewhere."""
    first_day = store.now()
    number = services.contacts.create(
        {
            "full_name": "Zuzanna Quellwasser", "email": "frueher@quelle.example", "phone": "+49 151 12345678",
            "company": "Nordwind", "street": "Blumenweg 4", "city": "Ulm", "notes": "sehr schreckhaft", "tags": "vip",
            "birthday": "2.3.1987", "do_not_email": "yes",
        }
    )[0]  # fmt: skip
    services.contacts.update(number, {"email": "zuzanna@quelle.example", "nickname": "Zuzka"})
    employment = store.contacts.get(number).company
    assert employment is not None
    stage = store.pipelines.all()[0].stages[0]
    deal = services.deals.create(
        "Pilot for Zuzanna Quellwasser",
        stage_id=stage.id,
        contact_id=number,
        company_id=employment.company_id,
    )[0]
    about = Subject(contact_id=number, deal_id=deal)
    services.activities.log(ActivityKind.CALL, about, body="mag Pfefferminz", at=first_day)
    services.activities.log(ActivityKind.NOTE, about, body="Pfefferminz, nochmals")
    services.activities.plan(about, "Zuzanna Quellwasser anrufen", store.today())
    services.activities.log(ActivityKind.CALL, about, body="Pfefferminz zum Dritten")
    services.commands.undo()
    services.companies.update(
        employment.company_id, {"notes": "Fragt nach Zuzanna Quellwasser, zuzanna@quelle.example!"}
    )
    campaign = services.campaigns.create("Herbst", channel=Channel.EVENT)[0]
    services.campaigns.add_members(campaign, [number])
    members = store.campaigns.member_ids(campaign)
    services.campaigns.record_response(members, MemberStatus.REPLIED)
    twin = services.contacts.create({"full_name": "Zuzanna Quellwasser", "street": "Blumenweg 5"})[0]
    services.merges.merge(RecordKind.CONTACTS, [number, twin], survivor=number)
    return number


def shown(store: Store, number: int, *keys: str) -> list[object]:
    row = store.contacts.page([number], list(keys))[number]
    return [row[key] for key in keys]


def names(store: Store) -> list[object]:
    return [shown(store, number, "full_name")[0] for number in store.contacts.ids()]


def taken_in(services: Services, path: Path) -> ImportResult:
    chosen, work = ImportDecisions(), CancelAfter()
    with services.imports.open(path, work) as file:
        return services.imports.apply(file, file.plan(chosen, work), chosen, work)[0]


def sound(store: Store) -> bool:
    return not wrong_rows(store) and not store.database.check()


def test_nothing_of_somebody_is_left_anywhere(services: Services, store: Store) -> None:
    number = person(services, store)
    assert len(traces(store)) == len(SECRETS)
    erased = services.erasing.erase([number])
    assert erased.clean
    assert traces(store) == []
    assert sound(store)
    assert names(store) == []
    assert store.trash.count() == 0


def test_an_import_that_was_taken_back_before_says_nothing_of_somebody_either(
    services: Services, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(
        "Full name,Email,Street,Notes\n"
        "Zuzanna Quellwasser,zuzanna@quelle.example,Blumenweg 5,Zuzanna Quellwasser mag Rosen\n"
        "Ben Holm,ben@holm.example,Vej 2,\n",
        encoding="utf-8",
    )
    for _ in range(2):
        taken_in(services, path)
        services.commands.undo()
    number = person(services, store)
    services.erasing.erase([number])
    assert traces(store) == []
    assert sound(store)


def test_companies_deals_and_what_took_place_stay_without_the_name(services: Services, store: Store) -> None:
    number = person(services, store)
    services.erasing.erase([number])
    company, deal = store.companies.ids()[0], store.deals.ids()[0]
    assert store.companies.get(company).name == "Nordwind"
    assert (
        store.companies.page([company], ["notes"])[company]["notes"]
        == f"Fragt nach {TAKEN_OUT}, {TAKEN_OUT}!"
    )
    assert store.deals.get(deal).title == f"Pilot for {TAKEN_OUT}"
    (entry,) = store.activities.of_deal(deal)
    assert (entry.kind, entry.subject, entry.body, entry.contact_id) == (ActivityKind.CALL, "", None, None)


def test_the_plan_says_what_it_touches_and_touches_nothing(services: Services, store: Store) -> None:
    number = person(services, store)
    services.companies.create({"company": "Zuzanna Quellwasser Design"})
    before = store.database.dump()
    plan = services.erasing.plan([number])
    assert store.database.dump() == before
    assert plan.names == ("Zuzanna Quellwasser",)
    assert len(plan.ids) == 2, "with what was merged into her"
    assert (plan.entries, plan.entries_kept) == (2, 1)
    assert (plan.deals, plan.companies, plan.campaigns, plan.mentions) == (1, 1, 1, 2)
    assert plan.opted_out
    assert [(one.kind, one.title) for one in plan.named_in] == [
        (EntityKind.COMPANY, "Zuzanna Quellwasser Design")
    ]


def test_undo_and_redo_of_everything_else_go_on_and_never_bring_somebody_back(
    services: Services, store: Store
) -> None:
    number = person(services, store)
    bert = add_contact(store, "Bert Maurer", city="Bonn")
    services.contacts.tag([number, bert], "both")
    services.contacts.edit(bert, "city", "Kiel")
    services.commands.undo()
    services.erasing.erase([number])
    assert services.commands.redo().kept == (), "an undo before can be brought back"
    assert shown(store, bert, "city") == ["Kiel"]
    undone = 0
    while services.commands.state().undo is not None:
        services.commands.undo()
        undone += 1
        assert traces(store) == []
    assert undone
    while services.commands.state().redo is not None:
        services.commands.redo()
    assert names(store) == ["Bert Maurer"]
    assert traces(store) == []
    for batch in store.journal.batches():
        if batch.cause not in (Cause.SETUP, Cause.ERASE) and batch.undone_by is None:
            services.commands.undo_batch(batch.id)
    assert traces(store) == []
    assert sound(store)


def test_what_was_about_nobody_else_cannot_be_taken_back_and_says_no_name(
    services: Services, store: Store
) -> None:
    number = add_contact(store, "Zuzanna Quellwasser")
    services.contacts.edit(number, "city", "Ulm")
    erased = services.erasing.erase([number])
    assert services.commands.state().undo is None
    batches = store.journal.batches()
    assert {batch.cause for batch in batches[:3]} == {Cause.ERASE}
    assert "Quell" not in str([batch.told for batch in batches])
    assert erased.changes.batch is not None
    with pytest.raises(DomainError) as refused:
        services.commands.undo_batch(erased.changes.batch)
    assert refused.value.phrase.code == "undo.erased"


def test_an_opt_out_outlives_the_person_as_a_digest(services: Services, store: Store) -> None:
    number = person(services, store)
    services.erasing.erase([number])
    again = services.contacts.create({"full_name": "Z. Quell", "email": "Zuzanna@quelle.example"})[0]
    assert store.contacts.get(again).do_not_email


def test_an_import_of_many_is_undone_for_the_others(services: Services, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,E-Mail\nZuzanna Quell,zuzanna@quelle.example\nBert Maurer,bert@mauer.example\n")
    taken_in(services, path)
    (zuzanna,) = [one for one in store.contacts.ids() if "Zuz" in store.contacts.get(one).full_name]
    services.erasing.erase([zuzanna])
    assert traces(store) == []
    result = services.commands.undo()
    assert (result.kept, names(store)) == ((), [])
    services.commands.redo()
    assert names(store) == ["Bert Maurer"]


def test_what_an_import_remembers_of_somebody_goes_and_of_others_stays(
    services: Services, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,E-Mail\nZuzanna Quell,zuzanna@quelle.example\nBert Maurer,bert@mauer.example\n")
    taken_in(services, path)
    (zuzanna,) = [one for one in store.contacts.ids() if "Zuz" in store.contacts.get(one).full_name]
    services.erasing.erase([zuzanna])
    again = taken_in(services, path)
    assert (again.counts.new, again.counts.unchanged) == (1, 1)


def test_an_earlier_export_still_comes_back_for_everybody_else(
    services: Services, store: Store, tmp_path: Path
) -> None:
    zuzanna = add_contact(store, "Zuzanna Quell", city="Ulm")
    bert = add_contact(store, "Bert Maurer", city="Bonn")
    path = tmp_path / "out.csv"
    services.exports.export(RecordKind.CONTACTS, path)
    plan = services.erasing.plan([zuzanna])
    assert [(held.kind, held.records) for held in plan.exports] == [("contacts", 2)]
    services.erasing.erase([zuzanna])
    services.contacts.edit(bert, "job_title", "Chef")
    path.write_text(path.read_text(encoding="utf-8").replace("Bonn", "Kiel"), encoding="utf-8")
    taken_in(services, path)
    assert names(store) == ["Bert Maurer"]
    assert shown(store, bert, "city", "job_title") == ["Kiel", "Chef"]
    assert traces(store) == []


def test_somebody_of_the_same_name_is_left_alone(services: Services, store: Store) -> None:
    one = add_contact(store, "Anna Berg", email="anna@one.example")
    other = add_contact(store, "Anna Berg", email="anna@two.example", notes="Anna Berg, the younger")
    services.erasing.erase([one])
    assert shown(store, other, "full_name", "notes") == ["Anna Berg", "Anna Berg, the younger"]


def test_the_emptied_trash_leaves_nothing_and_undo_of_others_works(services: Services, store: Store) -> None:
    number = person(services, store)
    bert = add_contact(store, "Bert Maurer", notes="bleibt")
    deals = list(store.deals.ids())
    services.deals.delete(deals)
    services.contacts.delete([number])
    assert store.trash.counts() == {EntityKind.CONTACT: 2, EntityKind.DEAL: 1}
    services.companies.update(store.companies.ids()[0], {"notes": ""})
    erased = services.erasing.empty_trash()
    assert erased.clean
    assert store.trash.count() == 0
    elsewhere = {"Zuzanna", "Quellwasser", "zuzanna@quelle.example", "Pfefferminz"}
    assert set(traces(store)) <= elsewhere, "what others say of somebody does not lie in the trash"
    assert sound(store)
    while services.commands.state().undo is not None:
        services.commands.undo()
    assert names(store) == []
    assert bert
    with pytest.raises(DomainError):
        services.erasing.empty_trash()


def test_one_person_is_meant_by_name_address_or_number(services: Services, store: Store) -> None:
    anna = add_contact(store, "Anna Berg", email="anna@berg.example", phone="+49 30 1234567")
    add_contact(store, "Bert Maurer", notes="knows Anna Berg and anna@berg.example")
    add_contact(store, "Carl Meier", email="carl@one.example")
    other = add_contact(store, "Carl Meier", email="carl@two.example")
    called = services.erasing.person_called
    assert (
        called("anna berg")
        == called("anna@berg.example")
        == called("030 1234567")
        == called(f"#{anna}")
        == anna
    )
    assert called("carl@two.example") == other
    with pytest.raises(InputError) as refused:
        called("carl meier")
    assert refused.value.phrase.code == "erasing.several_found"
    with pytest.raises(InputError):
        called("knows")
    services.contacts.delete([anna])
    assert called("anna berg") == anna, "who lies in the trash can be erased too"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Anna Berg, dann Bert", f"{TAKEN_OUT}, dann Bert"),
        ("Annabergs Anna-Bergs", "Annabergs Anna-Bergs"),
        ("write to ANNA@BERG.example.", f"write to {TAKEN_OUT}."),
        ("Berg", "Berg"),
    ],
)
def test_only_whole_names_are_taken_out_of_texts(text: str, left: str) -> None:
    words = Words.of({"Anna Berg", "Berg"}, {"anna@berg.example"}, {"123"})
    assert words.taken_out_of(text) == left


def test_backups_that_hold_somebody_are_named(services: Services, store: Store) -> None:
    if not store.files:
        assert services.erasing.plan([add_contact(store, "Zuzanna Quell")]).backups.holding == ()
        return
    add_contact(store, "Bert Maurer")
    services.backups.make()
    store.clock.forward(hours=1)  # type: ignore[attr-defined]
    zuzanna = add_contact(store, "Zuzanna Quell")
    made = services.backups.make()
    plan = services.erasing.plan([zuzanna])
    assert plan.backups.holding == (str(services.backups.path_of(made)),)
    damaged = services.backups.folder / "damaged.salesdesk"
    damaged.write_bytes(b"no database")
    assert services.erasing.plan([zuzanna]).backups.unknown == (str(damaged),)


def test_files_of_somebody_go_with_their_bytes(services: Services, store: Store, tmp_path: Path) -> None:
    number = person(services, store)
    company, deal = store.companies.ids()[0], store.deals.ids()[0]
    (call,) = [one.id for one in store.activities.of_deal(deal) if one.kind is ActivityKind.CALL]
    homes = {
        "of her.txt": FileHome(EntityKind.CONTACT, number),
        "of the call.txt": FileHome(EntityKind.ACTIVITY, call),
        "of the firm.txt": FileHome(EntityKind.COMPANY, company),
    }
    for name, home in homes.items():
        path = tmp_path / name
        path.write_text(f"what stands in {name}")
        services.attachments.add(home, [path])
    taken_off = tmp_path / "taken off.txt"
    taken_off.write_text("taken off again")
    services.attachments.add(homes["of her.txt"], [taken_off])
    services.commands.undo()
    services.erasing.erase([number])
    assert [one.name for one in store.attachments.of(homes["of the firm.txt"])] == ["of the firm.txt"]
    pieces = store.database.rows("SELECT data FROM file_piece AS f")
    assert pieces == [(b64encode(b"what stands in of the firm.txt").decode(),)]
    assert traces(store, ("of her.txt", "taken off", "of the call")) == []
    assert sound(store)


def test_somebody_leaves_call_rounds_and_sequences(services: Services, store: Store) -> None:
    anna, bert = (
        add_contact(store, name, phone="+49 30 1234567") for name in ("Zuzanna Quell", "Bert Maurer")
    )
    rounds = CallRoundService(store, services.commands)
    number = rounds.start("Autumn", RoundAbout.CONTACTS, [anna, bert])[0].number
    sequences = SequenceService(store, services.commands)
    steps = (SequenceStep("call", "Call them", 0, Anchor.START),)
    made = sequences.make("Welcome", SequenceFor.CONTACTS, steps)[0]
    sequences.start(made, [anna, bert], date.fromisoformat(store.today()))
    services.erasing.erase([anna])
    view = rounds.view(number)
    assert [one.contact_id for one in view.members] == [bert]
    assert sound(store)
    assert traces(store, ("Zuzanna", "Quell")) == []
    while services.commands.state().undo is not None:
        services.commands.undo()
    assert sound(store)
    assert traces(store, ("Zuzanna", "Quell")) == []
