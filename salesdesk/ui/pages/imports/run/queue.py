"""The files of one drop, worked through one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from salesdesk.ui.pages.imports.texts import tr


class FileState(StrEnum):
    """What became of a file."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    UNDONE = "undone"
    REFUSED = "refused"
    LEFT = "left"
    MERGE = "merge"


STATE_TITLES = {
    FileState.WAITING: "waiting",
    FileState.OPEN: "being imported",
    FileState.DONE: "imported",
    FileState.UNDONE: "undone",
    FileState.REFUSED: "cannot be read",
    FileState.LEFT: "not imported",
    FileState.MERGE: "to be merged",
}
STATE_TONES = {
    FileState.OPEN: "accent",
    FileState.DONE: "good",
    FileState.REFUSED: "bad",
}


@dataclass(frozen=True, slots=True)
class AsList:
    """Asks the import page for a file that would be merged otherwise."""

    path: Path


@dataclass(frozen=True, slots=True)
class QueuedFile:
    """A file with what became of it; ``said`` says it in words."""

    path: Path
    state: FileState = FileState.WAITING
    said: str = ""


class FileQueue:
    """The files in order; ``at`` is the one being worked on. ``as_list``: workbooks of our own are imported like others,
    not merged."""

    def __init__(self, paths: Sequence[Path] = (), *, as_list: bool = False) -> None:
        self.files = [QueuedFile(path) for path in paths]
        self.as_list = as_list
        self.at = 0

    @property
    def current(self) -> QueuedFile | None:
        """The file being worked on."""
        return self.files[self.at] if self.at < len(self.files) else None

    @property
    def following(self) -> int | None:
        """The place of the next file that waits, None when there is none."""
        return next((i for i, file in enumerate(self.files) if file.state is FileState.WAITING), None)

    @property
    def to_merge(self) -> tuple[Path, ...]:
        """The files that are merged instead."""
        return tuple(file.path for file in self.files if file.state is FileState.MERGE)

    def mark(self, state: FileState, said: str = "") -> None:
        """Note what became of the current file."""
        if self.current is not None:
            self.files[self.at] = replace(self.files[self.at], state=state, said=said)

    def go(self, at: int) -> Path:
        """Make a file the current one."""
        self.at = at
        self.mark(FileState.OPEN)
        return self.files[at].path

    def place_text(self) -> str:
        """ "file 2 of 3", "" for a single one."""
        return tr("file {0} of {1}").format(self.at + 1, len(self.files)) if len(self.files) > 1 else ""
