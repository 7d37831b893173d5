"""Files that are kept up to date in a folder, so that phones which read a synchronised one show what is in them."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk import file_locks, outputs
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.export_marks import hex_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.progress import Work
from salesdesk.errors import FileProblem
from salesdesk.paths import kept_folder
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.services.calendar import CalendarFileService
    from salesdesk.services.exports import ExportService
    from salesdesk.store.store import Store


class Kept(Enum):
    """What can be kept; the value is the ending of its file."""

    CALENDAR = ".ics"
    CONTACTS = ".vcf"


CONCERNS = {
    Kept.CALENDAR: frozenset(
        {EntityKind.ACTIVITY, EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.ACTIVITY_KIND}
    ),
    Kept.CONTACTS: frozenset(
        {
            EntityKind.CONTACT,
            EntityKind.COMPANY,
            EntityKind.TAG,
            EntityKind.OWNER,
            EntityKind.SOURCE,
            EntityKind.CUSTOM_FIELD,
        }
    ),
}
"""What a change must concern to alter each."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: ``batch`` is the newest change that it shows."""

    path: Path
    batch: int
    count: int


class KeptFileService:
    """Use cases of files that are kept up to date. Of several windows and programs on one database one writes them."""

    def __init__(
        self,
        store: Store,
        calendars: Callable[[], CalendarFileService],
        exports: Callable[[], ExportService],
    ) -> None:
        """``calendars`` and ``exports`` give what writes the files, loaded only when one is written."""
        self._store, self._calendars, self._exports = store, calendars, exports
        self._lock: int | None = None

    def path_in(self, kept: Kept, folder: Path) -> Path:
        """The file that is kept in a folder."""
        stem = Path(self._store.name).stem or "SalesDesk"
        return folder / f"{stem}{kept.value}"

    def stands(self, kept: Kept, folder: Path, batch: int) -> bool:
        """Whether a file is there and shows the newest change."""
        return self._store.journal.latest() == batch and os.path.isfile(self.path_in(kept, folder))

    def claim(self) -> bool:
        """Whether this process is the one that writes; it stays so until ``release``. Where the system has no locks, every
        process does."""
        if self._lock is not None:
            return True
        path = kept_folder() / hex_of(self._store.database.uuid)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = file_locks.open_file(path)
        except OSError:
            return True
        try:
            held = file_locks.try_lock(descriptor, exclusive=True)
        except OSError:
            held = True
        if not held:
            os.close(descriptor)
            return False
        self._lock = descriptor
        return True

    def release(self) -> None:
        """Let another process write."""
        if self._lock is not None:
            with suppress(OSError):
                os.close(self._lock)
            self._lock = None

    def check(self, kept: Kept, folder: Path) -> Path:
        """The file that would be written there. Raises ``FileProblem`` where it must not be."""
        if not os.path.isdir(folder):  # of a name too long `Path` would raise
            raise FileProblem("outputs.no_such_folder", path=str(folder), folder=str(folder))
        return outputs.target_of(
            self.path_in(kept, folder), endings=(kept.value,), databases=self._store.files
        )

    def write(self, kept: Kept, folder: Path, view: int | None = None, work: Work | None = None) -> Written:
        """Write a file as things are now; of contacts those of a saved ``view``, all without one. Raises ``FileProblem``."""
        self.check(kept, folder)
        path, batch = self.path_in(kept, folder), self._store.journal.latest()
        if kept is Kept.CALENDAR:
            count = self._calendars().save(path, work=work)
        else:
            count = self._exports().keep_cards(path, self._people(view), work)
        return Written(path, batch, count)

    def _people(self, view: int | None) -> Filter:
        views = self._store.saved_views.all()
        return next(
            (one.filter for one in views if one.id == view and one.kind is RecordKind.CONTACTS), Filter()
        )
