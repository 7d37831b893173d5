"""Commands of the product as whole programs, measured from their start to their end, memory included."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.benchmarks.process import Run, run_measured
from tests.benchmarks.start import home_in
from tests.conftest import ROOT


def own_command(database: Path, *words: str, memory: bool = True) -> Run:
    """``salesdesk --database DATABASE …``; its home is the folder of the database."""
    environment = {**os.environ, "PYTHONUTF8": "1", **home_in(str(database.parent))}
    command = [sys.executable, str(ROOT / "main.py"), "--database", str(database), *words]
    return run_measured(command, environment, memory=memory)
