"""``salesdesk merge``: not in this version yet."""

from __future__ import annotations

import argparse
from typing import Any

from salesdesk.cli.session import OpenStore
from salesdesk.errors import DomainError


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("merge", help="merge an edited workbook back (not in this version yet)")
    parser.add_argument("workbook", metavar="WORKBOOK")
    parser.add_argument("--plan", action="store_true")
    parser.add_argument("--prefer", choices=("ours", "theirs", "ask"), default="ask")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Say that it is not there yet."""
    raise DomainError("command_line.no_merging_back")
