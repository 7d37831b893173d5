"""The operations that are killed: each is one use case, run through the program's own doors in a child process."""

from __future__ import annotations

import ctypes
import io
import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from salesdesk.cli.main import main
from salesdesk.domain.changes import Cause
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import StoreBusy
from salesdesk.phrases import said
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.faults.killing import Report, Watch

NEW_TAG = "Autumn fair"


def create(report: Report, path: Path) -> None:
    """Make a new file with its defaults."""
    report.begin(path.parent)
    store = Store(path)
    set_up(store)
    report.acknowledge()
    store.close()


def migrate(report: Report, path: Path) -> None:
    """Open a file of an older version."""
    report.begin(path.parent)
    store = Store(path)
    report.acknowledge()
    store.close()


def service(report: Report, path: Path, name: str) -> None:
    """One of the changes a person makes in the window."""
    store = Store(path)
    services = build_services(store)
    ids = list(store.contacts.ids())
    report.begin(path.parent)
    _CHANGES[name](services, store, ids)
    report.acknowledge()
    store.close()


def _edit(services: Services, _store: Store, ids: list[int]) -> None:
    services.contacts.update(ids[3], {"city": "Kiel", "email": "new@example.com", "tags": ["a", "b"]})


def _bulk(services: Services, _store: Store, ids: list[int]) -> None:
    services.contacts.tag(ids, NEW_TAG)


def _merge(services: Services, _store: Store, ids: list[int]) -> None:
    services.merges.merge(RecordKind.CONTACTS, ids[5:8])


def _redo(services: Services, _store: Store, _ids: list[int]) -> None:
    services.commands.redo()


def _trash(services: Services, _store: Store, ids: list[int]) -> None:
    services.contacts.delete(ids[10:40])


def _bring_back(services: Services, store: Store, _ids: list[int]) -> None:
    services.trash.restore(store.trash.all())


_CHANGES = {
    "edit": _edit,
    "bulk edit": _bulk,
    "merge": _merge,
    "redo": _redo,
    "trash": _trash,
    "bring back": _bring_back,
}
CHANGES = tuple(_CHANGES)
EXPORTS = {
    "contacts.xlsx": ("export", "contacts"),
    "contacts.csv": ("export", "contacts"),
    "contacts.vcf": ("export", "contacts"),
    "pipeline.xlsx": ("report", "pipeline"),
    "pipeline.csv": ("report", "pipeline"),
}
ALL = (*CHANGES, *EXPORTS, "undo", "import", "create", "migration", "backup", "restore")
"""Every operation that is killed."""


def command(report: Report, path: Path, watch: Watch, *words: str) -> None:
    """A command of the command line."""
    report.begin(path.parent, watch)
    code = main(["--database", str(path), *words])
    assert code == 0, f"{words} ended with {code}"
    report.acknowledge()


# -- two processes on one file --------------------------------------------------------------------------------------

DROPS = {
    "file": ("",),
    "shared memory": ("-shm",),
    "both": ("", "-shm"),
    "everything": ("", "-shm", "-wal", "-guard", "-mark"),
}
"""What an open and close in the window's process touches, by its ending; each drops the locks held on that file."""


def window(report: Report, path: Path, contact: int, drops: str, seed: int, stop: Path) -> None:
    """A window: edits one contact again and again, reads on a second connection, and loses its locks at random
    moments, until ``stop`` exists. The n-th edit sets the city to "n"."""
    draw = random.Random(seed)
    store = Store(path)
    services = build_services(store)
    with ThreadPoolExecutor(1) as worker:
        report.begin(path.parent)
        while not stop.exists():
            with suppress(StoreBusy):
                services.contacts.edit(contact, "city", str(report.count + 1))
                report.acknowledge()
            if draw.random() < 0.3:
                drop_locks(path, drops)
            if draw.random() < 0.3:
                worker.submit(store.contacts.count).result()
            time.sleep(draw.random() * 0.01)
        worker.submit(store.database.close_thread).result()
    store.close()


def drop_locks(path: Path, drops: str) -> None:
    """What a file dialog did: open and close, which takes all POSIX locks of this process off the file."""
    for ending in DROPS[drops]:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).open("rb").close()


def add_contact(report: Report, path: Path, name: str) -> None:
    """A command: opens, writes, closes."""
    store = Store(path)
    report.begin(path.parent)
    build_services(store).contacts.create({"full_name": name, "email": f"{name.lower()}@example.com"})
    report.acknowledge()
    store.close()


# -- answers -----------------------------------------------------------------------------


def answer(report: Report, file: Path, words: tuple[str, ...], privileged: bool) -> None:
    """A command in a process of its own; ``file`` gets its exit code and what it said. Without privileges by somebody
    who may not pass over the rights of files."""
    report.begin(file.parent)
    if not privileged:
        give_up_capabilities()
    file.write_text(json.dumps(spoken(words)), encoding="utf-8")
    report.acknowledge()


def give_up_capabilities() -> None:
    """Let the rights of files hold for an administrator too (Linux; nothing for anybody else)."""
    if os.getuid() == 0:
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the third version of the structure, this thread
        none = (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
            raise OSError(ctypes.get_errno(), "capset")


def spoken(words: tuple[str, ...]) -> tuple[int, str]:
    """A command's exit code and what it says on standard error."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return code, err.getvalue()


def leave_log(report: Report, path: Path) -> None:
    """Change one contact and end without closing, as a killed program does."""
    store = Store(path)
    report.begin(path.parent)
    build_services(store).contacts.edit(1, "city", "Kiel")
    report.acknowledge()
    os._exit(0)


def hold(report: Report, path: Path, stop: Path, password: str) -> None:
    """A second window: adds a contact, stays open until ``stop`` exists, adds another one and closes."""
    store = Store(path, password=password)
    services = build_services(store)
    report.begin(path.parent)
    services.contacts.create({"full_name": "Early Guest"})
    report.acknowledge()
    while not stop.exists():
        time.sleep(0.005)
    services.contacts.create({"full_name": "Late Guest"})
    report.acknowledge()
    store.close()


def stop_within(report: Report, path: Path) -> None:
    """Begin a change and never end it: whoever started this ends it in the middle."""
    store = Store(path)
    report.begin(path.parent)
    with store.unit_of_work(Cause.EDIT, said("Never finished")) as uow:
        uow.update_many("contact", {row: {"city": "Nowhere"} for row in store.contacts.ids()})
        report.acknowledge()
        time.sleep(600)


def make(report: Report, path: Path, name: str) -> None:
    """Open a file, making or bringing it up when it needs that, and add one contact."""
    report.begin(path.parent)
    store = Store(path)
    set_up(store)
    build_services(store).contacts.create({"full_name": name})
    report.acknowledge()
    store.close()
