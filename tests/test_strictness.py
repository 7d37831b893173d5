"""The strict fixtures catch what they promise to: the bad ones of these small tests fail, the good ones pass."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SUSPECTS = """
import logging, socket, subprocess, sys, threading, time, warnings
import pytest
from PySide6.QtCore import Qt, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from salesdesk import paths

kept = []

@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    yield widget

def test_bad_log():
    logging.getLogger("some.library").warning("odd")

@pytest.mark.expects_log("odd")
def test_bad_log_that_never_came():
    pass

def test_bad_thread():
    threading.Thread(target=time.sleep, args=(3,), daemon=True).start()

def test_bad_exception_in_a_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_bad_python_warning():
    warnings.warn("old", DeprecationWarning)

def test_bad_socket_left_open():
    socket.socket()

def test_bad_qt_warning(qapp):
    qWarning("odd")

def test_bad_exception_in_a_slot(qtbot):
    QTimer.singleShot(0, lambda: 1 / 0)
    qtbot.wait(20)

def test_bad_widget_left(qapp):
    kept.append(QWidget())

def test_bad_timer_left(qapp):
    timer = QTimer()
    timer.start(60_000)
    kept.append(timer)

def test_bad_timer_of_the_application_left(qapp):
    QTimer(qapp).start(60_000)

def test_bad_dialog_with_its_own_loop(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.exec()

def test_bad_question(window):
    QMessageBox.question(window, "Sure?", "Sure?")

def test_bad_dialog_never_answered(window):
    QDialog(window).open()

@pytest.mark.timeout(0.5)
def test_bad_endless_work():
    while True:
        pass

@pytest.mark.timeout(0.5)
def test_bad_endless_wait_for_qt(qtbot):
    qtbot.waitUntil(lambda: False, timeout=600_000)

@pytest.mark.timeout(0.5)
def test_bad_endless_slot(qtbot):
    QTimer.singleShot(0, lambda: time.sleep(600))
    qtbot.wait(20)

@pytest.mark.timeout(0.5)
def test_bad_endless_wait_for_a_process():
    subprocess.run([sys.executable, "-c", "import time; time.sleep(600)"])

@pytest.mark.expects_log("od+")
def test_good_log():
    logging.getLogger("some.library").warning("odd")

def test_good_dialogs(window, qtbot):
    QDialog(window).open()
    window.findChild(QDialog).reject()
    shown = QDialog()
    qtbot.addWidget(shown)
    shown.open()

def test_good_widget_in_a_cycle(qapp):
    widget = QWidget()
    widget.itself = widget

def test_good_key_held(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier

def test_good_no_key_held_any_more(qapp):
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier

def test_good_home(home):
    folders = [paths.data_folder(), paths.config_folder(), paths.log_folder()]
    assert all(folder.is_relative_to(home) and not folder.exists() for folder in folders)
"""


pytestmark = pytest.mark.xdist_group("strictness")  # so that its one run is not repeated on every core


def run_pytest(*words: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in its own process with this project's settings and fixtures, on files elsewhere."""
    settings = ["-n0", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *settings, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What became of each suspect: PASSED, FAILED (in the test) or ERROR (at its end)."""
    file = tmp_path_factory.mktemp("suspects") / "test_suspects.py"
    file.write_text(SUSPECTS, encoding="utf-8")
    run = run_pytest("-rA", "--tb=no", str(file))
    assert run.returncode == 1, run.stdout + run.stderr
    found: dict[str, set[str]] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) .*?::(\w+)", run.stdout, re.MULTILINE):
        found.setdefault(name, set()).add(outcome)
    return found


def suspects(prefix: str) -> list[str]:
    return re.findall(rf"def (test_{prefix}\w+)", SUSPECTS)


@pytest.mark.parametrize("name", suspects("bad"))
def test_it_is_caught(outcomes: dict[str, set[str]], name: str) -> None:
    assert outcomes[name] & {"FAILED", "ERROR"}


@pytest.mark.parametrize("name", suspects("good"))
def test_it_is_left_in_peace(outcomes: dict[str, set[str]], name: str) -> None:
    assert outcomes[name] == {"PASSED"}


def test_slow_tests_are_chosen_by_option(tmp_path: Path) -> None:
    file = tmp_path / "test_slow.py"
    file.write_text(
        "import pytest\n"
        "@pytest.mark.slow\ndef test_long(fuzz_count):\n    assert fuzz_count == 7\n"
        "def test_short(kill_count):\n    assert kill_count == 25\n"
    )
    assert "1 passed, 1 deselected" in run_pytest(str(file)).stdout
    assert "2 passed" in run_pytest(str(file), "--slow", "--fuzz-count=7", "--kill-count=25").stdout
