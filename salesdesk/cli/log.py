"""``salesdesk log``: what happened with somebody, and what is next."""

from __future__ import annotations

import argparse
import locale
from typing import Any

from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.cli.words import whole_number
from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.moments import is_day, local
from salesdesk.domain.changes import EntityKind


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "log", help="record a call, mail, meeting or note with somebody, and plan what is next"
    )
    parser.add_argument(
        "who",
        metavar="WHO",
        help="words that find one contact, company or deal, or its number, as in “company #3”",
    )
    parser.add_argument("text", metavar="TEXT", help="what happened")
    parser.add_argument(
        "--kind",
        metavar="KIND",
        help="call, email, meeting … or a kind of your own (told from the text, else a call)",
    )
    parser.add_argument(
        "--at", metavar="WHEN", help="when it was, as in “yesterday 15:00” or “letzten Freitag” (now)"
    )
    parser.add_argument("--minutes", type=whole_number(1), metavar="N", help="how long it took")
    parser.add_argument(
        "--outcome", metavar="OUTCOME", help="what came of it: reached, no answer, left a message …"
    )
    parser.add_argument(
        "--deal", metavar="DEAL", help="words that find the deal it was about, or its number, as in “#7”"
    )
    parser.add_argument(
        "--then", metavar="STEP", help="what is next and when, as in “send the offer fri 10:00”"
    )
    parser.add_argument(
        "--language", choices=("en", "de", "fr", "es"), help="of the dates you type (that of the system)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Write the entry and say what was written."""
    from dataclasses import replace

    from salesdesk.domain.entry_words import suggested_kind, suggested_outcome
    from salesdesk.services.activities import ActivityService
    from salesdesk.services.activities.typed import kind_called, read_moment, read_step
    from salesdesk.services.activities.who import subject_called
    from salesdesk.services.commands import Commands

    language = args.language or _language()
    with open_store(args) as store:
        service = ActivityService(store, Commands(store))
        about, name = subject_called(store, args.who)
        if args.deal:
            deal, _ = subject_called(store, args.deal, (EntityKind.DEAL,))
            about = replace(about, deal_id=deal.deal_id)
        suggested = suggested_kind(args.text, language)
        kind = kind_called(store, args.kind or (suggested.meaning if suggested else ActivityKind.CALL))
        told = suggested_outcome(args.text)
        outcome = args.outcome or (told.meaning if told and kind is ActivityKind.CALL else "")
        at = read_moment(store, args.at, language, "--at") if args.at else None
        step = read_step(store, args.then, language, "--then") if args.then else None
        answered = service.answered_by(kind, about, outcome)
        changes = service.log(
            kind,
            about,
            body=args.text,
            outcome=outcome,
            duration_minutes=args.minutes,
            at=at,
            next_step=step.title if step else "",
            next_due=step.at if step else None,
        )
        made = [
            store.activities.get(number) for number in sorted(changes.created.get(EntityKind.ACTIVITY, ()))
        ]
    logged = next(entry for entry in made if entry.at is not None)
    planned = next((entry for entry in made if entry.is_open), None)
    if wants_json(args):
        print_json(
            {
                "batch": changes.batch,
                "logged": {"id": logged.id, "kind": str(logged.kind), "at": logged.at, "outcome": logged.outcome,
                           "about": name, "deal": logged.deal_title or None},
                "next": planned and {"id": planned.id, "subject": planned.subject, "due_at": planned.due_at},
                "closed": answered and {"id": answered.id, "subject": answered.subject},
            }
        )  # fmt: skip
        return 0
    print(
        f"Logged {'an' if str(kind)[:1].casefold() in 'aeiou' else 'a'} {kind} with {name}."
        + (f" About the deal {logged.deal_title}." if logged.deal_title else "")
    )
    if answered is not None:
        print(f"Done by that: {answered.subject or answered.kind}.")
    if planned is not None:
        print(f"Next: {planned.subject}, {_when(planned.due_at or '')}.")
    return 0


def _when(due: str) -> str:
    """A day, or a moment by the clock here."""
    return due if is_day(due) else f"{local(due):%Y-%m-%d %H:%M}"


def _language() -> str:
    """The language of the system, two letters; English where it is none that dates are understood in."""
    found = (locale.getlocale()[0] or "en")[:2].lower()
    return found if found in ("en", "de", "fr", "es") else "en"
