"""Putting a backup in the place of a file that nobody has open."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from salesdesk.domain.backups import snapshot_name
from salesdesk.errors import DomainError, FileProblem
from salesdesk.services.backups.places import check_folder, default_folder
from salesdesk.store.engine import replacing


@dataclass(frozen=True, slots=True)
class Restored:
    """``saved`` is where what was there before lies now (None when there was nothing). ``encryption_ended`` and
    ``encryption_began`` compare the two; ``log_left_out``: a write-ahead log beside the backup was another file's;
    ``of_other_file``: the backup is one of another file. ``erasures``: how often something was erased since the backup, which
    is in the file again."""

    saved: Path | None
    encryption_ended: bool = False
    encryption_began: bool = False
    log_left_out: bool = False
    of_other_file: bool = False
    erasures: int = 0


def restore(
    file: Path,
    copy: Path,
    clock: Callable[[], datetime],
    password: str = "",
    *,
    end_encryption: bool = False,
    save_in: Path | None = None,
) -> Restored:
    """Put a backup in the place of ``file``, which nobody may have open. The backup is checked first, and what was
    there is saved in the folder of the backups, or in ``save_in``. ``password`` is that of the backup.

    Raises ``EndsEncryption`` unless ``end_encryption`` allows that a plain backup replaces an encrypted file,
    ``NoPlaceForBackups`` when what is there cannot be saved, and what ``store.engine.replacing`` raises.
    """
    copy = Path(os.path.expanduser(copy))
    if not os.path.exists(copy):
        raise FileProblem("restoring.no_such_copy", path=str(copy), copy=str(copy))
    if not copy.is_file():
        raise FileProblem("restoring.not_a_file", path=str(copy), copy=str(copy))
    if os.path.exists(file) and os.path.samefile(copy, file):
        raise DomainError("restoring.same_file", copy=copy.name)
    folder = Path(os.path.expanduser(save_in)) if save_in else default_folder(file)
    if os.path.lexists(file):
        check_folder(folder, file)
    stem = snapshot_name(f"{file.stem} before restoring", clock().astimezone().replace(tzinfo=None))
    names = (folder / f"{stem}{f' ({number})' if number > 1 else ''}{file.suffix}" for number in count(1))
    aside = next(path for path in names if not os.path.lexists(path))
    done = replacing.put_in_place(file, copy, aside, password, end_encryption=end_encryption)
    return Restored(
        aside if done.saved else None,
        encryption_ended=bool(done.encrypted_before) and not done.encrypted_now,
        encryption_began=done.encrypted_before is False and done.encrypted_now,
        log_left_out=done.log_left_out,
        of_other_file=done.of_other_file,
        erasures=done.erasures,
    )
