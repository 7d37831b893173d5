"""LibreOffice as a part of the tests: it opens what the program wrote, calculates it anew and saves it.

Its tests run wherever it is installed. Elsewhere they are skipped and say so, but for a run that asks for it: with
``SALESDESK_TEST_LIBREOFFICE`` set, it fails at once.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

REQUIRED = "SALESDESK_TEST_LIBREOFFICE"
"""The environment variable that makes a run fail where LibreOffice cannot be used."""

_PATIENCE = 300.0  # seconds for a start on a busy machine
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}
</oor:items>
"""
_RECALCULATED = (
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="{}" oor:op="fuse">'
    "<value>0</value></prop></item>"
)


@cache
def program() -> str | None:
    """Where it is, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def why_not() -> str:
    """Why it cannot be used here, as the end of a sentence; "" when it can."""
    return "" if program() else "its program (soffice) is not installed"


class Office:
    """LibreOffice with a profile of its own, which calculates every formula when a file is opened."""

    def __init__(self, folder: Path) -> None:
        self._profile = folder / "profile"
        settings = "\n".join(_RECALCULATED.format(name) for name in ("OOXMLRecalcMode", "ODFRecalcMode"))
        (self._profile / "user").mkdir(parents=True)
        (self._profile / "user" / "registrymodifications.xcu").write_text(
            _PROFILE.format(settings), encoding="utf-8"
        )

    def saved(self, files: Sequence[Path], ending: str, folder: Path) -> list[Path]:
        """Open files and save each anew with an ending, all in one call."""
        found = program()
        assert found is not None
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            found,
            f"-env:UserInstallation={self._profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            ending,
            "--outdir",
            str(folder),
            *map(str, files),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        made = [folder / f"{file.stem}.{ending}" for file in files]
        missing = [file.name for file in made if not file.exists()]
        assert not missing, f"{missing}: {done.stdout}{done.stderr}"
        return made
