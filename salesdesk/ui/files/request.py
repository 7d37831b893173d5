"""What a file dialog is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from salesdesk.outputs import BACKUP_ENDINGS, target_of


class Asking(Enum):
    """What is asked for."""

    FILES = "files"  # one or several that exist
    FILE = "file"  # one that exists, or the name of one to begin
    SAVE = "save"
    FOLDER = "folder"  # one that exists, or is made in the dialog


@dataclass(frozen=True, slots=True)
class FileRequest:
    """``purpose`` is what the folder is remembered by; ``kinds`` are filters as "Excel workbook (*.xlsx)", the first
    one in force; ``name`` is the name offered for saving, ``databases`` are the files open now, never saved over."""

    asking: Asking
    purpose: str
    title: str
    kinds: tuple[str, ...]
    name: str = ""
    databases: tuple[Path, ...] = ()

    def refuse(self, target: Path) -> None:
        """Raise what saving to ``target`` would be refused with, before the person is asked anything about it."""
        endings = [ending for kind in self.kinds for ending in self.endings(kind)]
        target_of(
            target, endings=endings, databases=self.databases, over_copy=endings == list(BACKUP_ENDINGS)
        )

    def endings(self, kind: str) -> tuple[str, ...]:
        """The endings of one of the kinds, with their dot; none for all files."""
        patterns = kind.rpartition("(")[2].rstrip(")").split()
        return tuple(pattern[1:] for pattern in patterns if pattern.startswith("*."))
