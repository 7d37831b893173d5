"""Dated copies of the file: made by themselves, listed, compared with their digests, looked into."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from salesdesk.domain.backups import (
    Proof,
    Snapshot,
    last_before,
    newest_first,
    read_snapshot_name,
    snapshot_name,
    superfluous,
)
from salesdesk.domain.progress import Work
from salesdesk.errors import DiskFault, DiskFull, FileProblem, NoPlaceForBackups, StoreError, StoreReadOnly
from salesdesk.outputs import backup_endings, target_of
from salesdesk.services.backups.places import (
    FOLDER_SETTING,
    check_folder,
    default_folder,
    own_folder,
    try_folder,
)
from salesdesk.store.engine import copy_digest, replacing
from salesdesk.store.engine.any_engine import as_file
from salesdesk.store.store import Store

_DUE_AFTER = timedelta(days=1)
_COMPARED_BYTES = 512_000_000
"""How much is read while copies are thinned out: the window must not wait for the disk when it closes. Of more, some
are compared each day, and a copy that carries its digest is trusted meanwhile: it was compared when it was made."""


def snapshots(folder: Path, file: Path) -> list[Snapshot]:
    """The dated copies of ``file`` in a folder, newest first, as far as their names tell."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            read = read_snapshot_name(file.stem, path.stem) if path.suffix == file.suffix else None
            with suppress(OSError):
                if read is not None and path.is_file():
                    encrypted = not replacing.is_plain(path)
                    found.append(
                        Snapshot(path.stem, read[0], path.stat().st_size, read[1], encrypted=encrypted)
                    )
    return newest_first(found)


class BackupService:
    """Copies of the open file. ``seen`` is the newest change when it was opened, None for the one now."""

    def __init__(self, store: Store, seen: int | None = None) -> None:
        self._store = store
        self._saved_at = store.journal.latest() if seen is None else seen
        self._held: Path | None = None
        self._known: dict[tuple[Path, int, int], Proof] = {}  # path, size, nanosecond of its last change

    # -- where they lie ---------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the dated copies lie; it need not be there. Raises ``NotInAFile`` for a database of a server."""
        chosen, file = self._store.settings.get(FOLDER_SETTING), self._store.path
        return own_folder(Path(chosen), file, self._store.database.uuid) if chosen else default_folder(file)

    @property
    def chosen_folder(self) -> Path | None:
        """The folder a person chose for backups; None for the one beside the file."""
        chosen = self._store.settings.get(FOLDER_SETTING)
        return Path(chosen) if chosen else None

    def try_folder(self, chosen: Path | None) -> None:
        """Write to a folder (None: the one beside the file) and read back. Raises ``NoPlaceForBackups`` when it cannot
        take backups."""
        file = self._store.path
        if chosen is None:
            try_folder(default_folder(file), file)
        else:
            try_folder(own_folder(chosen, file, self._store.database.uuid), file, chosen=chosen)

    def path_of(self, snapshot: Snapshot) -> Path:
        """Where a dated copy lies."""
        folder = default_folder(self._store.path) if snapshot.beside else self.folder
        return folder / f"{snapshot.name}{self._store.path.suffix}"

    def hold(self, snapshot: Snapshot | None) -> None:
        """Let this copy stay, whatever has to go, until another one (None: none) is held: somebody is about to
        restore it."""
        self._held = None if snapshot is None else self.path_of(snapshot)

    # -- making -----------------------------------------------------------------------------------------

    def make(self) -> Snapshot:
        """Make a dated copy now, check it, and drop the superfluous ones. Raises ``NoPlaceForBackups`` when the folder
        cannot be used or the disk is full, ``StoreDamaged`` when the copy is not sound; the copies there are stay."""
        at = self._now()
        with _placed():
            folder = check_folder(self.folder, self._store.path, chosen=self.chosen_folder)
            snapshot = self._free(folder, at)
            target = self.path_of(snapshot)
            self._store.database.backup(target)
        self._saved_at = self._store.journal.latest()
        made = replace(snapshot, size=target.stat().st_size, proof=Proof.VERIFIED)
        self._remember(target, Proof.VERIFIED)
        self._thin_out()
        return made

    def make_if_due(self) -> Snapshot | None:
        """The copy made when a file is opened: only when something was ever done in it and the last copy is older
        than a day. A copy from the future (the clock was wrong once) does not count."""
        if not self._store.files or self._store.database.read_only or self._saved_at == 0:
            return None
        last = last_before(self.snapshots(), self._now())
        return self.make() if last is None or self._now() - last.at > _DUE_AFTER else None

    def make_after_changes(self) -> Snapshot | None:
        """The copy made when a file is closed: only when it was changed since it was opened or last copied."""
        changed = self._store.files and self._store.journal.latest() != self._saved_at
        return self.make() if changed and not self._store.database.read_only else None

    def write_to(self, target: Path) -> int:
        """Write a copy to any place, also a synchronised folder. Returns its size in bytes. An existing file is
        replaced only when the copy is whole and sound, and when it is itself a copy of this file
        that nobody worked in."""
        real = target_of(
            target, endings=backup_endings(self._store.place), databases=self._store.files, over_copy=True
        )
        self._store.database.backup(real)
        return real.stat().st_size

    # -- what there is ----------------------------------------------------------------------------------

    def snapshots(self) -> list[Snapshot]:
        """The dated copies in ``folder``, newest first, as far as their names tell."""
        return snapshots(self.folder, self._store.path)

    def everywhere(self) -> list[Snapshot]:
        """The dated copies, newest first, also those in the folder beside the file when another one was chosen: they
        are there when the disk of that one is not."""
        if not self._store.files:
            return []
        if self.chosen_folder is None:
            return self.snapshots()
        beside = snapshots(default_folder(self._store.path), self._store.path)
        return newest_first([*self.snapshots(), *(replace(one, beside=True) for one in beside)])

    def last(self) -> Snapshot | None:
        """The newest dated copy, wherever it lies; one from the future does not count."""
        return last_before(self.everywhere(), self._now())

    def compared(self, work: Work | None = None) -> list[Snapshot]:
        """The dated copies of ``everywhere``, each compared with its digest; reads all of them. One without a digest is
        opened, checked, and gets one."""
        found = self.everywhere()
        done = []
        for number, one in enumerate(found):
            if work is not None:
                work.check()
                work.report(number, len(found), "copies")
            done.append(replace(one, proof=self._proof(one)))
        return done

    def ends_encryption(self, snapshot: Snapshot) -> bool:
        """Whether restoring a copy would leave the file without the password it has."""
        path = self.path_of(snapshot)
        return (
            as_file(self._store.database).is_encrypted and os.path.isfile(path) and replacing.is_plain(path)
        )

    # ---------------------------------------------------------------------------------------------------

    def _now(self) -> datetime:
        return self._store.clock().astimezone().replace(microsecond=0, tzinfo=None)

    def _free(self, folder: Path, at: datetime) -> Snapshot:
        """A name that nobody has: two copies of one second are two copies."""
        stem, suffix = self._store.path.stem, self._store.path.suffix
        made = (Snapshot(snapshot_name(stem, at, number), at, 0, number) for number in count(1))
        return next(one for one in made if not os.path.lexists(folder / f"{one.name}{suffix}"))

    def _thin_out(self) -> None:
        for old in superfluous(self._judged(self.snapshots()), self._now()):
            path = self.path_of(old)
            if path != self._held:
                with suppress(OSError):  # a copy that stays is no reason to have none
                    path.unlink(missing_ok=True)

    def _judged(self, found: Sequence[Snapshot]) -> list[Snapshot]:
        left, judged = _COMPARED_BYTES, []
        start = self._now().toordinal() % len(found) if found else 0  # another one first each day
        for one in [*found[start:], *found[:start]]:
            known = self._known.get(self._stamp(self.path_of(one)))
            if known is None and one.size > left:
                known = self._trusted(one)
            elif known is None:
                left -= one.size
            judged.append(replace(one, proof=known or self._proof(one)))
        return judged

    def _trusted(self, one: Snapshot) -> Proof:
        with suppress(OSError):
            return Proof.VERIFIED if copy_digest.carries(self.path_of(one)) else Proof.UNCHECKED
        return Proof.FAILED

    def _proof(self, one: Snapshot) -> Proof:
        path = self.path_of(one)
        known = self._known.get(self._stamp(path))
        if known is None:
            try:
                sound = as_file(self._store.database).copies.is_sound(path)
            except StoreError:
                sound = False
            known = Proof.UNCHECKED if sound is None else Proof.VERIFIED if sound else Proof.FAILED
            self._remember(path, known)
        return known

    def _remember(self, path: Path, proof: Proof) -> None:
        self._known[self._stamp(path)] = proof

    def _stamp(self, path: Path) -> tuple[Path, int, int]:
        try:
            seen = path.stat()
        except OSError:
            return path, -1, -1
        return path, seen.st_size, seen.st_mtime_ns


@contextmanager
def _placed() -> Iterator[None]:
    """Let whatever the place of a backup is to blame for be answered with another place."""
    try:
        yield
    except NoPlaceForBackups:
        raise
    except (StoreReadOnly, DiskFull, DiskFault, FileProblem) as error:
        raise NoPlaceForBackups("backups.no_place", why=error.phrase) from error
