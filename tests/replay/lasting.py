"""A file as somebody leaves it after a while: imports, merges, edits and undos in its journal. The file at the end of this
scenario is kept as ``tests/data/migrations/version2.salesdesk.xz``; ``come_back`` takes back what was done in it."""

from __future__ import annotations

from tests.replay.doors import ActivityKind, Mode, RecordKind, Subject
from tests.replay.files import sheet, take_in, text_file
from tests.replay.merged import merge
from tests.replay.script import Desk, scenario
from tests.replay.taken_in import LEADS, leads

PEOPLE = RecordKind.CONTACTS


def _person(n: int) -> str:
    return f"K{n},Lea,Holm{n},lea{n}@holm.example,+49 30 77{10_000 + n},House {n % 5},t{n % 3}"


@scenario
def a_file_left_for_a_while(desk: Desk) -> None:
    services = desk.services
    contacts = services.contacts
    first = ("No,First,Last,Mail,Phone,Firm,Tags", *(_person(n) for n in range(24)))
    fields = "external_id first_name last_name email phone company tags"
    take_in(desk, "the first people", text_file(desk, "first.csv", *first), sheet("first", PEOPLE, fields))
    take_in(desk, "people", text_file(desk, "leads.csv", *LEADS), leads())
    more = (
        "No,First,Last,Mail,Firm,Town",
        *(f"M{n},Kim,Lund{n},kim{n}@lund.example,,Kiel" for n in range(8)),
    )
    fields = "external_id first_name last_name email company city"
    take_in(desk, "more people", text_file(desk, "more.csv", *more), sheet("more", PEOPLE, fields))
    take_in(
        desk,
        "people overwritten",
        text_file(desk, "leads.csv", *(line.replace("Berlin", "Bonn") for line in LEADS)),
        leads(),
        default_mode=Mode.OVERWRITE,
    )
    anna, bert, cem = (desk.number("contact", external_id=f"L{n}") for n in (1, 2, 3))
    kims = [desk.number("contact", external_id=f"M{n}") for n in range(8)]
    desk.do("a city edited since", lambda: contacts.edit(cem, "city", "Rom"))
    desk.do("a number added since", lambda: contacts.edit(bert, "phone_3", "+49 89 7654321"))
    desk.do("tagged", lambda: contacts.tag([bert, *kims[:3]], "Seen"))
    deal = desk.make(
        "a deal", lambda: services.deals.create("Pumps", desk.number("stage", name="Demo"), contact_id=anna)
    )
    desk.do("logged", lambda: services.activities.log(ActivityKind.CALL, Subject(deal_id=deal)))
    merge(desk, "two merged", PEOPLE, kims[:2], kims[0])
    merge(desk, "three merged", PEOPLE, kims[2:5], kims[3])
    desk.do("the survivor edited since", lambda: contacts.edit(kims[3], "city", "Ulm"))
    firms = [
        desk.number("company", name="Nordwind GmbH"),
        desk.number("company", name="Ostwind KG"),
    ]
    merge(desk, "two companies merged", RecordKind.COMPANIES, firms, firms[0])
    desk.do("one deleted", lambda: contacts.delete(kims[6:7]))
    desk.do("one erased", lambda: contacts.purge(kims[7:]))
    desk.do("a deal won", lambda: services.deals.win(deal))
    desk.do("not won after all", services.commands.undo)


def come_back(desk: Desk) -> None:
    """Take back, one after another, what ``a_file_left_for_a_while`` did, begun with the imports."""
    services = desk.services
    desk.clock.forward(days=30)
    merges = [number for number, row in desk.rows("change_batch").items() if row["cause"] == "merge"]
    for number in (4, 3):
        desk.do(f"import {number} taken back", lambda number=number: services.imports.undo(number))
    for number in merges[::-1]:
        desk.do(f"merge {number} taken back", lambda number=number: services.commands.undo_batch(number))
    for number in (2, 1):
        desk.do(f"import {number} taken back", lambda number=number: services.imports.undo(number))
    for _ in range(4):
        desk.do("undo", services.commands.undo)
    desk.do("restored", lambda: services.trash.restore(desk.store.trash.all()[:3]))
    while services.commands.state().undo:
        desk.do("undo to the first", services.commands.undo)
