"""The program is killed at random instants of an export from an encrypted file: nothing readable lies anywhere but
where the person asked, the old file is there until the new one is whole, and the next start removes the rest."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk import unfinished
from salesdesk.paths import unfinished_folder
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.builders import Clock, add_many
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there a process cannot be copied when it is loaded"
)

PEOPLE = 500
PASSWORD = "correct horse"
MARK = b"@example.com"  # in every contact's e-mail address
OLD = b"the old file"
MORE = 12  # further kills, where none has hit the writing: a report is long in the making and written fast
KINDS = {"xlsx": "list.xlsx", "csv": "list.csv", "vcf": "list.vcf", "report": "report.xlsx"}

PROGRAM = f"""
import json, os, signal, sys, time
from datetime import date
from pathlib import Path
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.reports import ReportName, ReportSpec
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from salesdesk.wording import worded

class Desk:
    def __init__(self):
        self.store = Store(Path(sys.argv[1]), password={PASSWORD!r})
        self.services = build_services(self.store)
        spec = ReportSpec(ReportName.PIPELINE, date(2026, 1, 1), date(2026, 12, 31))
        self.report = self.services.reports.run(spec)
        self.columns = [column.key for column in self.store.list_of(RecordKind.CONTACTS).columns()]

    def write(self, kind, path):
        if kind == "report":
            self.services.report_files.write(self.report, path, worded)
        else:
            self.services.exports.export(RecordKind.CONTACTS, path, columns=self.columns)

desk, seconds = Desk(), {{}}
for job in sys.argv[2:]:
    kind, out = job.split("=")
    for _ in range(2):  # the second time everything is loaded, as it will be in the copies
        begun = time.process_time()
        desk.write(kind, Path(out))
        seconds[kind] = time.process_time() - begun
desk.store.close()
print("ready", flush=True)
for line in sys.stdin:  # each job in a copy of this process, so that it need not be loaded again
    job = json.loads(line)
    process = os.fork()
    if not process:
        os.environ.update(job["environment"])
        desk = Desk()
        signal.setitimer(signal.ITIMER_PROF, max(1e-4, job["share"] * seconds[job["kind"]]))  # ends it like a kill
        desk.write(job["kind"], Path(job["out"]))
        signal.setitimer(signal.ITIMER_PROF, 0)
        print("written", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(process, 0)
    print("ended", flush=True)
"""


class Exporter:
    """Does one export after the other, each in a process of its own, on an encrypted file of many contacts."""

    def __init__(self, database: Path, temporary: Path, process: subprocess.Popen[str]) -> None:
        self.database, self.temporary = database, temporary
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        assert self._out.readline() == "ready\n"

    def killed(self, kind: str, target: Path, share: float) -> bool:
        """Write ``target`` and be killed after this share of the work, counted in processor time, which does not
        depend on what else the machine does. Returns whether it had said that the file is written."""
        places = {
            name: value for name, value in os.environ.items() if name == "HOME" or name.startswith("XDG_")
        }
        job = {"kind": kind, "out": str(target), "share": share, "environment": places}
        self._in.write(json.dumps(job) + "\n")
        self._in.flush()
        return list(iter(self._out.readline, "ended\n")) == ["written\n"]


@pytest.fixture(scope="module")
def exporter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exporter]:
    folder = tmp_path_factory.mktemp("exports")
    database, temporary = folder / "data" / "secret.salesdesk", folder / "temporary"
    temporary.mkdir()
    store = Store(database, password=PASSWORD, clock=Clock())
    set_up(store)
    add_many(store, PEOPLE, companies=20)
    store.close()
    whole = {kind: folder / name for kind, name in KINDS.items()}
    words = [str(database), *(f"{kind}={path}" for kind, path in whole.items())]
    environment = {**os.environ, "HOME": str(folder), "XDG_STATE_HOME": str(folder), "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", PROGRAM, *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        made = Exporter(database, temporary, process)
        assert all(is_whole(path) for path in whole.values())
        yield made
        assert process.stdin is not None
        process.stdin.close()


def is_whole(path: Path) -> bool:
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return book.testzip() is None and "xl/workbook.xml" in book.namelist()
    return path.read_bytes().count(MARK) == PEOPLE


def readable(folder: Path) -> list[str]:
    """The files that show an address to whoever looks into them."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and MARK in path.read_bytes():
            found.append(path.name)
    return found


@pytest.mark.xdist_group("kills")
@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_export_leaves_nothing_readable_and_the_next_start_removes_it(
    exporter: Exporter, home: Path, tmp_path: Path, kill_count: int, kind: str
) -> None:
    kills, draw, under_way = max(2, kill_count // 10), random.Random(kind), 0
    out = tmp_path / "out"
    out.mkdir()
    target = out / KINDS[kind]
    for number in range(kills + MORE):
        if number >= kills and under_way:
            break
        share = (number + draw.random()) / kills if number < kills else draw.uniform(0.5, 1.2)
        target.write_bytes(OLD)
        acknowledged = exporter.killed(kind, target, share)
        assert [*exporter.temporary.iterdir()] == [], f"kill {number} left a temporary file"
        assert readable(home) + readable(exporter.database.parent) == [], f"kill {number} left readable text"
        parts = {path.name for path in out.iterdir()} - {target.name}
        under_way += bool(parts)
        assert unfinished.clean() == len(parts)
        assert [path.name for path in out.iterdir()] == [target.name]
        assert not unfinished_folder().exists() or list(unfinished_folder().iterdir()) == []
        old = target.read_bytes() == OLD
        assert old or is_whole(target), f"kill {number} left half a file"
        assert not (old and acknowledged), f"kill {number} lost an acknowledged file"
    assert under_way, "no kill hit the writing; is the file too small for this machine?"
