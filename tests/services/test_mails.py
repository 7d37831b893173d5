"""E-mails kept with the people they are with: who that is, which way they went, and that nothing doubles."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.mails import own_addresses_text
from salesdesk.errors import FileProblem, InputError
from salesdesk.services.activities import Subject
from salesdesk.services.mails import MailDrop, MailsKept
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_company, add_contact


def eml(
    folder: Path,
    number: int = 1,
    *,
    sender: str = "Anna Berg <anna@nordwind.de>",
    to: str = "me@own.de",
    more: str = "",
    date: str = "Mon, 27 Apr 2026 10:00:00 +0200",
    body: str = "Hello",
) -> Path:
    """A mail as a file."""
    path = folder / f"{number}.eml"
    head = f"From: {sender}\r\nTo: {to}\r\nSubject: Offer {number}\r\nDate: {date}\r\nMessage-ID: <{number}@x>\r\n{more}"
    path.write_bytes(f"{head}\r\n{body}\r\n".encode())
    return path


def read(services: Services, *paths: Path, home: FileHome | None = None) -> MailDrop:
    return services.mails.read(paths, home, work=CancelAfter())


def keep(services: Services, *paths: Path, home: FileHome | None = None) -> MailsKept:
    return services.mails.keep(read(services, *paths, home=home))


def entry(store: Store, kept: MailsKept) -> Activity:
    (number,) = kept.kept
    return store.activities.get(number)


def contact(number: int) -> FileHome:
    return FileHome(EntityKind.CONTACT, number)


def test_a_mail_lands_on_who_wrote_it_with_date_parties_and_text(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store, email="Anna@Nordwind.de", company="Nordwind GmbH")
    found = entry(store, keep(services, eml(tmp_path, more="Cc: Cleo <cleo@x.de>\r\n")))
    assert (found.kind, found.subject, found.at) == (ActivityKind.EMAIL, "Offer 1", "2026-04-27T08:00:00Z")
    assert (found.contact_id, found.company_name, found.outcome) == (anna, "Nordwind GmbH", "Incoming")
    assert found.body == "From: Anna Berg <anna@nordwind.de>\nTo: me@own.de\nCc: Cleo <cleo@x.de>\n\nHello"
    assert store.contacts.page([anna], ["last_contacted_at"])[anna]["last_contacted_at"] == found.at
    assert services.search.find("Offer")[0].hits[0].id == found.id
    assert store.database.check() == []


def test_a_mail_to_somebody_is_outgoing_and_everybody_known_takes_part(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna, cleo = add_contact(store, email="anna@nordwind.de"), add_contact(store, "Cleo", email="cleo@x.de")
    path = eml(tmp_path, sender="Me <me@own.de>", to="anna@nordwind.de, cleo@x.de")
    found = entry(store, keep(services, path))
    assert (found.contact_id, found.outcome) == (anna, "Outgoing")
    assert [one.contact_id for one in found.participants] == [cleo]


def test_own_addresses_tell_which_way_it_went(store: Store, services: Services, tmp_path: Path) -> None:
    add_contact(store, email="anna@nordwind.de")
    add_contact(store, "Colleague", email="colleague@own.de")
    services.settings.set({"own_addresses": "Colleague@own.de; me@own.de"})
    assert services.mails.own_addresses == ("colleague@own.de", "me@own.de")
    found = entry(store, keep(services, eml(tmp_path, sender="colleague@own.de", to="anna@nordwind.de")))
    assert (found.outcome, found.contact_name, found.participants) == ("Outgoing", "Anna Berg", ())


def test_whose_mailbox_it_was_put_into_is_the_person_s_own(
    store: Store, services: Services, tmp_path: Path
) -> None:
    add_contact(store, email="anna@nordwind.de")
    drop = read(services, eml(tmp_path, more="Delivered-To: me@own.de\r\n"))
    assert (drop.own, drop.strangers, drop.asks) == (frozenset({"me@own.de"}), (), False)


def test_the_address_in_most_mails_is_the_person_s_own(
    store: Store, services: Services, tmp_path: Path
) -> None:
    paths = [eml(tmp_path, n, sender=f"p{n}@x.de") for n in range(4)]
    paths.append(eml(tmp_path, 9, sender="me@own.de", to="p9@x.de"))
    drop = read(services, *paths)
    assert drop.own == {"me@own.de"}
    assert {one.address for one in drop.strangers} == {"p0@x.de", "p1@x.de", "p2@x.de", "p3@x.de", "p9@x.de"}


def test_the_same_message_never_doubles(store: Store, services: Services, tmp_path: Path) -> None:
    anna = add_contact(store, email="anna@nordwind.de")
    path = eml(tmp_path)
    keep(services, path)
    again = keep(services, path, path)
    assert (again.kept, again.again, again.changes.batch) == ([], 1, None)
    assert len(store.activities.of_contact(anna)) == 1


def test_a_mail_that_is_there_is_linked_to_what_it_is_dropped_on(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna, ben = add_contact(store, email="anna@nordwind.de"), add_contact(store, "Ben")
    firm = add_company(store, "Südwind")
    path = eml(tmp_path)
    kept = keep(services, path)
    keep(services, path, home=contact(ben))
    keep(services, path, home=FileHome(EntityKind.COMPANY, firm))
    found = entry(store, kept)
    assert (found.contact_id, found.company_id, [one.contact_id for one in found.participants]) == (
        anna,
        firm,
        [ben],
    )
    services.activities.delete(found.id)
    keep(services, path)
    assert len(store.activities.of_contact(anna)) == 1  # out of the trash


def test_a_mail_dropped_on_a_record_is_kept_there_whoever_it_is_from(
    store: Store, services: Services, tmp_path: Path
) -> None:
    ben = add_contact(store, "Ben")
    pipeline = store.pipelines.all()[0]
    deal, _ = services.deals.create("Fleet", pipeline.stages[0].id, contact_id=ben)
    assert entry(store, keep(services, eml(tmp_path), home=contact(ben))).contact_id == ben
    found = entry(store, keep(services, eml(tmp_path, 2), home=FileHome(EntityKind.DEAL, deal)))
    assert (found.deal_id, found.contact_id) == (deal, ben)


def test_a_mail_counts_for_the_only_open_deal_that_was_there_by_then(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store, email="anna@nordwind.de")
    deal, _ = services.deals.create("Fleet", store.pipelines.all()[0].stages[0].id, contact_id=anna)
    assert entry(store, keep(services, eml(tmp_path))).deal_id is None
    later = eml(tmp_path, 2, date="Mon, 04 May 2026 23:00:00 +0000")
    assert entry(store, keep(services, later)).deal_id == deal


def test_a_mail_with_nobody_who_is_known_is_left_out_unless_somebody_is_added(
    store: Store, services: Services, tmp_path: Path
) -> None:
    drop = read(services, eml(tmp_path))
    assert (drop.astray, drop.asks) == (1, True)
    assert [(one.address, one.name, one.offered) for one in drop.strangers] == [
        ("anna@nordwind.de", "Anna Berg", True),
        ("me@own.de", "", False),
    ]
    lost = services.mails.keep(drop)
    assert (lost.kept, lost.astray, lost.changes.batch) == ([], 1, None)
    kept = services.mails.keep(drop, {"anna@nordwind.de": "Anna Berg"})
    anna = store.contacts.get(kept.added[0])
    assert (anna.full_name, anna.values["last_name"], anna.emails[0].address) == (
        "Anna Berg",
        "Berg",
        "anna@nordwind.de",
    )
    assert entry(store, kept).contact_id == anna.id
    services.commands.undo()  # one step
    assert list(store.contacts.ids()) == []
    assert store.database.value("SELECT count(*) FROM activity") == 0


def test_an_address_that_is_the_person_s_own_is_said_once(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path = eml(tmp_path, sender="me@own.de", to="anna@nordwind.de")
    drop = services.mails.with_own(read(services, path), "me@own.de")
    assert [one.address for one in drop.strangers] == ["anna@nordwind.de"]
    kept = services.mails.keep(drop, {"anna@nordwind.de": ""}, ["me@own.de"])
    assert entry(store, kept).outcome == "Outgoing"
    assert store.contacts.get(kept.added[0]).full_name == "anna@nordwind.de"
    assert services.mails.own_addresses == ("me@own.de",)


def test_an_address_of_several_people_is_nobody_s_unless_the_name_or_the_drop_tells(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna, ben = (add_contact(store, name, email="info@x.de") for name in ("Anna Berg", "Ben Ode"))
    assert keep(services, eml(tmp_path, 1, sender="info@x.de")).astray == 1
    assert entry(store, keep(services, eml(tmp_path, 2, sender="ben ode <info@x.de>"))).contact_id == ben
    found = entry(store, keep(services, eml(tmp_path, 3, sender="info@x.de"), home=contact(anna)))
    assert found.contact_id == anna


def test_machines_are_not_offered(store: Store, services: Services, tmp_path: Path) -> None:
    drop = read(services, eml(tmp_path, sender="no-reply@shop.de"))
    assert [one.offered for one in drop.strangers if one.wrote] == [False]


def test_who_lies_in_the_trash_gets_no_mail(store: Store, services: Services, tmp_path: Path) -> None:
    services.contacts.delete([add_contact(store, email="anna@nordwind.de")])
    assert read(services, eml(tmp_path)).astray == 1


def test_attachments_are_files_of_the_entry(store: Store, services: Services, tmp_path: Path) -> None:
    anna = add_contact(store, email="anna@nordwind.de")
    more = "Content-Type: multipart/mixed; boundary=A\r\n"
    body = "--A\r\n\r\nText\r\n--A\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nfile\r\n--A--"
    before = store.database.dump()
    kept = keep(services, eml(tmp_path, more=more, body=body))
    (file,) = store.attachments.of(contact(anna))
    assert (file.name, file.entry, store.attachments.content(file.digest)) == ("a.txt", "Offer 1", b"file")
    assert kept.files == 1
    services.commands.undo()
    assert store.database.dump() == before


def test_a_mailbox_is_kept_in_one_step(store: Store, services: Services, tmp_path: Path) -> None:
    anna = add_contact(store, email="anna@nordwind.de")
    box = b"".join(
        b"From x@y.de Mon Apr 27 10:00:00 2026\r\n" + eml(tmp_path, n).read_bytes() + b"\r\n"
        for n in range(30)
    )
    (tmp_path / "all.mbox").write_bytes(
        box + b"From x@y.de Mon Apr 27 10:00:00 2026\r\nSubject: nobody\r\n\r\nx\r\n"
    )
    drop = read(services, tmp_path / "all.mbox")
    assert (len(drop.mails), drop.unread) == (30, 1)
    before = store.journal.latest()
    assert len(services.mails.keep(drop).kept) == 30
    assert store.journal.latest() == before + 1
    assert len(store.activities.of_contact(anna)) == 30


def test_of_several_files_those_that_are_no_mails_are_told(
    store: Store, services: Services, tmp_path: Path
) -> None:
    (tmp_path / "x.eml").write_bytes(b"nothing")
    drop = read(services, tmp_path / "x.eml", eml(tmp_path))
    assert (len(drop.mails), len(drop.refused)) == (1, 1)
    with pytest.raises(FileProblem):
        read(services, tmp_path / "x.eml")


def test_the_open_file_is_never_read_as_a_mail(services: Services, store: Store) -> None:
    for path in store.files:
        with pytest.raises(FileProblem):
            read(services, path)


def test_a_mail_does_not_close_a_step_and_a_merge_takes_it_along(
    store: Store, services: Services, tmp_path: Path
) -> None:
    from salesdesk.domain.fields import RecordKind

    anna, twin = add_contact(store), add_contact(store, email="anna@nordwind.de")
    services.activities.plan(Subject(contact_id=twin), "Write", "2026-05-01", kind=ActivityKind.EMAIL)
    found = entry(store, keep(services, eml(tmp_path)))
    services.merges.merge(RecordKind.CONTACTS, [anna, twin], survivor=anna)
    assert store.activities.get(found.id).contact_id == anna
    assert [one.subject for one in store.activities.open_steps(anna)] == ["Write"]


def test_what_is_no_address_is_refused() -> None:
    assert own_addresses_text(" A@x.de ;\nb@y.de, a@x.de") == "a@x.de, b@y.de"
    for text in ("anna", "a@b", "a b@x.de", "@x.de"):
        with pytest.raises(InputError):
            own_addresses_text(text)


def test_a_mail_without_a_day_that_can_be_is_said(store: Store, services: Services, tmp_path: Path) -> None:
    add_contact(store, "Anna Berg", email="anna@nordwind.de")
    dates = ("nonsense", "Mon, 23 Nov 2099 10:00:00 +0100", "Mon, 23 Nov 2020 10:00:00 +0100")
    files = [eml(tmp_path, number, date=day) for number, day in enumerate(dates)]
    kept = keep(services, *files)
    assert (len(kept.kept), kept.undated) == (3, 2)
