"""A disk that fills up: every command says so in one sentence, leaves nothing half, and the file is sound once there is
space again."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.errors import DiskFull
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_many
from tests.faults import figures, operations
from tests.faults.conftest import Share

NAME = "mine.salesdesk"
KIBIBYTE = 1024
_LEVELS = (0, 64, 4, 256, 8, 96, 16, 512, 32, 800, 12, 160, 48, 320, 24, 640, 80, 128, 384, 1200)
"""Free space in KiB; the first ones, which a short run takes, differ most."""

_FULL = re.compile(r"[Dd]isk is full.*[Ff]ree some space")
Dump = list[tuple[str, tuple[object, ...]]]


@dataclass(frozen=True)
class Base:
    """A file on a disk with room, its records, and what lies beside it for the commands."""

    folder: Path
    records: Dump


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("base")
    store = Store(folder / NAME)
    set_up(store, currency="EUR", country="DE")
    add_many(store, 150, companies=10)
    services = build_services(store)
    services.backups.write_to(folder / "copy.salesdesk")
    services.contacts.tag(list(store.contacts.ids()), "Autumn")
    records = store.database.dump()
    store.close()
    lines = ["First name,Last name,Email,Phone,Company"]
    lines += [f"Ida{n},Lund{n},lead{n}@example.com,+4930{2000000 + n},Firm {n % 30} GmbH" for n in range(300)]
    (folder / "leads.csv").write_text("\n".join(lines), encoding="utf-8")
    return Base(folder, records)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no disk may be mounted here, so none was filled up")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)  # also while a failed test still holds a file


def fill(disk: Path, free: int) -> None:
    """Leave so many bytes."""
    with (disk / "filler").open("wb") as file:
        usage = shutil.disk_usage(disk)
        file.write(bytes(max(0, usage.free - free)))
    assert shutil.disk_usage(disk).free <= max(free, 0) + 4096


def levels(share: Share) -> list[int]:
    """The levels of a test; there are no more than those."""
    return [_LEVELS[number % len(_LEVELS)] for number in range(share.first, share.first + share.count)]


def empty(disk: Path) -> None:
    for thing in disk.iterdir():
        shutil.rmtree(thing) if thing.is_dir() else thing.unlink()


def dump(path: Path) -> Dump:
    store = Store(path)
    try:
        assert store.database.check() == []
        return store.database.dump()
    finally:
        store.close()


COMMANDS: dict[str, tuple[str, ...]] = {
    "search": ("search", "Person"),
    "check": ("check",),
    "history": ("history",),
    "import": ("import", "{base}/leads.csv"),
    "undo": ("undo",),
    "export": ("export", "contacts", "{disk}/contacts.xlsx"),
    "export as text": ("export", "contacts", "{disk}/contacts.csv"),
    "export as cards": ("export", "contacts", "{disk}/contacts.vcf"),
    "report": ("report", "pipeline", "{disk}/pipeline.xlsx"),
    "backup": ("backup", "{disk}/again.salesdesk"),
    "restore": ("restore", "{base}/copy.salesdesk"),
    "demo": ("demo", "--contacts", "200"),
    "problems": ("import", "{base}/leads.csv", "--plan", "--problems", "{disk}/problems.xlsx"),
}
_CHANGING = ("import", "undo", "restore", "demo")
_OUTPUTS = {
    "contacts.xlsx",
    "contacts.csv",
    "contacts.vcf",
    "pipeline.xlsx",
    "again.salesdesk",
    "problems.xlsx",
    "Backups",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_that_the_disk_is_full(
    name: str,
    base: Base,
    disk: Path,
    tmp_path: Path,
    level_share: Share,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    wrong, full = [], 0
    words = [word.format(base=base.folder, disk=disk) for word in COMMANDS[name]]
    for number, level in enumerate(levels(level_share)):
        empty(disk)
        home = disk / "home" if number % 2 else tmp_path / "home"
        home.mkdir(exist_ok=True)
        for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            monkeypatch.setenv(variable, str(home))
        path = disk / NAME
        if name != "demo":
            shutil.copyfile(base.folder / NAME, path)
        fill(disk, level * KIBIBYTE)
        code, said = operations.spoken(("--database", str(path), *words))
        (disk / "filler").unlink()
        full += code == 1
        if fault := fault_of(name, base, disk, code, said):
            wrong.append(f"{level} KiB free: {fault}; exit {code}, it says: {said.strip() or 'nothing'}")
    figures.record(request, commands_on_a_full_disk=level_share.count, commands_told_it_is_full=full)
    assert not wrong, "\n".join(wrong)


def fault_of(name: str, base: Base, disk: Path, code: int, said: str) -> str:
    """What is wrong after a command on a full disk, "" when nothing is."""
    if code not in (0, 1):
        return "neither done nor refused"
    if code == 1 and (not _FULL.search(said) or said.count("\n") != 1):
        return "does not say that the disk is full"
    if code == 0 and said and name != "problems":
        return "warns of something"
    left = {thing.name for thing in disk.iterdir() if thing.name != "home"}
    if name == "demo" and code == 1 and NAME not in left:
        return f"left {left}" if left else ""
    found = dump(disk / NAME)
    if code == 1 and name != "demo" and found != base.records:
        return "changed the records all the same"
    if code == 0 and (found == base.records) == (name in _CHANGING):
        return "did not do what it says"
    left = {thing.name for thing in disk.iterdir() if thing.name != "home"} - {NAME}
    allowed = _OUTPUTS if code == 0 else {"Backups"} if name == "restore" else set()
    return f"left {left}" if left - allowed else ""


CHANGES: dict[str, Callable[[Store, list[int]], object]] = {
    "edit": lambda store, ids: build_services(store).contacts.edit(ids[3], "notes", "x" * 3_000),
    "tag": lambda store, ids: build_services(store).contacts.tag(ids, "Winter"),
    "merge": lambda store, ids: build_services(store).merges.merge(RecordKind.CONTACTS, ids[:3]),
    "delete": lambda store, ids: build_services(store).contacts.delete(ids[10:60]),
    "create": lambda store, ids: build_services(store).contacts.create(
        {"full_name": "Zoë", "notes": "x" * 9_000}
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_window_says_that_the_disk_is_full_and_goes_on_later(
    name: str, base: Base, disk: Path, level_share: Share, request: pytest.FixtureRequest
) -> None:
    wrong, full = [], 0
    for level in levels(level_share):
        empty(disk)
        path = Path(shutil.copyfile(base.folder / NAME, disk / NAME))
        store = Store(path)
        ids = list(store.contacts.ids())
        fill(disk, level * KIBIBYTE)
        try:
            CHANGES[name](store, ids)
        except DiskFull as refused:
            full += 1
            if not _FULL.search(worded(refused)):
                wrong.append(f"{level} KiB free: {worded(refused)}")
            if store.database.dump() != base.records:
                wrong.append(f"{level} KiB free: changed the records all the same")
            (disk / "filler").unlink()
            CHANGES[name](store, ids)
        changed = store.database.dump()
        assert changed != base.records
        store.close()
        (disk / "filler").unlink(missing_ok=True)
        if dump(path) != changed:
            wrong.append(f"{level} KiB free: lost what was saved")
    figures.record(request, changes_on_a_full_disk=level_share.count, changes_told_it_is_full=full)
    assert not wrong, "\n".join(wrong)
