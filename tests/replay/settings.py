"""Pipelines, stages, lists of names, saved views, settings, and the demonstration data."""

from __future__ import annotations

from tests.builders import contacts_where
from tests.replay.doors import RecordKind, Sort
from tests.replay.script import WORK, Desk, scenario


@scenario
def pipelines(desk: Desk) -> None:
    lines, deals = desk.services.pipelines, desk.services.deals
    line = desk.number("pipeline")
    desk.do("a second pipeline", lambda: lines.add_pipeline("Renewals"))
    desk.do("undo", desk.services.commands.undo)
    desk.do("redo", desk.services.commands.redo)
    desk.do("another name", lambda: lines.rename_pipeline(line, "First business"))
    desk.attempt("a name that is taken", lambda: lines.add_pipeline("renewals"))
    desk.do("a stage more", lambda: lines.add_stage(line, "Contract", 90, 5))
    stage = {row["name"]: number for number, row in desk.rows("stage").items() if row["pipeline_id"] == line}
    desk.do("its name", lambda: lines.change_stage(stage["Contract"], name="Signing"))
    desk.do("its probability", lambda: lines.change_stage(stage["Contract"], probability=95))
    desk.do("its days", lambda: lines.change_stage(stage["Contract"], stale_days=0))
    desk.do("all three", lambda: lines.change_stage(stage["Demo"], name="Show", probability=55, stale_days=9))
    desk.refused("won is certain", lambda: lines.change_stage(stage["Won"], probability=50))
    desk.do("up", lambda: lines.move_stage(stage["Contract"], -1))
    desk.do("down", lambda: lines.move_stage(stage["Prospecting"], 1))
    desk.refused("won stays last", lambda: lines.move_stage(stage["Won"], -1))
    deal = desk.make("a deal", lambda: deals.create("Pumps", stage["Proposal"]))
    desk.refused("a stage in use", lambda: lines.remove_stage(stage["Proposal"]))
    desk.do("the deal moves on", lambda: deals.move(deal, stage["Negotiation"]))
    # Today one that only the history names goes, and keeps its name there; its pipeline stays as it did.
    desk.refused("a stage in the history", lambda: lines.remove_pipeline(line))
    desk.do("a stage goes", lambda: lines.remove_stage(stage["Contract"]))
    for _ in range(5):
        desk.do("undo", desk.services.commands.undo)
    desk.do("redo", desk.services.commands.redo)


@scenario
def lists_of_names(desk: Desk) -> None:
    services = desk.services
    for word, names in (("owner", services.owners), ("source", services.sources), ("tag", services.tags)):
        first = desk.make(f"an {word}", lambda names=names: names.create("Ben"))
        desk.make(f"the {word} again", lambda names=names: names.create("ben"))
        second = desk.make(f"a second {word}", lambda names=names: names.add("Cara"))
        desk.refused(f"a {word} that is taken", lambda names=names: names.add("CARA"))
        desk.do(f"the {word} renamed", lambda n=names, i=first: n.rename(i, "Benedikt"))
        desk.refused(f"to a {word} that is there", lambda n=names, i=first: n.rename(i, "Cara"))
        desk.do(f"an unused {word} goes", lambda n=names, i=second: n.delete(i))
    desk.make(
        "somebody who has all",
        lambda: services.contacts.create(
            {"full_name": "Anna", "owner": "Benedikt", "lead_source": "Benedikt", "tags": "Benedikt"}
        ),
    )
    for word, names in (("owner", services.owners), ("source", services.sources), ("tag", services.tags)):
        number = desk.number(word, name="Benedikt")
        desk.refused(f"a used {word} goes", lambda n=names, i=number: n.delete(i))
        desk.do(f"a used {word} renamed", lambda n=names, i=number: n.rename(i, "Bea"))
    for _ in range(4):
        desk.do("undo", services.commands.undo)


@scenario
def views_and_settings(desk: Desk) -> None:
    services, views = desk.services, desk.services.saved_views
    berlin = contacts_where("city:Berlin")
    first = desk.make(
        "a view",
        lambda: views.create(
            RecordKind.CONTACTS, "Berlin", berlin, Sort("full_name", True), ("full_name", "city")
        ),
    )
    second = desk.make(
        "a second", lambda: views.create(RecordKind.CONTACTS, "All", contacts_where(""), Sort())
    )
    desk.make(
        "of companies", lambda: views.create(RecordKind.COMPANIES, "Firms", contacts_where("x"), Sort())
    )
    desk.do("another name", lambda: views.change(first, name="In Berlin"))
    desk.do(
        "another filter",
        lambda: views.change(first, filter_=contacts_where('-tag:vip owner:? birthday<2000-01-01 "wind"')),
    )
    desk.do("another order", lambda: views.change(first, sort=Sort("city")))
    desk.do("other columns", lambda: views.change(first, columns=("email", "full_name")))
    desk.do("their order", lambda: views.reorder(RecordKind.CONTACTS, [second, first]))
    desk.do("one goes", lambda: views.delete(second))
    desk.refused("an order by what is no field", lambda: views.change(first, sort=Sort("nonsense")))
    for key, value in {
        "organisation": "Windkraft & Co",
        "currency": "CHF",
        "country": "Switzerland",
        "decimal": ",",
        "date_order": "MDY",
    }.items():
        desk.do(f"set {key}", lambda key=key, value=value: services.settings.set({key: value}))
    desk.refused("no currency", lambda: services.settings.set({"currency": "francs"}))
    desk.refused("no setting", lambda: services.settings.set({"colour": "red"}))
    desk.make(
        "typed under them",
        lambda: services.companies.create(
            {"company": "Alpwind AG", "annual_revenue": "1250,75", "phone": "044 668 18 00"}
        ),
    )
    desk.make(
        "a day in their order",
        lambda: services.contacts.create({"full_name": "Reto Alp", "birthday": "05/17/1980"}),
    )
    desk.do("several at once", lambda: services.settings.set({"currency": "EUR", "country": "DE"}))
    for _ in range(6):
        desk.do("undo", services.commands.undo)


@scenario
def demonstration(desk: Desk) -> None:
    services = desk.services
    desk.do("demo data", lambda: services.demo.fill(12, 7, WORK))
    desk.refused("again", lambda: services.demo.fill(12, 7, WORK))
    people = desk.live("contact")
    desk.do("tag some", lambda: services.contacts.tag(people[:5], "Seen"))
    desk.do("undo", services.commands.undo)
    desk.do("all of it undone", services.commands.undo)
    desk.do("and brought back", services.commands.redo)
