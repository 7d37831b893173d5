"""Where the dated copies of a file lie: in a folder beside it, or in one that a person chose."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from salesdesk.errors import InputError, NoPlaceForBackups
from salesdesk.outputs import BACKUPS

FOLDER_SETTING = "backup_folder"
"""The setting of the file with the absolute path of the folder chosen for backups; "" for the one beside the file."""

_SHORT = 8  # letters of the uuid: enough to tell one person's files apart


def default_folder(file: Path) -> Path:
    """Where the dated copies of a file lie unless a person chose a folder."""
    return Path(os.path.realpath(file)).parent / BACKUPS


def own_folder(chosen: Path, file: Path, uuid: str) -> Path:
    """Where in a chosen folder the copies of one file lie: two files of one name must not thin out each other's."""
    return chosen / f"{file.stem} {uuid[:_SHORT]}".strip()


def folder_text(value: str) -> str:
    """A chosen folder as the setting keeps it: an absolute path, "" for the one beside the file. Raises
    ``InputError``."""
    try:
        value.encode()
        sound = not value or (os.path.isabs(value) and value.isprintable())
    except (UnicodeEncodeError, AttributeError):
        sound = False
    if not sound:
        raise InputError("backups.no_folder_name", field=FOLDER_SETTING)
    return value


def check_folder(folder: Path, file: Path, *, chosen: Path | None = None) -> Path:
    """Make the folder for copies of ``file`` where it is missing, and return it. A ``chosen`` folder must be there: its
    disk may not be plugged in. Raises ``NoPlaceForBackups`` with the reason."""
    if chosen is not None and not os.path.isdir(chosen):  # unlike pathlib's it never raises
        code = "backups.folder_is_a_file" if os.path.exists(chosen) else "backups.folder_gone"
        raise NoPlaceForBackups(code, path=str(folder), folder=str(chosen))
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise NoPlaceForBackups(
            "backups.folder_in_the_way",
            path=str(folder),
            file=file.name,
            name=folder.name,
            parent=str(folder.parent),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoPlaceForBackups(
            "backups.folder_not_made",
            path=str(folder),
            folder=str(folder),
            why=error.strerror or str(error),
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise NoPlaceForBackups("backups.folder_protected", path=str(folder), folder=str(folder))
    return folder


def try_folder(folder: Path, file: Path, *, chosen: Path | None = None) -> None:
    """``check_folder``, and write a small file there, read it back and remove it: permissions alone tell little on a
    network disk, a phone or a folder that only looks like one. Leaves nothing behind. Raises ``NoPlaceForBackups``."""
    missing = [place for place in (folder, *folder.parents) if not os.path.lexists(place)]
    try:
        _write_and_read(check_folder(folder, file, chosen=chosen))
    finally:
        for place in missing:
            with suppress(OSError):
                place.rmdir()


def _write_and_read(folder: Path) -> None:
    content = secrets.token_bytes(512)
    tried = folder / f"SalesDesk test {secrets.token_hex(8)}.tmp"
    try:
        try:
            with tried.open("xb") as written:
                written.write(content)
                written.flush()
                os.fsync(written.fileno())
            same = tried.read_bytes() == content
        finally:
            tried.unlink(missing_ok=True)
    except OSError as error:
        raise NoPlaceForBackups(
            "backups.folder_not_written",
            path=str(folder),
            folder=str(folder),
            why=error.strerror or str(error),
        ) from error
    if not same:
        raise NoPlaceForBackups("backups.folder_changes_files", path=str(folder), folder=str(folder))
