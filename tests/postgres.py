"""A PostgreSQL server of the tests' own: made in a temporary folder when a test first needs it, ended with the run.

PostgreSQL refuses to run as root, so its programs run as an unprivileged user then. The server is watched over by a
process of its own (``python -m tests.postgres``), which ends it and removes its folder when the run is over, however
that ends: the workers of a run share one server, and the last of them may be killed.
"""

from __future__ import annotations

import atexit
import base64
import hashlib
import hmac
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from tests.memory_folder import memory_folder

REQUIRED = "SALESDESK_TEST_POSTGRESQL"
"""The environment variable that makes a run fail where PostgreSQL cannot be used; see ``_ABOVE_THE_STORE``, too."""

_TEMPLATE = "finished"
_DEBIAN = Path("/usr/lib/postgresql")  # its programs lie in a folder per version there, outside the path
_UNPRIVILEGED = ("postgres", "nobody")
_PATIENCE = 60.0  # seconds for a server to begin on a busy machine
_SETTINGS = {  # nothing here must outlive a crash
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
    "autovacuum": "off",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. ``password`` is that of its superuser ``user``."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    watcher: int

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{self.user}@{self.host}:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> Any:
        """A plain connection, each statement a transaction of its own."""
        import psycopg

        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            dbname=database,
            autocommit=True,
        )

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each a transaction of its own."""
        with self._connection(database) as connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def _connection(self, database: str) -> Iterator[Any]:
        """One that ends with what is done inside; that to no database of a test's own is kept for the next."""
        if database == "postgres":
            yield _kept_connection(self)
        else:
            with self.connect(database) as connection:
                yield connection


@cache
def _kept_connection(server: Server) -> Any:
    """To make and remove a database takes less time than to connect to the server twice."""
    connection = server.connect()
    atexit.register(connection.close)
    return connection


def programs() -> Path | None:
    """The folder of the server's programs: the newest one of Debian's, else where the path finds them."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    versions = sorted(
        (path for path in _DEBIAN.glob("*/bin") if (path / "initdb").exists()),
        key=lambda path: float(path.parent.name) if path.parent.name.replace(".", "", 1).isdigit() else 0.0,
    )
    return versions[-1] if versions else None


SQLITE, POSTGRESQL = "sqlite", "postgresql"

_ON_BOTH = ("tests.faults.test_two_writers", "tests.migrations.test_steps", "tests.services", "tests.store")
"""Modules, or packages of them, whose tests run on both engines."""

_ON_FILES = (
    # what lies beside a file, what becomes of it, or damage done to its bytes and rows in its own words
    "tests.services.backups",
    "tests.services.test_outputs",
    "tests.store.checking",
    "tests.store.engine.test_copying",
    "tests.store.engine.test_database",
    "tests.store.engine.test_folders",
    "tests.store.engine.test_guard",
    "tests.store.engine.test_leftovers",
    "tests.store.engine.test_opening",
    "tests.store.engine.test_password",
    "tests.store.engine.test_row_digests",
    # thousands of rows or calls one by one: a server takes half a minute for what a file does in one second
    "tests.services.hostile",  # but for a sample that names its server
    "tests.services.demo.test_people::test_indexes_are_all_there_again_after_a_large_fill",
    "tests.services.test_exports::test_the_count_is_exact_in_every_format",
    "tests.store.journal.test_revert::test_many_rows_go_back_and_forth",
)
"""Of these the modules and tests that only run on files, and why."""

_ABOVE_THE_STORE = tuple(
    f"tests.services.{name}"
    for name in (
        # what cells and titles are understood as; reading what there is and writing the outcome is tried on both by the
        # other modules of the same packages
        "merging_back.test_columns",
        "merging_back.test_currencies",
        "merging_back.test_doubts",
        "merging_back.test_encodings",
        "merging_back.test_kept_questions",
        "merging_back.test_mixed_rows",
        "merging_back.test_named_by_rows",
        "merging_back.test_named_people",
        "merging_back.test_names",
        "merging_back.test_new_row_numbers",
        "merging_back.test_one_value",
        "merging_back.test_other_programs",
        "merging_back.test_refusals",
        "merging_back.test_stale",
        "merging_back.test_sums",
        "merging_back.test_twice",
        "merging_back.test_unclear",
        "imports.test_entry_moments",
        "imports.test_keeping",
        "imports.test_own_exports",
        "imports.test_settings",
    )
)
"""Modules of rules that hold whatever keeps the records. With ``SALESDESK_TEST_POSTGRESQL=all`` they run on both too."""


def engines_of(module: str, test: str) -> list[str]:
    """The engines that a test of a module runs on here."""
    name = f"{module}::{test}"
    on_files = _ON_FILES if os.environ.get(REQUIRED) == "all" else (*_ON_FILES, *_ABOVE_THE_STORE)
    on_both = name.startswith(_ON_BOTH) and not name.startswith(on_files) and not why_not()
    return [SQLITE, POSTGRESQL] if on_both else [SQLITE]


@cache
def why_not() -> str:
    """Why PostgreSQL cannot be used here, as the end of a sentence; "" when it can."""
    if os.name != "posix":
        return "its server is only tried on Linux and macOS"
    if programs() is None:
        return "its programs (initdb, postgres) are not installed"
    if find_spec("psycopg") is None:
        return "the driver psycopg is not installed"
    if os.geteuid() == 0 and _user() is None:
        return "it refuses to run as root, and there is no other user to run it"
    return ""


def _user() -> tuple[int, int] | None:
    """The user and group that run the server where this process is root's."""
    import pwd

    for name in _UNPRIVILEGED:
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    return None


def shared_server(folder: Path, owner: int) -> Server:
    """The server of this run, begun by the first that asks. ``folder`` is one that all processes of the run share,
    ``owner`` the process whose end is the end of the run."""
    import fcntl

    described = folder / "postgresql.json"
    with (folder / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not described.exists():
            with (folder / "postgresql.log").open("w") as log:
                watcher = subprocess.Popen(
                    [sys.executable, "-m", "tests.postgres", str(described), str(owner)],
                    cwd=Path(__file__).resolve().parent.parent,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # an interrupt at the keyboard is for the run, which ends it in turn
                )
            deadline = time.monotonic() + _PATIENCE
            while not described.exists():
                if watcher.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL did not begin: {(folder / 'postgresql.log').read_text()}")
                time.sleep(0.02)
            watcher.returncode = 0  # it outlives this process, which need not wait for it
        return Server(**json.loads(described.read_text()))


def template_of(server: Server, folder: Path) -> str:
    """The name of a database with its tables and defaults, made once in a run by the first that asks."""
    import fcntl

    from salesdesk.store.engine.server_address import read_address
    from tests.builders import fill_template

    made = folder / "postgresql.template"
    with (folder / "postgresql.template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            server.run(f"CREATE DATABASE {_TEMPLATE}")
            fill_template(read_address(server.url(_TEMPLATE)))
            made.touch()
    return _TEMPLATE


_numbers = count(1)


@contextmanager
def cloned(server: Server, template: str) -> Iterator[str]:
    """The name of a database of the test's own, made from a finished one and removed afterwards."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield name
    finally:
        server.run(f"DROP DATABASE {name} WITH (FORCE)")


# -- the process that watches over the server ------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _begun(folder: Path, password: str, port: int) -> subprocess.Popen[bytes]:
    """Make a cluster in ``folder`` and start its server."""
    bin_folder, user = programs(), _user() if os.geteuid() == 0 else None
    assert bin_folder is not None
    options: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL}
    if user is not None:
        options |= {"user": user[0], "group": user[1], "extra_groups": []}
    secret = folder / "password"
    secret.write_text(password)
    if user is not None:
        for path in (folder, secret):
            os.chown(path, *user)
    data = folder / "data"
    subprocess.run(
        [
            bin_folder / "initdb", "-D", data, "-U", "salesdesk", "-E", "UTF8", "--locale=C", "--no-sync",
            "--auth=scram-sha-256", f"--pwfile={secret}",
        ],
        check=True, stdout=subprocess.DEVNULL, **options,
    )  # fmt: skip
    secret.unlink()
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return subprocess.Popen(
        [
            bin_folder / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder, *settings,
        ],
        **options,
    )  # fmt: skip


def _verifier(password: str) -> str:
    """What the server knows a password by, as RFC 5803 says it, of a single round: a password of random characters is not
    guessed, and 4,096 rounds on both sides take longer than many a test does with its connection."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 1)
    client, server = (hmac.digest(salted, name, "sha256") for name in (b"Client Key", b"Server Key"))
    stored, server, salt = (
        base64.b64encode(part).decode() for part in (hashlib.sha256(client).digest(), server, salt)
    )
    return f"SCRAM-SHA-256$1:{salt}${stored}:{server}"


def _answers(server: Server) -> bool:
    import psycopg

    try:
        server.connect().close()
    except psycopg.OperationalError:
        return False
    return True


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def watch(described: Path, owner: int) -> None:
    """Run a server until the process ``owner`` is gone or this one is told to end."""
    ended: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda caught, _frame: ended.append(caught))
    folder = Path(tempfile.mkdtemp(prefix="salesdesk-postgresql-", dir=memory_folder()))
    process = None
    try:
        password = secrets.token_urlsafe(18)
        server = Server("127.0.0.1", _free_port(), "salesdesk", password, str(folder), os.getpid())
        process = _begun(folder, password, server.port)
        while not _answers(server):
            if process.poll() is not None or ended or not _is_alive(owner):
                return
            time.sleep(0.02)
        server.run(f"ALTER ROLE {server.user} PASSWORD '{_verifier(password)}'")
        part = described.with_suffix(".part")
        part.touch(mode=0o600)
        part.write_text(json.dumps(asdict(server)))
        part.rename(described)
        while not ended and _is_alive(owner) and process.poll() is None:
            time.sleep(0.1)
    finally:
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)  # ends the connections and then itself
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                process.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    watch(Path(sys.argv[1]), int(sys.argv[2]))
