"""Writes down what every scenario does: ``python -m tests.replay.record OUT [NAME ...]``.

The recordings in ``tests/data/replay`` were made by the version before fields, records and queries got one place
each. They say what every later version must do as well, so they are made anew only on purpose: for a new scenario
(name it), never to make a failing test pass. A difference that was wanted is named in ``comparison.ALLOWED``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.builders import make_template
from tests.replay import recording
from tests.replay.everything import SCENARIOS
from tests.replay.script import Desk, held_zone


def play(name: str, template: Path, folder: Path) -> recording.Recording:
    """Play one scenario in a folder of its own. Returns what it did, as it would be read back."""
    with held_zone():
        desk = Desk(template, folder)
        try:
            SCENARIOS[name](desk)
        finally:
            desk.close()
    return desk.recording.plain()


def main(out: Path, names: Sequence[str]) -> None:
    """Record scenarios (all without names) into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        template = make_template(Path(place))
        for name in names or SCENARIOS:
            folder = Path(place) / name
            folder.mkdir()
            path = recording.write(play(name, template, folder), out, name)
            print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
