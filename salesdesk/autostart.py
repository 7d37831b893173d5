"""Starting with the computer: an entry that the desktop of this person reads when it begins, made and removed on request.

Linux reads .desktop files in ``autostart`` (https://specifications.freedesktop.org/autostart-spec/latest/), macOS property
lists in ``LaunchAgents``, Windows values of the key ``Run`` of this person's registry.
"""

from __future__ import annotations

import os
import plistlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from salesdesk.errors import FileProblem

_NAME = "SalesDesk"
_LABEL = "salesdesk.autostart"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_QUOTED = ("\\", '"', "`", "$")  # what a .desktop file has a backslash before, inside quotes


def command() -> list[str]:
    """The words that start this program with its window."""
    installed = shutil.which("salesdesk-window")
    if getattr(sys, "frozen", False):
        return [sys.executable]
    if installed:
        return [installed]
    return [sys.executable, str(Path(__file__).resolve().parent.parent / "main.py")]


def is_on() -> bool:
    """Whether the program starts with the computer."""
    if sys.platform == "win32":
        return _registered() is not None
    return _entry().is_file()


def turn(on: bool) -> None:
    """Make or remove the entry. Raises ``FileProblem`` when that cannot be."""
    try:
        if sys.platform == "win32":
            _register(_windows_line(command()) if on else None)
        elif on:
            _write(_entry(), _content(command()))
        else:
            _entry().unlink(missing_ok=True)
    except OSError as error:
        raise FileProblem("autostart.not_written", why=error.strerror or str(error)) from error


def _entry() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    return (
        Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "autostart" / "salesdesk.desktop"
    )


def _content(words: Sequence[str]) -> bytes:
    if sys.platform == "darwin":
        return plistlib.dumps({"Label": _LABEL, "ProgramArguments": list(words), "RunAtLoad": True})
    line = " ".join(map(_desktop_word, words))
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        f"Name={_NAME}",
        f"Exec={line}",
        "Icon=salesdesk",
        "Terminal=false",
    )
    return "\n".join((*lines, "")).encode()


def _desktop_word(word: str) -> str:
    for sign in _QUOTED:
        word = word.replace(sign, f"\\{sign}")
    word = word.replace("%", "%%")
    return f'"{word}"'.replace("\\", "\\\\")  # a value of the file is read twice


def _windows_line(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _write(entry: Path, content: bytes) -> None:
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_bytes(content)


if sys.platform == "win32":
    import winreg

    def _registered() -> str | None:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                return str(winreg.QueryValueEx(key, _NAME)[0])
        except FileNotFoundError:
            return None

    def _register(line: str | None) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            if line is not None:
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, line)
            elif _registered() is not None:
                winreg.DeleteValue(key, _NAME)
