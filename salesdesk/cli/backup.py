"""``salesdesk backup``, ``restore`` and ``check``: keeping the file safe."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from salesdesk import outputs
from salesdesk.cli.session import PASSWORD_VARIABLE, OpenStore, database_place, print_json, say, wants_json
from salesdesk.cli.words import coded, file_name, file_to_write
from salesdesk.domain.checking import ADVICE, SERVER_ADVICE, CheckReport, CheckStep
from salesdesk.errors import EndsEncryption, NoPlaceForBackups, WrongKey
from salesdesk.services.backups.restoring import Restored, restore
from salesdesk.services.backups.service import BackupService
from salesdesk.services.checking import CheckService
from salesdesk.store.engine.any_engine import file_of
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.wording import worded


def add_parser(subparsers: Any) -> None:
    """Add the three subcommands."""
    backup = subparsers.add_parser("backup", help="write a complete copy of the file")
    backup.add_argument("out", metavar="OUT", type=file_to_write, help="the file to write")
    backup.set_defaults(run=run)
    restoring = subparsers.add_parser(
        "restore", help="put a backup in the place of the file (which is saved first)"
    )
    restoring.add_argument("file", metavar="FILE", type=file_name, help="the backup")
    restoring.add_argument(
        "--end-encryption",
        action="store_true",
        help="let a backup without a password replace an encrypted file, which is then readable for everybody",
    )
    restoring.add_argument(
        "--save-in",
        metavar="FOLDER",
        type=file_name,
        help="where to save what is replaced (default: the folder Backups beside the file)",
    )
    restoring.set_defaults(run=run_restore)
    check = subparsers.add_parser("check", help="look for damage in the file and repair what can be")
    check.add_argument("--no-repair", action="store_true", help="only look")
    check.set_defaults(run=run_check)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Write a backup."""
    target: Path = args.out
    outputs.check_ending(target, outputs.backup_endings(database_place(args)))
    with open_store(args) as store:
        size = BackupService(store).write_to(target)
    if wants_json(args):
        print_json({"file": str(target), "bytes": size})
    else:
        print(f"Wrote {target} ({size:,} bytes).")
    return 0


def run_restore(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Restore a backup."""
    path, copy = file_of(database_place(args)), Path(args.file)
    done = _restored(path, copy, args)
    notes = list(_notes(path, copy, done))
    if wants_json(args):
        print_json({"file": str(path), "saved": str(done.saved) if done.saved else None, "notes": notes})
        return 0
    print(f"Restored {path} from {args.file}.")
    if done.saved is not None:
        print(f"What was there before is saved as {done.saved}.")
    for note in notes:
        print(note)
    return 0


def _restored(path: Path, copy: Path, args: argparse.Namespace) -> Restored:
    save_in = Path(args.save_in) if args.save_in else None
    password = os.environ.get(PASSWORD_VARIABLE, "")
    while True:
        try:
            return restore(
                path,
                copy,
                lambda: datetime.now(UTC),
                password,
                end_encryption=args.end_encryption,
                save_in=save_in,
            )
        except WrongKey:
            if password or not sys.stdin.isatty():
                raise
            password = getpass.getpass(f"Password of {copy.name}: ")
        except EndsEncryption as error:
            if sys.stdin.isatty() and not wants_json(args):
                say(worded(error))
                args.end_encryption = (
                    input("Restore it and end the encryption? [y/N] ").strip().lower() == "y"
                )
                if args.end_encryption:
                    continue
            raise EndsEncryption("command_line.ends_encryption", why=error.phrase) from error
        except NoPlaceForBackups as error:
            raise NoPlaceForBackups("command_line.no_place", path=error.path, why=error.phrase) from error


def _notes(path: Path, copy: Path, done: Restored) -> Iterator[str]:
    """What the person must know besides."""
    if done.encryption_ended:
        yield f"{path.name} is not encrypted any more: everybody who gets hold of the file can read it."
    if done.encryption_began:
        yield f"{path.name} is encrypted from now on: it needs the password of the backup."
    if done.of_other_file:
        yield f"{copy.name} is a backup of another file than the one it replaced."
    if done.erasures:
        times = "once" if done.erasures == 1 else f"{done.erasures} times"
        yield (
            f"Since that backup something was erased for good ({times}). It is in the file again: erase it anew if it "
            "must not be kept."
        )
    if done.log_left_out:
        yield f"{copy.name}-wal belongs to another file, so nothing of it was taken."


def run_check(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Check the file; faults that are left end with exit code 1."""
    with open_store(args) as store:
        report = CheckService(store).run(repairing=not args.no_repair)
        place, name = store.place, store.name
    if wants_json(args):
        print_json(
            {
                "file": str(place),
                "sound": report.sound,
                "faults": [worded(fault.told) for fault in report.faults],
                "fault_codes": [coded(fault.told) for fault in report.faults],
                "repaired": [worded(fault.told) for fault in report.repaired],
                "repaired_codes": [coded(fault.told) for fault in report.repaired],
                "checked": [
                    {"step": one.step.value, "count": one.count, "seconds": round(one.seconds, 3)}
                    for one in report.checked
                ],
                "seconds": round(report.seconds, 3),
            }
        )
    else:
        _print_report(name, report)
    if not report.sound:
        advice = SERVER_ADVICE if isinstance(place, ServerAddress) else ADVICE
        say(f"{name} is damaged. {worded(advice)}")
    return 0 if report.sound else 1


def _print_report(name: str, report: CheckReport) -> None:
    widest = max(len(worded(step.told)) for step in CheckStep)
    for one in report.checked:
        print(f"{worded(one.step.told):<{widest}}  {one.count:>11,}  {one.seconds:>7.2f} s")
    for fault in report.repaired:
        print(f"Repaired: {worded(fault.told)}")
    for fault in report.faults:
        print(f"{'Can be repaired' if fault.repairable else 'Fault'}: {worded(fault.told)}")
    if report.sound:
        print(f"{name} is sound.")
