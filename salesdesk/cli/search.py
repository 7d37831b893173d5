"""``salesdesk search``: find contacts, companies and deals."""

from __future__ import annotations

import argparse
from typing import Any

from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.cli.words import whole_number
from salesdesk.domain.entities import records_of
from salesdesk.services.search import SearchService


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("search", help="find contacts, companies and deals")
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
        groups = SearchService(store).find(args.text, args.limit)
    if wants_json(args):
        print_json(
            {
                "query": args.text,
                "groups": [
                    {
                        "kind": records_of(group.kind),
                        "more": group.more,
                        "hits": [
                            {"id": hit.id, "title": hit.title, "detail": hit.detail} for hit in group.hits
                        ],
                    }
                    for group in groups
                ],
            }
        )
        return 0
    for group in groups:
        for hit in group.hits:
            print(
                f"{records_of(group.kind)} #{hit.id}  {hit.title}"
                + (f"  ({hit.detail})" if hit.detail else "")
            )
        if group.more:
            print(f"… more {records_of(group.kind)}")
    if not groups:
        print("Nothing found.")
    return 0
