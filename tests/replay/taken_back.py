"""Undo and redo, in order and out of it."""

from __future__ import annotations

from collections.abc import Callable

from tests.replay.doors import EmailEntry
from tests.replay.script import Desk, scenario


@scenario
def undo_and_redo(desk: Desk) -> None:
    services, commands = desk.services, desk.services.commands
    contacts = services.contacts
    desk.refused("nothing to undo", commands.undo)
    anna = desk.make("a contact", lambda: contacts.create({"full_name": "Anna Berg", "company": "Nordwind"}))
    desk.do("a city", lambda: contacts.edit(anna, "city", "Berlin"))
    desk.do("a number", lambda: contacts.edit(anna, "phone", "+49 30 1234567"))
    desk.do("tags", lambda: contacts.edit(anna, "tags", "a, b"))
    for _ in range(4):
        desk.do("undo", commands.undo)
    desk.refused("nothing more to undo", commands.undo)
    for _ in range(4):
        desk.do("redo", commands.redo)
    desk.refused("nothing more to redo", commands.redo)
    desk.do("undo", commands.undo)
    desk.do("something new", lambda: contacts.edit(anna, "city", "Kiel"))
    desk.refused("redo after it", commands.redo)
    for _ in range(4):
        desk.do("undo to the end", commands.undo)


@scenario
def undo_out_of_order(desk: Desk) -> None:
    services, commands = desk.services, desk.services.commands
    contacts = services.contacts
    batches: dict[str, int] = {}

    def step(name: str, change: Callable[[], object]) -> None:
        desk.do(name, change)
        batches[name] = max(desk.rows("change_batch"))

    step("a contact", lambda: contacts.create({"full_name": "Anna Berg", "company": "Nordwind"}))
    anna = desk.number("contact")
    step("a city", lambda: contacts.update(anna, {"city": "Berlin", "street": "Lindenweg 3"}))
    step("another city", lambda: contacts.edit(anna, "city", "Kiel"))
    step(
        "two addresses",
        lambda: contacts.set_emails(anna, [EmailEntry("a@b.example"), EmailEntry("c@d.example")]),
    )
    step("one of them", lambda: contacts.set_emails(anna, desk.store.contacts.emails(anna)[1:]))
    step("tagged", lambda: contacts.tag([anna], "vip"))
    step("a deal", lambda: services.deals.create("Pumps", desk.number("stage"), contact_id=anna))
    step("deleted", lambda: contacts.delete([anna]))
    for name in ("a city", "two addresses", "tagged", "a contact", "deleted", "one of them"):
        desk.do(f"take back “{name}”", lambda name=name: commands.undo_batch(batches[name]))
    desk.refused("twice", lambda: commands.undo_batch(batches["tagged"]))
    desk.refused("setting up", lambda: commands.undo_batch(1))
    desk.refused("a batch there is not", lambda: commands.undo_batch(999))
    taken = max(desk.rows("change_batch"))
    desk.do("bring back what was taken back", lambda: commands.undo_batch(taken))
    desk.do("tagged again", lambda: contacts.tag([anna], "VIP"))
    desk.do("undo", commands.undo)
    desk.do("undo", commands.undo)
