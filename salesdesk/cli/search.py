"""``salesdesk search``: find whatever a person wrote."""

from __future__ import annotations

import argparse
from typing import Any

from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.cli.words import whole_number
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities, records_of
from salesdesk.domain.search_results import SearchHit
from salesdesk.services.search import SearchService


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "search", help="find contacts, companies, deals, campaigns and history by whatever was written"
    )
    parser.add_argument(
        "text", metavar="TEXT", help="words or beginnings of words, or digits of a phone number"
    )
    parser.add_argument(
        "--limit", type=whole_number(1), default=20, metavar="N", help="at most so many of each kind (20)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Print what was found."""
    with open_store(args) as store:
        service = SearchService(store)
        groups = service.find(args.text, args.limit)
        similar = not groups
        if similar:
            groups = service.similar(args.text, args.limit)
    if wants_json(args):
        print_json(
            {
                "query": args.text,
                "similar": similar and bool(groups),
                "groups": [
                    {
                        "kind": _called(group.kind),
                        "more": group.more,
                        "hits": [_as_json(hit) for hit in group.hits],
                    }
                    for group in groups
                ],
            }
        )
        return 0
    if similar and groups:
        print("Nothing is written so. Nearly so, by one letter:")
    for group in groups:
        for hit in group.hits:
            print(f"{_called(group.kind)} #{hit.id}  {_line(hit)}")
        if group.more:
            print(f"… more {_called(group.kind)}")
    if not groups:
        print("Nothing found.")
    return 0


def _called(kind: EntityKind) -> str:
    """What several records of a kind are called on the command line."""
    return str(records_of(kind) or entities()[kind].many.lower())


def _as_json(hit: SearchHit) -> dict[str, object]:
    """A hit; ``found_in`` only where its title does not show what was searched for, ``of`` only where it has no page."""
    found: dict[str, object] = {"id": hit.id, "title": hit.title, "detail": hit.detail}
    if hit.place is not None:
        found["found_in"] = {"field": hit.place.field, "title": hit.place.title, "text": hit.place.text}
    if hit.of is not None:
        kind, number = hit.of
        found["of"] = {"kind": _called(kind), "id": number}
    return found


def _line(hit: SearchHit) -> str:
    parts = [hit.title, f"({hit.detail})" if hit.detail else ""]
    if hit.place is not None:
        parts.append(f"{hit.place.title}: {hit.place.text}")
    return "  ".join(filter(None, (" ".join(part.split()) for part in parts)))
