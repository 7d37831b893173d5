"""Keeps files in a person's folder up to date, in the background."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.export_marks import hex_of
from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.services.kept_files import CONCERNS, Kept, Written
from salesdesk.ui.context import Context
from salesdesk.ui.preferences import Option, kept_of
from salesdesk.ui.wording import worded

AT_MOST_EVERY = 60.0
"""Seconds between two writings of the files."""
SOON = 2.0
"""Seconds after a change: what is done in one go is written in one go."""
_Due = tuple[Kept, Path, int | None]
"""What, where, and the saved view of the people in it."""
_TIMES_AS_LONG = 10  # a writing that takes long comes less often


def option_of(context: Context, kept: Kept) -> Option[dict[str, object]]:
    """Where it is remembered what this computer keeps of the open file. Not in the file itself: nobody else's file shall have
    this computer write anywhere."""
    return kept_of(hex_of(context.store.database.uuid), kept.name.lower())


def folder_kept(context: Context, kept: Kept) -> Path | None:
    """The folder in which a file is kept, None where none is."""
    text = context.preferences.get(option_of(context, kept)).get("folder")
    return Path(text) if isinstance(text, str) and text else None


class KeptFiles(QObject):
    """Writes soon after a change, at most once a minute, by one process; what was written meanwhile by others, commands too, at
    the next start."""

    def __init__(
        self, context: Context, parent: QObject | None = None, *, every: float = AT_MOST_EVERY
    ) -> None:
        """``every``: seconds that lie between two writings at least."""
        super().__init__(parent)
        self._context, self._every = context, every
        self._dirty: set[Kept] = set()
        self._writing = False
        self._not_before = 0.0
        self._said = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.write)

    def start(self) -> None:
        """Begin to listen, and write what is not as things are."""
        self._context.notifier.changed.connect(self._on_changed)
        self._context.notifier.kept_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Write what does not show the newest change: something else may be kept from now on."""
        for kept in Kept:
            folder, batch = folder_kept(self._context, kept), self._remembered(kept).get("batch")
            service = self._context.services.kept_files if folder is not None else None
            if folder is None or service is None:
                self._dirty.discard(kept)
            elif not service.stands(kept, folder, batch if isinstance(batch, int) else -1):
                self._dirty.add(kept)
        self._plan(0.0)

    def finish(self) -> None:
        """The window closes: write what is due, unless that was just done; then another process may."""
        self._timer.stop()
        if self._dirty and not self._writing and time.monotonic() >= self._not_before:
            try:
                if self._context.services.kept_files.claim():
                    self._keep(self._written(self._due()))
            except SalesDeskError:
                pass  # the next start says it
        if any(folder_kept(self._context, kept) is not None for kept in Kept):
            self._context.services.kept_files.release()

    def _on_changed(self, change: ChangeSet) -> None:
        touched = {kept for kept in Kept if change.concerns(*CONCERNS[kept])}
        self._dirty |= {kept for kept in touched if folder_kept(self._context, kept) is not None}
        self._plan(SOON)

    def _plan(self, seconds: float) -> None:
        if self._dirty and not self._writing and not self._timer.isActive():
            wait = max(seconds, self._not_before - time.monotonic())
            self._timer.start(max(0, round(wait * 1000)))

    def write(self) -> None:
        """Write what is due, in the worker; while that is busy, or another process writes, it is tried again later."""
        if not self._dirty or self._writing:
            return
        if self._context.tasks.is_busy or not self._context.services.kept_files.claim():
            self._timer.start(round((SOON if self._context.tasks.is_busy else self._every) * 1000))
            return
        self._writing = True
        due, began = self._due(), time.monotonic()
        self._dirty.clear()

        def run(work: Work) -> dict[Kept, Written]:
            work.check()
            return self._written(due, work)

        def done(found: dict[Kept, Written]) -> None:
            self._end(began)
            self._said = ""
            self._keep(found)
            self._plan(0.0)  # what changed meanwhile
            self._context.notifier.kept_changed.emit()

        def failed(error: Exception) -> None:
            self._dirty.update(kept for kept, _, _ in due)
            self._end(began)
            self._plan(0.0)
            if not isinstance(error, SalesDeskError):
                raise error
            if worded(error) != self._said:  # once, until it went well again
                self._said = worded(error)
                self._context.messages.error(error)

        self._context.tasks.run(run, done=done, failed=failed, owner=self)

    def _end(self, began: float) -> None:
        now = time.monotonic()
        self._writing = False
        self._not_before = now + max(self._every, _TIMES_AS_LONG * (now - began))

    def _due(self) -> list[_Due]:
        """What is to be written, in order."""
        found = []
        for kept in sorted(self._dirty, key=lambda one: one.value):
            folder, view = folder_kept(self._context, kept), self._remembered(kept).get("view")
            if folder is not None:
                found.append((kept, folder, view if isinstance(view, int) else None))
        return found

    def _written(self, due: list[_Due], work: Work | None = None) -> dict[Kept, Written]:
        service = self._context.services.kept_files
        return {kept: service.write(kept, folder, view, work) for kept, folder, view in due}

    def _keep(self, found: dict[Kept, Written]) -> None:
        """Remember what was written."""
        for kept, written in found.items():
            said = {"batch": written.batch, "at": self._context.store.now(), "count": written.count}
            self._context.preferences.set(option_of(self._context, kept), {**self._remembered(kept), **said})

    def _remembered(self, kept: Kept) -> dict[str, object]:
        return self._context.preferences.get(option_of(self._context, kept))
