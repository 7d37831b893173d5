"""``salesdesk meeting``: the pack of a meeting, a workbook, a PDF and the next meeting for the calendar."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.cli.replacing import add_force, refuse_edited
from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.meetings import Meeting
from salesdesk.errors import FileProblem, InputError
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.domain.meetings import MeetingTemplate
    from salesdesk.services.activities.subjects import Subject
    from salesdesk.store.store import Store


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "meeting", help="make the pack of a meeting: a workbook and a PDF with the same figures"
    )
    parser.add_argument(
        "template",
        metavar="TEMPLATE",
        help="weekly, monthly, campaigns, customer, or the name of a kind of your own",
    )
    parser.add_argument(
        "folder", metavar="OUTDIR", type=Path, help="the folder to write to; it is made if it is not there"
    )
    parser.add_argument("--date", metavar="D", help="the day of the meeting, 2026-11-23 (default: today)")
    parser.add_argument(
        "--about",
        metavar="WHO",
        help="words that find the person or the company it is about, or its number, as in “company #3”",
    )
    add_force(parser, "a file of an earlier pack")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Make the pack: of the meeting of that kind on that day, which is started where there is none."""
    from salesdesk.services.commands import Commands
    from salesdesk.services.meetings import MeetingPackService, MeetingService, pack_paths

    with open_store(args) as store:
        commands = Commands(store)
        meetings = MeetingService(store, commands)
        template = meetings.templates.named(args.template, worded)
        day = _day(args.date) or date.fromisoformat(store.today())
        subject, about_name = _about(store, args.about)
        meeting = _found(store, template, day, subject)
        called = template.called if isinstance(template.called, str) else worded(template.called)
        planned = meeting or Meeting(
            0, 0, called, template.code, day.isoformat(), "", (), about_name=about_name
        )
        refuse_edited(store, args, pack_paths(args.folder, planned))  # before a meeting is started
        if meeting is None:
            contact, company = subject.contact_id, subject.company_id
            number, _ = meetings.start(template.code, day, called, contact=contact, company=company)
            meeting = store.meetings.meeting(number)
        _make_folder(args.folder)
        made, _ = MeetingPackService(store, commands).make(meeting.id, args.folder, worded, replace=True)
        decisions = len(meetings.view(meeting.id).decisions)
    if wants_json(args):
        print_json(
            {
                "meeting": meeting.id, "name": meeting.name, "template": template.code, "date": meeting.held_on, "at": made.at,
                "about": _whom(meeting),
                "workbook": str(made.workbook), "pdf": str(made.pdf),
                "calendar": None if made.calendar is None else str(made.calendar), "decisions": decisions,
            }
        )  # fmt: skip
    else:
        named = ", ".join(part for part in (meeting.name, meeting.about_name, meeting.held_on) if part)
        print(f"{named}: figures of {made.at}")
        for path in made.files:
            print(f"  {path}")
    return 0


def _found(store: Store, template: MeetingTemplate, day: date, about: Subject) -> Meeting | None:
    """The meeting of that kind on that day, about them where somebody is named."""
    asked = (about.contact_id, about.company_id)
    for found in store.meetings.on_day(template.code, day.isoformat()):
        if asked == (None, None) or asked == (found.contact_id, found.company_id):
            return found
    return None


def _about(store: Store, words: str | None) -> tuple[Subject, str]:
    from salesdesk.services.activities.subjects import Subject

    if not words:
        return Subject(), ""
    from salesdesk.services.activities.who import subject_called

    return subject_called(store, words, (EntityKind.CONTACT, EntityKind.COMPANY))


def _whom(meeting: Meeting) -> dict[str, object] | None:
    """Whom a meeting is about, for programs."""
    if meeting.contact_id is not None:
        return {"kind": "contact", "id": meeting.contact_id, "name": meeting.about_name}
    if meeting.company_id is not None:
        return {"kind": "company", "id": meeting.company_id, "name": meeting.about_name}
    return None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError("command_line.no_date", option="--date", text=text) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem("meetings.no_folder", path=str(folder), folder=str(folder)) from error
