"""``salesdesk import`` of e-mails: into the history of the people they are with."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.cli.progress import TerminalWork
from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.cli.words import counted
from salesdesk.domain.mails import MAIL_ENDINGS

if TYPE_CHECKING:
    from salesdesk.services.mails import MailDrop, MailsKept

_SHOWN = 20  # people named one by one


def is_mail(name: str) -> bool:
    """Whether a file is one of e-mails, by its name."""
    return Path(name).suffix.casefold() in MAIL_ENDINGS


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Keep the e-mails of a file, or say what would happen with ``--plan``."""
    from salesdesk.services.commands import Commands
    from salesdesk.services.mails import MailService

    work = TerminalWork()
    kept: MailsKept | None = None
    with open_store(args, create=not args.plan) as store:
        service = MailService(store, Commands(store))
        drop = service.read([Path(args.file)], work=work)
        if not args.plan:
            added = (
                {one.address: one.name for one in drop.strangers if one.offered} if args.add_people else {}
            )
            kept = service.keep(drop, added, work=work)
    work.done()
    if wants_json(args):
        print_json(_as_json(args.file, drop, kept))
    else:
        _print(drop, kept)
    return 0


def _as_json(name: str, drop: MailDrop, kept: MailsKept | None) -> dict[str, Any]:
    done = None if kept is None else kept.changes.batch
    return {
        "file": name,
        "counts": {
            "mails": len(drop.mails),
            "new": len(drop.mails) - drop.again - drop.astray if kept is None else len(kept.kept),
            "known": drop.again if kept is None else kept.again,
            "without_people": drop.astray if kept is None else kept.astray,
            "unread": drop.unread,
            "files": sum(len(mail.files) for mail in drop.mails) if kept is None else kept.files,
            "people_added": 0 if kept is None else len(kept.added),
        },
        "batch": done,
        "own_addresses": sorted(drop.own),
        "left_out": list(drop.left_out),
        "unknown": [
            {"address": one.address, "name": one.name, "mails": one.mails, "wrote": one.wrote}
            for one in drop.strangers
        ],
    }


def _print(drop: MailDrop, kept: MailsKept | None) -> None:
    new = len(drop.mails) - drop.again - drop.astray if kept is None else len(kept.kept)
    verb = "would be" if kept is None else "was" if new == 1 else "were"
    print(f"{counted(new, 'e-mails')} {verb} kept.")
    for number, words in (
        (drop.again if kept is None else kept.again, "kept already"),
        (drop.astray if kept is None else kept.astray, "with nobody who is known, left out"),
        (drop.unread, "could not be read"),
    ):
        if number:
            print(f"  {number:,} {words}")
    for name in drop.left_out[:_SHOWN]:
        print(f"  an attachment that could not be kept: {name}")
    if kept is not None and kept.added:
        print(f"{counted(len(kept.added), 'contacts')} added.")
    elif drop.strangers:
        print("Not in your contacts (--add-people adds those who wrote or were written to):")
        for one in drop.strangers[:_SHOWN]:
            print(f"  {one.name + ' ' if one.name else ''}<{one.address}>")
        if len(drop.strangers) > _SHOWN:
            print(f"  … and {len(drop.strangers) - _SHOWN:,} more")
