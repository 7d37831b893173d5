"""The process that readers are forked from knows nothing of the program, and ends with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salesdesk.errors import FileProblem
from salesdesk.exchange.reading import forked
from salesdesk.exchange.reading.session import ReaderSession
from tests.exchange.reading.requests import ABORT, HANG, teach
from tests.refusals import refusing

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has such processes")

ROOT = Path(forked.__file__).resolve().parents[3]


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    file = tmp_path / "leads.csv"
    file.write_text("Name,Email\nAnn Lee,ann@x.example\n")
    return file


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def _reader(session: ReaderSession) -> int:
    assert session._child is not None
    return session._child.process.pid


def _opened(process: Path) -> set[str]:
    """What a running process has open; what it closes while it is looked at does not count."""
    opened = set()
    for link in (process / "fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            opened.add(os.readlink(link))
    return opened


def _is_gone(process: int, seconds: float = 20.0) -> bool:
    """Whether it ends in time; one that is only not waited for has ended."""
    ticking = threading.Event()
    for _ in range(int(seconds / 0.02)):
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        ticking.wait(0.02)
    return False


def test_one_process_makes_them_all_and_none_is_left(leads: Path) -> None:
    servers, readers = set(), []
    for _ in range(3):
        with ReaderSession() as session:
            session.open(leads)
            readers.append(_reader(session))
            servers.add(_parent(readers[-1]))
    assert len(servers) == 1
    assert len(set(readers)) == 3
    assert all(_is_gone(reader) for reader in readers)
    assert servers != {os.getpid()}


def test_it_holds_nothing_of_the_program(
    leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALESDESK_PASSWORD", "open sesame")
    (tmp_path / "secret.txt").write_text("secret")
    forked._kept.end()
    with (tmp_path / "secret.txt").open() as secret, ReaderSession() as session:
        os.set_inheritable(secret.fileno(), True)
        session.open(leads)
        process = Path(f"/proc/{_parent(_reader(session))}")
        assert b"sesame" not in (process / "environ").read_bytes()
        assert (
            b"\0-c\0" in (process / "cmdline").read_bytes()
        )  # a start of its own, and no copy of this process
        assert os.readlink(process / "cwd") == "/"
        opened = _opened(process)
        kinds = ("socket:", "/dev/null", "anon_inode:", str(ROOT), sys.prefix, sys.base_prefix)
        assert {name for name in opened if not name.startswith(kinds)} == set()
        status = (process / "status").read_text()
        assert "Seccomp:\t2" in status or os.uname().machine not in ("x86_64", "aarch64")
        assert "NoNewPrivs:\t1" in status


@pytest.mark.usefixtures("way")
def test_a_reader_has_bounds_of_its_own(leads: Path) -> None:
    with ReaderSession() as session:
        session.open(leads)
        lines = Path(f"/proc/{_reader(session)}/limits").read_text().splitlines()
        limits = {line[:26].strip(): line[26:].split()[0] for line in lines[1:]}
        assert limits["Max core file size"] == "0"
        assert limits["Max cpu time"] == str(4 * 3600)
        assert 1 << 30 < int(limits["Max address space"]) < 3 << 30


@pytest.mark.usefixtures("way")
def test_how_a_reader_ended_is_told(leads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(monkeypatch, ABORT)
    with ReaderSession() as session:
        session.open(leads)
        child = session._child
        assert child is not None
        with refusing(FileProblem, match="made the reader fail"):
            session._retried("abort", (), None)
        assert child.process.wait() == -signal.SIGABRT


@pytest.mark.usefixtures("way")
def test_a_reader_that_nobody_holds_any_more_ends(leads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(monkeypatch, HANG)
    session = ReaderSession()
    session.open(leads)
    reader = _reader(session)
    session._send("hang", ())
    session.close()
    assert _is_gone(reader)


def test_without_it_readers_are_started_again(leads: Path) -> None:
    with ReaderSession() as session:
        session.open(leads)
        reader = _reader(session)
        server = _parent(reader)
        os.kill(server, signal.SIGKILL)
        assert _is_gone(reader)
    for made_by in (os.getpid(), None):  # the next one by itself, then there is such a process again
        with ReaderSession() as session:
            session.open(leads)
            assert session.analyse("leads").rows == 1
            assert _parent(_reader(session)) not in (server,)
            assert made_by is None or _parent(_reader(session)) == made_by


def test_readers_know_the_zone_of_the_program(leads: Path, in_zone: Callable[[str], None]) -> None:
    for zone in ("Asia/Tokyo", "America/New_York"):
        in_zone(zone)
        with ReaderSession() as session:
            session.open(leads)
            assert f"TZ={zone}\0".encode() in Path(f"/proc/{_reader(session)}/environ").read_bytes()


@pytest.fixture
def program(leads: Path) -> Iterator[subprocess.Popen[str]]:
    """A program with a reader at work."""
    code = (
        "import sys\n"
        "from salesdesk.exchange.reading import forked\n"
        "from salesdesk.exchange.reading.session import ReaderSession\n"
        "forked.keep()\n"
        "session = ReaderSession()\n"
        f"session.open({str(leads)!r})\n"
        "print(session._child.process.pid, flush=True)\n"
        "sys.stdin.readline()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("end", ["killed", "finished"])
def test_it_ends_with_the_program(program: subprocess.Popen[str], end: str) -> None:
    assert program.stdout is not None
    assert program.stdin is not None
    reader = int(program.stdout.readline())
    server = _parent(reader)
    assert _parent(server) == program.pid
    if end == "killed":
        program.kill()
    else:
        program.stdin.write("\n")
        program.stdin.flush()
    program.wait()
    assert _is_gone(server)
    assert _is_gone(reader)
