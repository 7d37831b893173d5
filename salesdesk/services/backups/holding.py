"""Which copies of a file still hold somebody who is to be erased."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from salesdesk.domain.erasing import HeldBackups
from salesdesk.services.backups.places import FOLDER_SETTING, default_folder, own_folder
from salesdesk.store.engine.any_engine import as_file
from salesdesk.store.engine.guard import in_use
from salesdesk.store.store import Store


def holding(store: Store, table: str, records: Collection[int]) -> HeldBackups:
    """The copies of the open file, dated and other ones, in the folders for backups and beside it, that hold one of some
    records, by their paths in order. None for a database of a server: its backups are its owner's."""
    if not store.files or not records:
        return HeldBackups()
    copies, holds, unknown = as_file(store.database).copies, [], []
    for path in _copies(store):
        found = copies.holds(path, table, records)
        if found:
            holds.append(str(path))
        elif found is None:
            unknown.append(str(path))
    return HeldBackups(tuple(holds), tuple(unknown))


def _copies(store: Store) -> list[Path]:
    """The files of its kind that lie there and beside it, but for itself: nothing else may look into it while it is open,
    nor into one that somebody works in."""
    chosen, file = store.settings.get(FOLDER_SETTING), store.path
    folders = {default_folder(file), file.resolve().parent}
    if chosen:
        folders |= {Path(chosen), own_folder(Path(chosen), file, store.database.uuid)}
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found += [path for path in folder.iterdir() if path.suffix == file.suffix and path.is_file()]
    return sorted(path for path in found if not path.samefile(file) and not in_use(path))
