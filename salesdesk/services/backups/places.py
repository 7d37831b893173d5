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
        raise InputError(
            "Not a folder",
            "The folder for backups cannot have this name. Choose another one.",
            FOLDER_SETTING,
        )
    return value


def check_folder(folder: Path, file: Path, *, chosen: Path | None = None) -> Path:
    """Make the folder for copies of ``file`` where it is missing, and return it. A ``chosen`` folder must be there: its
    disk may not be plugged in. Raises ``NoPlaceForBackups`` with the reason."""
    if chosen is not None and not os.path.isdir(chosen):  # unlike pathlib's it never raises
        what = "is a file" if os.path.exists(chosen) else "is not there"
        raise _refused(
            folder, f"The folder for backups, {chosen}, {what}. Plug in its disk, or choose another folder."
        )
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise _refused(
            folder,
            f"No backup of {file.name} can be made, because “{folder.name}” in {folder.parent} is not a folder. Rename "
            "it, or choose another folder for backups.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(
            folder,
            f"The folder for backups, {folder}, cannot be made: {error.strerror or error}. Choose another folder for "
            "backups.",
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _refused(
            folder,
            f"The folder for backups, {folder}, cannot be written. Check its permissions, or choose another folder for "
            "backups.",
        )
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
        raise _refused(
            folder,
            f"The folder for backups, {folder}, cannot be written: {error.strerror or error}. Choose another folder "
            "for backups.",
        ) from error
    if not same:
        raise _refused(
            folder,
            f"The folder for backups, {folder}, gives back something else than was written to it. Choose another "
            "folder for backups.",
        )


def _refused(folder: Path, message: str) -> NoPlaceForBackups:
    return NoPlaceForBackups("No place for backups", message, str(folder))
