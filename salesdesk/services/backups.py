"""Dated copies of the file beside it: made by themselves, listed, opened for looking, restored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from salesdesk.domain.backups import Snapshot, read_snapshot_name, snapshot_name, superfluous
from salesdesk.errors import DomainError, FileProblem
from salesdesk.store import replacing
from salesdesk.store.driver_errors import translated
from salesdesk.store.store import Store

FOLDER = "Backups"
_DUE_AFTER = timedelta(days=1)


def backup_folder(file: Path) -> Path:
    """Where the dated copies of a file lie."""
    return file.resolve().parent / FOLDER


def snapshots(file: Path) -> list[Snapshot]:
    """The dated copies of a file, newest first."""
    found = []
    for path in backup_folder(file).glob(f"*{file.suffix}"):
        at = read_snapshot_name(file.stem, path.stem)
        if at is not None:
            found.append(Snapshot(path.stem, at, path.stat().st_size))
    return sorted(found, key=lambda one: one.at, reverse=True)


def snapshot_path(file: Path, snapshot: Snapshot) -> Path:
    """Where a dated copy lies."""
    return backup_folder(file) / f"{snapshot.name}{file.suffix}"


class BackupService:
    """Copies of the open file. ``seen`` is the newest change when it was opened, None for the one now."""

    def __init__(self, store: Store, seen: int | None = None) -> None:
        self._store = store
        self._saved_at = store.journal.latest() if seen is None else seen

    def snapshots(self) -> list[Snapshot]:
        """The dated copies, newest first."""
        return snapshots(self._store.path)

    def make(self) -> Snapshot:
        """Make a dated copy now and drop the superfluous ones. Raises ``StoreError`` when the disk is full or the
        folder cannot be written; the copies there are stay."""
        at = self._store.clock().astimezone().replace(microsecond=0, tzinfo=None)
        snapshot = Snapshot(snapshot_name(self._store.path.stem, at), at)
        folder = backup_folder(self._store.path)
        with translated(folder):
            folder.mkdir(exist_ok=True)
            target = snapshot_path(self._store.path, snapshot)
            self._store.database.backup(target)
            for old in superfluous(self.snapshots()):
                snapshot_path(self._store.path, old).unlink(missing_ok=True)
        self._saved_at = self._store.journal.latest()
        return replace(snapshot, size=target.stat().st_size)

    def make_if_due(self) -> Snapshot | None:
        """The copy made when a file is opened: only when something was ever done in it and the last copy is older
        than a day."""
        if self._store.database.read_only or self._saved_at == 0:
            return None
        now = self._store.clock().astimezone().replace(tzinfo=None)
        last = self.snapshots()[:1]
        return self.make() if not last or now - last[0].at > _DUE_AFTER else None

    def make_after_changes(self) -> Snapshot | None:
        """The copy made when a file is closed: only when it was changed since it was opened or last copied."""
        changed = self._store.journal.latest() != self._saved_at
        return self.make() if changed and not self._store.database.read_only else None

    def write_to(self, target: Path) -> int:
        """Write a copy to any place, also a synchronised folder. Returns its size in bytes. An existing file is
        replaced only when the copy is whole; the open file itself is refused."""
        target = target.expanduser()
        if target.resolve() == self._store.path.resolve():
            raise DomainError(
                "Same file", f"{target.name} is the open file itself. Choose another name for the backup."
            )
        if target.is_dir():
            raise FileProblem(
                "Not a file", f"{target} is a folder. Name a file in it for the backup.", str(target)
            )
        if not target.parent.is_dir():
            raise FileProblem(
                "No such folder",
                f"The folder {target.parent} does not exist. Choose another place for the backup.",
                str(target),
            )
        self._store.database.backup(target)
        return target.stat().st_size

    def open_copy(self, snapshot: Snapshot, password: str = "") -> Store:
        """Open a dated copy for looking only; the caller closes it."""
        return Store(snapshot_path(self._store.path, snapshot), password=password, read_only=True)

    def check(self) -> list[str]:
        """Every fault of the open file in words; empty when it is sound."""
        return self._store.database.check()


def restore(file: Path, copy: Path, clock: Callable[[], datetime], password: str = "") -> Path | None:
    """Put a backup in the place of ``file``, which nobody may have open. The copy is checked first, and what was
    there is saved as a dated copy of its own; returns that (None when there was nothing)."""
    copy = copy.expanduser()
    if not copy.is_file():
        raise FileProblem("No such file", f"{copy} does not exist. Choose another backup.", str(copy))
    if file.exists() and copy.resolve() == file.resolve():
        raise DomainError("Same file", f"{copy.name} is the file itself. Choose one of its backups.")
    replacing.check_copy(copy, password)
    at = clock().astimezone().replace(microsecond=0, tzinfo=None)
    folder = backup_folder(file)
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{snapshot_name(f'{file.stem} before restoring', at)}{file.suffix}"
    return aside if replacing.put_in_place(file, copy, aside, password) else None
