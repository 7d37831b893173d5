"""Starting with the computer is off until it is asked for, and leaves nothing when it is taken back."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

from salesdesk import autostart
from salesdesk.errors import FileProblem

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="each desktop has its own way")


def entry() -> Path:
    return Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "salesdesk.desktop"


def test_it_is_off_and_goes_on_and_off() -> None:
    assert not autostart.is_on()
    autostart.turn(True)
    assert autostart.is_on()
    lines = dict(line.partition("=")[::2] for line in entry().read_text(encoding="utf-8").splitlines()[1:])
    assert (lines["Type"], lines["Name"], lines["Terminal"]) == ("Application", "SalesDesk", "false")
    assert shlex.split(lines["Exec"]) == autostart.command()
    autostart.turn(False)
    assert not autostart.is_on()
    autostart.turn(False)


def test_odd_signs_in_a_path_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["/opt/my program/it's $HOME `x`/100%", "main.py"]
    monkeypatch.setattr(autostart, "command", lambda: words)
    autostart.turn(True)
    line = next(one for one in entry().read_text(encoding="utf-8").splitlines() if one.startswith("Exec="))
    read_once = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    for sign in "$`":  # which a shell does not unquote there, and a desktop does
        read_once = read_once.replace(f"\\{sign}", sign)
    assert shlex.split(read_once) == words


def test_a_folder_that_cannot_be_made_is_said(home: Path) -> None:
    Path(os.environ["XDG_CONFIG_HOME"]).write_text("in the way", encoding="utf-8")
    with pytest.raises(FileProblem):
        autostart.turn(True)
    assert not autostart.is_on()
