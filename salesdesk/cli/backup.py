"""``salesdesk backup``, ``restore`` and ``check``: keeping the file safe."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from salesdesk.cli.session import PASSWORD_VARIABLE, OpenStore, database_path, print_json, say, wants_json
from salesdesk.services.backups import BackupService, restore


def add_parser(subparsers: Any) -> None:
    """Add the three subcommands."""
    backup = subparsers.add_parser("backup", help="write a complete copy of the file")
    backup.add_argument("out", metavar="OUT", help="the file to write")
    backup.set_defaults(run=run)
    restoring = subparsers.add_parser(
        "restore", help="put a backup in the place of the file (which is saved first)"
    )
    restoring.add_argument("file", metavar="FILE", help="the backup")
    restoring.set_defaults(run=run_restore)
    check = subparsers.add_parser("check", help="look for damage in the file")
    check.set_defaults(run=run_check)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Write a backup."""
    target = Path(args.out)
    with open_store(args) as store:
        size = BackupService(store).write_to(target)
    if wants_json(args):
        print_json({"file": str(target), "bytes": size})
    else:
        print(f"Wrote {target} ({size:,} bytes).")
    return 0


def run_restore(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Restore a backup."""
    path = database_path(args)
    password = os.environ.get(PASSWORD_VARIABLE, "")
    saved = restore(path, Path(args.file), lambda: datetime.now(UTC), password)
    if wants_json(args):
        print_json({"file": str(path), "saved": str(saved) if saved else None})
        return 0
    print(f"Restored {path} from {args.file}.")
    if saved is not None:
        print(f"What was there before is saved as {saved}.")
    return 0


def run_check(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Check the file; faults end with exit code 1."""
    with open_store(args) as store:
        faults = BackupService(store).check()
        path = store.path
    if wants_json(args):
        print_json({"file": str(path), "sound": not faults, "faults": faults})
    else:
        for fault in faults:
            print(fault)
        if not faults:
            print(f"{path.name} is sound.")
    if faults:
        say(f"{path.name} is damaged. Restore the latest backup from the folder Backups beside it.")
    return 1 if faults else 0
