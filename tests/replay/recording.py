"""A scenario written down: its steps with all they changed. From the new file on, the steps give the whole dump of
records and journal after each of them."""

from __future__ import annotations

import json
import lzma
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.replay.watching import Change

FOLDER = Path(__file__).resolve().parent.parent / "data" / "replay"


@dataclass(frozen=True, slots=True)
class Step:
    """``answer`` is what the program said (numbers, kept rows, a refusal), ``changes`` what differed afterwards."""

    name: str
    answer: dict[str, Any]
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Recording:
    """``columns`` are those of each table of records, in their order."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def plain(self) -> Recording:
        """As it is read back: without tuples."""
        return parsed(json.dumps(asdict(self)))


def parsed(text: str) -> Recording:
    """What ``asdict`` gave, as JSON."""
    found = json.loads(text)
    return Recording(found["columns"], [Step(**step) for step in found["steps"]])


def write(recording: Recording, folder: Path, name: str) -> Path:
    """Store a recording, packed. Returns the file."""
    text = json.dumps(asdict(recording), ensure_ascii=False, separators=(",", ":"))
    path = folder / f"{name}.json.xz"
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    return path


def stored(name: str, folder: Path = FOLDER) -> Recording:
    """A stored recording."""
    return parsed(lzma.decompress((folder / f"{name}.json.xz").read_bytes()).decode())
