"""A file as somebody left it while a fax still could be a person's primary phone. What this did with the program of then,
before it was told that a fax is none, is kept as ``tests/data/migrations/version2.faxes.salesdesk.xz``."""

from __future__ import annotations

from tests.replay.doors import Mode, PhoneEntry, RecordKind
from tests.replay.files import sheet, take_in, text_file
from tests.replay.merged import merge
from tests.replay.script import Desk

PEOPLE = RecordKind.CONTACTS
_FIELDS = "external_id first_name last_name email fax phone"
_HEAD = "No,First,Last,Mail,Fax,Phone"


def _fax(n: int) -> PhoneEntry:
    return PhoneEntry(f"+49 30 {5_000_000 + n}", f"4930{5_000_000 + n}", "fax")


def _work(n: int) -> PhoneEntry:
    return PhoneEntry(f"+49 30 {6_000_000 + n}", f"4930{6_000_000 + n}", "work")


def faxes_first(desk: Desk) -> None:
    """Imports, edits, merges, deletions and undos of people whose first number is a fax."""
    contacts = desk.services.contacts
    rows = [
        "F1,Ada,Alt,ada@alt.example,+49 30 7000001,",
        "F2,Bea,Bock,bea@bock.example,+49 30 7000002,",
        "F3,Cem,Cors,cem@cors.example,+49 30 7000003,+49 30 7100003",
        "F4,Dag,Dorn,dag@dorn.example,,+49 30 7100004",
        "F5,Eva,Ernst,eva@ernst.example,+49 30 7000005,",
    ]
    take_in(desk, "people", text_file(desk, "faxes.csv", _HEAD, *rows), sheet("faxes", PEOPLE, _FIELDS))
    ada, bea, cem, dag, eva = (desk.number("contact", external_id=f"F{n}") for n in range(1, 6))
    desk.do("the fax first", lambda: contacts.set_phones(cem, [_fax(3), _work(3)]))
    desk.do("a phone behind it", lambda: contacts.set_phones(ada, [_fax(1), _work(1)]))
    present = desk.store.contacts.get(ada).phones
    desk.do("another phone behind it", lambda: contacts.set_phones(ada, [*present, _work(11)]))
    more = [
        "F2,Bea,Bock,bea@bock.example,,+49 30 7200002",
        "F5,Eva,Ernst,eva@ernst.example,+49 30 7300005,",
        "F6,Fee,Falk,fee@falk.example,+49 30 7000006,",
    ]
    take_in(
        desk,
        "people again",
        text_file(desk, "more.csv", _HEAD, *more),
        sheet("more", PEOPLE, _FIELDS),
        default_mode=Mode.OVERWRITE,
    )
    fee = desk.number("contact", external_id="F6")
    desk.do("only faxes", lambda: contacts.set_phones(dag, [_fax(4), _fax(14)]))
    desk.do("a phone and a fax", lambda: contacts.set_phones(dag, [_fax(4), _work(4)]))
    merge(desk, "merged", PEOPLE, [fee, eva], fee)
    desk.do("a phone of who was merged", lambda: contacts.set_phones(fee, [_fax(6), _work(6)]))
    desk.do("a city edited since", lambda: contacts.edit(ada, "city", "Ulm"))
    desk.do("one deleted", lambda: contacts.delete([bea]))
    desk.do("one erased", lambda: contacts.purge([cem]))
    desk.do("edited in vain", lambda: contacts.set_phones(dag, [_work(4)]))
    desk.do("and back", desk.services.commands.undo)
