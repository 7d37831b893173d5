"""A child is judged by the time it used, not by the clock of a busy machine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from salesdesk.errors import FileProblem
from salesdesk.exchange.reading import session as reader_session
from salesdesk.exchange.reading import time as reader_time
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.exchange.reading.time import CROWDED, LONGEST, STILL, Over, Silence, used_by
from tests.exchange.reading.requests import teach
from tests.refusals import refusing


class Clocks:
    """The machine's clock and a child's, turned by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.used: float | None = 5.0
        monkeypatch.setattr(reader_time.time, "monotonic", lambda: self.now)

    def silence(self) -> Silence:
        return Silence(lambda: self.used, 20.0)

    def turn(self, seconds: float, used: float) -> None:
        self.now += seconds
        assert self.used is not None
        self.used += used


def test_waiting_for_the_processor_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch)
    silence = clocks.silence()
    for _ in range(15):
        clocks.turn(60, 1.0)
        assert not silence.is_over()
    clocks.turn(60, 6.0)
    assert silence.is_over()


def test_what_was_used_up_on_a_crowded_processor_is_told_from_work(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch)
    silence = clocks.silence()
    clocks.turn(21, 21)
    assert silence.is_over() is Over.WORKED
    silence = clocks.silence()
    clocks.turn(21 * CROWDED + 1, 21)
    assert silence.is_over() is Over.CROWDED


def test_a_sign_begins_anew_and_may_ask_for_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch)
    silence = clocks.silence()
    clocks.turn(15, 15)
    silence.heard(100.0)
    clocks.turn(90, 90)
    assert not silence.is_over()
    silence.heard()
    clocks.turn(21, 21)
    assert silence.is_over()


def test_one_that_stands_still_ends_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch)
    silence = clocks.silence()
    clocks.turn(STILL * 20 - 1, 0.0)
    assert not silence.is_over()
    clocks.turn(2, 0.0)
    assert silence.is_over() is Over.WAITED


def test_one_that_turns_over_in_its_sleep_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch)
    silence = clocks.silence()
    for _ in range(LONGEST - 1):
        clocks.turn(20, 0.1)
        assert not silence.is_over()
    clocks.turn(40, 0.1)
    assert silence.is_over()


def test_a_system_that_tells_no_times_leaves_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch)
    clocks.used = None
    silence = clocks.silence()
    clocks.now += STILL * 20 - 1
    assert not silence.is_over()
    clocks.now += 2
    assert silence.is_over()


@pytest.mark.skipif(not sys.platform.startswith(("linux", "win", "darwin")), reason="the others do not tell")
def test_the_time_of_another_process() -> None:
    code = "import time\nwhile time.process_time() < 0.6: pass\nprint(1, flush=True); input()"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "1\n"
        used = used_by(process.pid, int(getattr(process, "_handle", 0)))
        assert used is not None
        assert 0.6 <= used < 5
        process.stdin.write("\n")
    if sys.platform.startswith("linux"):
        assert used_by(process.pid) is None


@pytest.mark.usefixtures("way")
def test_a_child_that_works_in_silence_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("a,b\n1,2\n")
    teach(monkeypatch, "def do_spin(self):\n    while True: pass")
    with ReaderSession() as session:
        session.open(file)
        monkeypatch.setattr(reader_session, "SILENCE", 1.0)
        with refusing(FileProblem, match="took too long"):
            session._retried("spin", (), None)


@pytest.mark.usefixtures("way")
def test_many_readers_at_once_on_a_busy_machine(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Sound files are read however many there are: the bound in the test is far below what the clock will show."""
    count = 40 if pytestconfig.getoption("--slow") else 4
    files = []
    for number in range(count):
        files.append(tmp_path / f"w{number}.csv")
        files[-1].write_text(f"Name,Email\nAnna {number},a{number}@b.de\n")

    def read(file: Path) -> int:
        with ReaderSession() as session:
            session.open(file)
            return session.analyse(file.stem).rows

    load = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        with ThreadPoolExecutor(count) as pool:
            assert list(pool.map(read, files)) == [1] * count
    finally:
        for process in load:
            process.kill()
            process.wait()
    assert threading.active_count() < count + 5
