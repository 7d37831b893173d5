"""A test that takes too long fails alone, also while an event loop of Qt runs.

pytest-timeout raises where its signal meets the program. In Python that a waiting loop has called, Qt would swallow the
failure, and with it the end of the wait: there the signal comes again a moment later, until it meets the test itself.

Waiting for the window takes as long as a busy machine needs.
"""

from __future__ import annotations

import random
import signal
import threading
from types import FrameType

import pytest
import pytest_timeout
from pytestqt import qt_compat
from pytestqt.qtbot import QtBot

PATIENCE_MS = 120_000
"""Milliseconds that a test waits for what a quiet machine shows at once."""

MOMENT = 0.0005  # seconds, about what lies between two waits of a test
MEETINGS = 200  # with a waiting loop, after which it is what was called that does not end
SWALLOWED = 20.0  # seconds after which the test still runs and is told again


def be_patient() -> None:
    """Let what ``qtbot`` waits for come as late as ``PATIENCE_MS``, where a test says nothing else."""
    waits = (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive)
    for wait in waits:
        assert "timeout" in wait.__kwdefaults__
        wait.__kwdefaults__["timeout"] = PATIENCE_MS


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: pytest_timeout.Settings) -> bool | None:
    """Arm the signal of one test; where there is none, pytest-timeout has another way."""
    if settings.method != "signal" or threading.current_thread() is not threading.main_thread():
        return None
    met = 0

    def expire(_signal: int, frame: FrameType | None) -> None:
        nonlocal met
        if _is_called_by_a_wait(frame) and met < MEETINGS:
            met += 1
            signal.setitimer(signal.ITIMER_REAL, random.uniform(MOMENT / 20, 2 * MOMENT))
            return
        signal.setitimer(signal.ITIMER_REAL, SWALLOWED)
        pytest_timeout.timeout_sigalrm(item, settings)

    def cancel() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    item.cancel_timeout = cancel  # type: ignore[attr-defined]  # where pytest-timeout looks for it
    signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, settings.timeout)
    return True


def _is_called_by_a_wait(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == qt_compat.__file__ and frame.f_code.co_name == "exec":
            return True
        frame = frame.f_back
    return False
