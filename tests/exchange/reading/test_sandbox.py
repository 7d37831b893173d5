"""A reader that a file has taken over can read nothing else, write nothing and reach nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from salesdesk.exchange.reading import child_process
from salesdesk.exchange.reading import sandbox as reader_sandbox
from salesdesk.exchange.reading import session as reader_session
from salesdesk.exchange.reading.session import ReaderSession
from tests.exchange.reading.requests import teach

ROOT = Path(reader_session.__file__).resolve().parents[3]
_PROGRAM = (sys.prefix, sys.base_prefix, str(ROOT))

# What a taken-over child would try. Each answer is "done" or the type of the refusal.
_ATTEMPTS = """
def attempts(own, other, folder):
    import os, socket, subprocess, sys
    def connect(kind):
        with socket.socket(socket.AF_INET, kind) as s:
            s.settimeout(2)
            s.connect(("127.0.0.1", 9))
    def unix():
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(os.path.join(folder, "nothing"))
    tried = {
        "read own": lambda: open(own, "rb").read(),
        "read other": lambda: open(other, "rb").read(),
        "read through a link": lambda: open("/proc/self/root" + other, "rb").read(),
        "list folder": lambda: os.listdir(folder),
        "write own": lambda: open(own, "r+b"),
        "cut own": lambda: os.truncate(own, 1),
        "write new": lambda: open(os.path.join(folder, "new"), "wb"),
        "make folder": lambda: os.mkdir(os.path.join(folder, "sub")),
        "remove": lambda: os.unlink(other),
        "rename": lambda: os.rename(other, other + "x"),
        "link": lambda: os.symlink(other, other + "link"),
        "tcp": lambda: connect(socket.SOCK_STREAM),
        "udp": lambda: connect(socket.SOCK_DGRAM),
        "unix": unix,
        "program": lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
    }
    found = {}
    for name, attempt in tried.items():
        try:
            attempt()
            found[name] = "done"
        except OSError as error:
            found[name] = type(error).__name__
    return found
"""
_FILES = ("read other", "read through a link", "list folder")
_WRITES = ("write own", "cut own", "write new", "make folder", "remove", "rename", "link")
_NETWORK = ("tcp", "udp", "unix", "program")


@pytest.fixture
def places(tmp_path: Path) -> tuple[str, str, str]:
    (tmp_path / "leads.csv").write_text("a,b\n1,2\n")
    (tmp_path / "secret.txt").write_text("secret")
    return str(tmp_path / "leads.csv"), str(tmp_path / "secret.txt"), str(tmp_path)


def _judge(found: dict[str, str], doors: reader_sandbox.Doors) -> None:
    assert found["read own"] == "done"
    refused = "PermissionError"
    if doors.files:
        assert {found[name] for name in (*_FILES, *_WRITES)} == {refused}
    else:  # the documented fallback: the account's own rights
        assert {found[name] for name in _FILES} == {"done"}
    if doors.network:
        assert {found[name] for name in _NETWORK} == {refused}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such doors to close")
def test_a_fresh_interpreter_behind_closed_doors(places: tuple[str, str, str]) -> None:
    code = (
        f"import json, sys; sys.path.insert(0, {str(ROOT)!r})\n{_ATTEMPTS}\n"
        "from pathlib import Path\nfrom salesdesk.exchange.reading import sandbox\n"
        "doors = sandbox.close_doors()\n"
        f"files = sandbox.confine(Path({places[0]!r}))\n"
        f"print(json.dumps([doors.network, doors.files and files, attempts(*{places!r})]))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    network, files, found = json.loads(answer.stdout)
    assert files == (reader_sandbox.landlock_version() > 0)
    _judge(found, reader_sandbox.Doors(network, files))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such doors to close")
@pytest.mark.usefixtures("way")
def test_the_reading_child_itself(places: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The real child with one more request that tries everything, in its main thread and in the one that listens."""
    teach(monkeypatch, f"exec({_ATTEMPTS!r})\ndo_probe = lambda self, *places: attempts(*places)")
    with ReaderSession() as session:
        session.open(places[0])
        found = session._retried("probe", places, None)
        assert session.analyse("leads").rows == 1
    files = reader_sandbox.landlock_version() > 0
    _judge(found, reader_sandbox.Doors(network=found["tcp"] == "PermissionError", files=files))
    assert Path(places[1]).read_text() == "secret"


def test_without_landlock_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old kernel, or another system: the child reads with the account's own rights."""
    monkeypatch.setattr(reader_sandbox, "landlock_version", lambda: 0)
    assert reader_sandbox.confine(None) is False
    monkeypatch.setattr(reader_sandbox.sys, "platform", "darwin")
    assert reader_sandbox.close_doors() == reader_sandbox.Doors()
    assert reader_sandbox.confine(None) is False


def test_the_child_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "SALESDESK_PASSWORD",
        "AWS_SECRET_ACCESS_KEY",
        "SSH_AUTH_SOCK",
        "DISPLAY",
        "HOME",
        "PYTHONPATH",
    ):
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    environment = child_process.child_environment()
    assert "secret" not in environment.values()
    assert environment["LC_ALL"] == "C.UTF-8"
    assert "PATH" in environment


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.usefixtures("way")
def test_the_running_child_holds_no_secret_and_no_file(
    places: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALESDESK_PASSWORD", "open sesame")
    with open(places[1], "rb") as secret, ReaderSession() as session:
        os.set_inheritable(secret.fileno(), True)
        session.open(places[0])
        assert session._child is not None
        process = Path(f"/proc/{session._child.process.pid}")
        assert b"sesame" not in (process / "environ").read_bytes()
        assert os.readlink(process / "cwd") == "/"
        opened = {os.readlink(link) for link in (process / "fd").iterdir()}
        # its other thread may be loading modules of the program at this moment
        assert {name for name in opened if not name.startswith(("pipe:", "/dev/null", *_PROGRAM))} == set()
