"""The program started as a person starts it: what it says when something is missing, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAIN = str(ROOT / "main.py")


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment with ``changes``; None removes a variable."""
    merged = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100", **changes}
    return {name: value for name, value in merged.items() if value is not None}


def start(
    *words: str, options: tuple[str, ...] = (), **changes: str | None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, MAIN, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**changes),
        timeout=240,
        check=False,
    )


def assert_one_sentence(run: subprocess.CompletedProcess[str], *parts: str) -> None:
    assert run.returncode == 1
    assert run.stdout == ""
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    for part in parts:
        assert part in run.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_it_points_to_the_command_line() -> None:
    run = start(QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert_one_sentence(run, "needs a display", "main.py --help")


def test_without_pyside_it_says_what_to_install() -> None:
    assert_one_sentence(start(options=("-S",)), "PySide6", "pip install")  # -S: no installed packages


def test_with_the_pair_that_crashes_it_says_so_before_loading_it(tmp_path: Path) -> None:
    metadata = tmp_path / "PySide6_Essentials-6.12.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: PySide6-Essentials\nVersion: 6.12.0\n")
    package = tmp_path / "PySide6"
    package.mkdir()
    (package / "__init__.py").write_text("import sys\nsys.exit('loaded')\n")
    run = start(PYTHONPATH=str(tmp_path))
    if sys.version_info < (3, 12):
        assert_one_sentence(run, "PySide6 6.12.0 crashes on Python 3.11", "<6.12")
    else:
        assert run.stderr.strip() == "loaded"


def test_with_a_system_library_missing_it_names_the_packages(tmp_path: Path) -> None:
    package = tmp_path / "PySide6"
    package.mkdir()
    (package / "__init__.py").write_text("")
    message = "libGL.so.1: cannot open shared object file: No such file or directory"
    (package / "QtCore.py").write_text("")
    (package / "QtGui.py").write_text(f"raise ImportError({message!r})\n")
    assert_one_sentence(start(PYTHONPATH=str(tmp_path)), "libGL.so.1", "libgl1", "apt-get install")


def test_wrong_usage_ends_with_two() -> None:
    run = start("imprt", "leads.xlsx")
    assert run.returncode == 2
    assert "imprt" in run.stderr
    assert "Traceback" not in run.stderr


def test_help_and_version_need_no_display() -> None:
    run = start("--help", QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert run.returncode == 0
    assert "import" in run.stdout
    assert run.stderr == ""
    version = start("--version", QT_QPA_PLATFORM=None)
    assert version.returncode == 0
    assert any(character.isdigit() for character in version.stdout)


def test_a_reader_that_leaves_is_no_failure_worth_words() -> None:
    with subprocess.Popen(
        [sys.executable, "-u", MAIN, "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode in (0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_ends_with_130(tmp_path: Path) -> None:
    file = tmp_path / "demo.salesdesk"
    with subprocess.Popen(
        [sys.executable, MAIN, "--database", str(file), "demo", "--contacts", "200000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # shells start what runs in the background with Ctrl+C ignored, and children inherit it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as run:
        while not file.exists() and run.poll() is None:
            pass  # the file appears when the command has begun its work
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=240)
    assert run.returncode == 130, errors
    assert b"Traceback" not in errors
