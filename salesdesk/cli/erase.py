"""``salesdesk erase``: somebody leaves the file for good."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from salesdesk.cli.session import OpenStore, print_json, say, wants_json
from salesdesk.cli.words import listed
from salesdesk.domain.erasing import ErasePlan


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "erase",
        help="erase a person for good, out of the history too; this cannot be undone",
        description="Erase a person with everything that is theirs: addresses, notes, calls, former values, what imports "
        "remember. It cannot be undone. Companies, deals and campaigns stay. Of an opt-out only a keyed digest of the "
        "address stays, so that whoever is imported again stays opted out. --plan says before what it touches.",
    )
    parser.add_argument(
        "who", metavar="WHO", help="the name, e-mail address or number of one contact, or #28 for record 28"
    )
    parser.add_argument("--plan", action="store_true", help="erase nothing, say what would be erased")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Say what it touches, and erase."""
    from salesdesk.services.commands import Commands
    from salesdesk.services.erasing import ErasureService

    with open_store(args) as store:
        service = ErasureService(store, Commands(store))
        plan = service.plan([service.person_called(args.who)])
        if not wants_json(args):
            for line in _lines(plan):
                print(line)
        erased = None if args.plan else service.erase(plan.ids)
    told = {} if erased is None else {"batch": erased.changes.batch, "clean": erased.clean}
    if wants_json(args):
        print_json({"plan": args.plan, "undoable": False, **_as_data(plan), **told})
    elif erased is not None:
        print(f"Erased {', '.join(plan.names)}.")
    if erased is not None and not erased.clean:
        say(
            "It is erased, but another program reads the file at the moment, so some of the text may stand in free room of "
            "it until the last one closes it. Run “salesdesk check” then."
        )
    return 0


def _lines(plan: ErasePlan) -> Iterator[str]:
    yield f"{', '.join(plan.names)}: erasing cannot be undone."
    goes = listed(
        {
            "records": len(plan.ids),
            "entries": plan.entries,
            "changes of the history": plan.changes,
            "mentions in other texts": plan.mentions,
        }
    )
    yield f"Goes: {goes}."
    stays = listed({"deals": plan.deals, "companies": plan.companies, "campaigns": plan.campaigns})
    if stays:
        yield f"Stays, without the link: {stays}."
    if plan.entries_kept:
        yield f"Stays without its words: {listed({'entries': plan.entries_kept})}."
    if plan.opted_out:
        yield "The opt-out stays, as a keyed digest of the address."
    for one in plan.named_in:
        yield f"Is called so and stays: {one.kind.value} #{one.id} {one.title}"
    for held in plan.exports:
        yield f"Was exported: {held.at} by {held.actor}, {held.kind}, {held.records:,} rows"
    for path in plan.backups.holding:
        yield f"Still in the backup {path}"
    for path in plan.backups.unknown:
        yield f"Could not be looked into: {path}"


def _as_data(plan: ErasePlan) -> dict[str, Any]:
    return {
        "ids": list(plan.ids),
        "names": list(plan.names),
        "touches": {
            "entries": plan.entries,
            "entries_without_words": plan.entries_kept,
            "deals": plan.deals,
            "companies": plan.companies,
            "campaigns": plan.campaigns,
            "mentions": plan.mentions,
            "changes": plan.changes,
        },
        "opt_out_kept": plan.opted_out,
        "named_in": [{"kind": one.kind.value, "id": one.id, "title": one.title} for one in plan.named_in],
        "exports": [
            {"at": one.at, "actor": one.actor, "kind": one.kind, "rows": one.records} for one in plan.exports
        ],
        "backups": [{"path": path, "name": Path(path).name} for path in plan.backups.holding],
        "backups_not_read": [{"path": path, "name": Path(path).name} for path in plan.backups.unknown],
    }
