"""``salesdesk rates``: what currencies are worth, and which one the figures are in."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from typing import Any

from salesdesk.cli.session import OpenStore, print_json, wants_json


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "rates", help="list the rates of currencies, set some, or change the currency of the figures"
    )
    parser.add_argument(
        "rates",
        metavar="CODE=RATE",
        nargs="*",
        type=_rate,
        help="what one unit is in the currency of the figures, as in USD=0.92",
    )
    parser.add_argument(
        "--from", dest="day", metavar="DAY", help="the day from which they hold (default: today)"
    )
    parser.add_argument("--base", metavar="CODE", help="the currency the figures are in from now on")
    parser.set_defaults(run=run)


def _rate(text: str) -> tuple[str, Decimal]:
    code, sign, value = text.partition("=")
    try:
        number = Decimal(value.strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal(0)
    if not sign or not code.strip() or not number.is_finite() or number <= 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form CODE=RATE, as in USD=0.92")
    return code.strip().upper(), number


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Set what was given, and list what there is."""
    from salesdesk.services.commands import Commands
    from salesdesk.services.rates import RateService

    with open_store(args) as store:
        service = RateService(store, Commands(store))
        if args.rates or args.base:
            service.set(dict(args.rates), day=args.day, base=args.base)
        base, known = store.settings.currency, store.rates.all()
        lacking = [asked.currency for asked in service.asked(base) if asked.value is None]
    if wants_json(args):
        listed = [
            {"currency": rate.currency, "base": rate.base, "from": rate.day, "rate": str(rate.value)}
            for rate in known
        ]
        print_json({"base": base, "rates": listed, "lacking": lacking})
        return 0
    print(f"The figures are in {base}.")
    for rate in known:
        print(f"  1 {rate.currency} = {rate.value.normalize():f} {rate.base} from {rate.day}")
    if lacking:
        print(f"No rate is known of {', '.join(lacking)}: amounts in them stand beside the sums.")
    return 0
