"""What the way in decides, and how it words what is missing."""

from __future__ import annotations

import shutil
import socket
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from salesdesk import entry

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has several displays"
)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "leads.salesdesk",
        "new/leads",
        "./import",
        "--database leads.salesdesk",
        "--database=leads.salesdesk more.salesdesk",
        "postgresql://db.example/sales",
    ],
)
def test_files_and_nothing_open_the_window(line: str) -> None:
    assert entry.wants_window(line.split())


@pytest.mark.parametrize(
    "line", ["--help", "--version", "-h", "--databse x", "--database", "imprt", "imprt leads.xlsx"]
)
def test_everything_else_is_the_command_line(line: str) -> None:
    assert not entry.wants_window(line.split())


@pytest.mark.parametrize("command", sorted(entry.COMMANDS))
def test_commands_are_the_command_line(command: str) -> None:
    assert not entry.wants_window([command])
    assert not entry.wants_window([command, "leads.xlsx"])
    assert not entry.wants_window(["--database", "leads.salesdesk", command, "--json"])


def test_an_existing_file_without_a_suffix_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "leads").write_text("")
    monkeypatch.chdir(tmp_path)
    assert entry.wants_window(["leads"])
    assert not entry.wants_window(["leeds"])


@pytest.mark.parametrize(
    ("pyside", "python"),
    [("6.11.3", (3, 11)), ("6.11.3", (3, 14)), ("6.12.0", (3, 12)), ("6.13", (3, 13)), ("", (3, 11))],
)
def test_good_pairs_start(pyside: str, python: tuple[int, int]) -> None:
    entry.check_binding(pyside, python)


@pytest.mark.parametrize("pyside", ["6.12.0", "6.12", "6.13.1", "7.0"])
def test_the_pair_that_crashes_is_refused(pyside: str) -> None:
    with pytest.raises(entry.CannotStart, match=rf"PySide6 {pyside} crashes on Python 3\.11: .*<6\.12"):
        entry.check_binding(pyside, (3, 11))


def test_an_old_python_is_refused() -> None:
    with pytest.raises(entry.CannotStart, match=r"needs Python 3\.11 or newer, and this is Python 3\.9"):
        entry.check_python((3, 9))


def test_a_missing_library_names_the_packages() -> None:
    sentence = entry.missing_library("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "libEGL.so.1" in sentence
    assert "apt-get install libglib2.0-0 libegl1" in sentence


def test_another_failure_to_load_is_quoted_in_one_line() -> None:
    sentence = entry.missing_library("undefined symbol:\n  _ZN5QtCore")
    assert "undefined symbol: _ZN5QtCore" in sentence
    assert "\n" not in sentence


@linux_only
@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "xcb;offscreen"])
def test_a_platform_without_a_display_needs_none(platform: str) -> None:
    assert entry.displays({"QT_QPA_PLATFORM": platform}) == []


@linux_only
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": ":59731"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "/nowhere"},
        {"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":59731"},
    ],
)
def test_a_display_that_does_not_answer_is_none(environment: dict[str, str]) -> None:
    with pytest.raises(entry.CannotStart, match=r"needs a display.* the command line works without"):
        entry.displays(environment)


@linux_only
def test_a_wayland_display_that_listens_is_one(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        found = entry.displays({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})
    assert found == ["wayland"]


@linux_only
def test_a_plugin_whose_library_is_missing_is_named(tmp_path: Path) -> None:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    # Away from its place the plugin does not find the library of Qt that it needs.
    shutil.copy(plugins / "libqxcb.so", tmp_path)
    with pytest.raises(entry.CannotStart, match=r"libQt6XcbQpa\.so\.6 is missing.*libxcb-cursor0"):
        entry.check_plugins(["xcb"], tmp_path)


@linux_only
def test_one_plugin_that_loads_is_enough(tmp_path: Path) -> None:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    shutil.copy(plugins / "libqxcb.so", tmp_path)
    entry.check_plugins(["xcb", "unknown"], tmp_path)
    entry.check_plugins(["offscreen"], plugins)
    entry.check_plugins([], tmp_path)
