"""The program is killed at random instants of every operation: the file holds all of it or nothing, what was
acknowledged is there, undo leads back to the identical records, and the next start cleans up."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from sqlcipher3 import dbapi2 as driver

from salesdesk.cli.main import main
from salesdesk.services.demo.service import DemoService
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine import migrations as migrate
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_many
from tests.faults import figures, killing, operations
from tests.faults.conftest import Share
from tests.faults.killing import Death, Stage, Watch
from tests.migrations.stored import STORED, stored_file

NAME = "mine.salesdesk"
Dump = list[tuple[str, tuple[object, ...]]]
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?Z?|REV:[^\r\n]*")
_EXPORT = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{16}")  # the database and the number of an export


@dataclass(frozen=True)
class Base:
    """The file every operation begins with, its records, and what undoing all its changes leads to."""

    folder: Path
    records: Dump
    ground: Dump


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("base")
    store = Store(folder / NAME)
    set_up(store, currency="EUR", country="DE")
    services = build_services(store)
    DemoService(store, services.commands).fill(60, 1, CancelAfter())
    add_many(store, 40, companies=5)
    ids = list(store.contacts.ids())
    services.contacts.delete(ids[:6])
    services.contacts.set_owner(ids[10:50], "Amara Okafor")
    services.contacts.edit(ids[20], "city", "Bremen")
    services.commands.undo()  # so that something can be done again
    services.backups.write_to(folder / "copy.salesdesk")
    services.contacts.tag(ids[30:60], "Later")
    services.commands.undo()
    store.close()
    lines = ["First name,Last name,Email,Phone,Company,City,Tags"]
    lines += [
        f"Ida{n},Lund{n},{'person' if n % 2 else 'lead'}{n}@example.com,+4930{1000000 + n},Firm {n % 9} GmbH,Berlin,t{n % 3}"
        for n in range(150)
    ]
    (folder / "leads.csv").write_text("\n".join(lines), encoding="utf-8")
    records = dump(folder / NAME)
    undone = shutil.copyfile(folder / NAME, folder / "undone.salesdesk")
    return Base(folder, records, undone_to_the_ground(undone))


def dump(path: Path) -> Dump:
    store = Store(path)
    try:
        return store.database.dump()
    finally:
        store.close()


def undone_to_the_ground(path: Path) -> Dump:
    store = Store(path)
    try:
        services = build_services(store)
        while services.commands.state().undo is not None:
            assert services.commands.undo().kept == ()
        assert store.database.check() == []
        return store.database.dump()
    finally:
        store.close()


def masked(records: Dump) -> Dump:
    """The records without the moments, which differ between two runs."""
    return [
        (table, tuple("at" if isinstance(v, str) and _MOMENT.fullmatch(v) else v for v in row))
        for table, row in records
    ]


def settle(path: Path, folder: Path) -> set[str]:
    """The next start after a kill: `check` is clean. Returns what lies in the folder afterwards."""
    assert main(["--database", str(path), "check"]) == 0
    return {file.name for file in folder.iterdir()}


def kills(
    request: pytest.FixtureRequest,
    name: str,
    share: Share,
    prepared: Callable[[Path], tuple[Callable[..., None], tuple[object, ...]]],
    tmp_path: Path,
) -> Iterator[tuple[Path, Death]]:
    """First the folder of a run to the end, then those of the share's kills; counts where they fell."""
    draw = random.Random(f"{name} {share.part}")
    whole = tmp_path / "whole"
    whole.mkdir()
    work, arguments = prepared(whole)
    usual = killing.run(work, *arguments)
    assert usual.stage is Stage.ACKNOWLEDGED
    assert usual.moments[Stage.WRITING], "no write was seen"
    yield whole, usual
    done = writing = 0
    soon = (
        1.0  # the run to the end may have been slow; a shot that came too late is followed by an earlier one
    )
    for number in range(12 * share.count):
        if done >= share.count and 3 * writing >= done:
            break
        folder = tmp_path / f"kill{number}"
        folder.mkdir()
        work, arguments = prepared(folder)
        # what is too few after the first write is made up for
        shot = usual.shot(draw, 1.0 if done >= share.count else 0.6)
        death = killing.run(work, *arguments, shot=replace(shot, seconds=shot.seconds * soon))
        soon *= 1.0 if death.killed else 0.7
        done += death.killed
        writing += death.killed and death.stage is Stage.WRITING
        yield folder, death
        shutil.rmtree(folder)
    figures.record(request, kills=done, kills_after_the_first_write=writing)
    assert done >= share.count
    assert 3 * writing >= done, f"only {writing} of {done} kills fell after the first write"


# -- changes of the records -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*operations.CHANGES, "undo", "import"])
def test_a_killed_change_is_whole_or_absent(
    name: str, base: Base, tmp_path: Path, kill_share: Share, request: pytest.FixtureRequest
) -> None:
    def prepared(folder: Path) -> tuple[Callable[..., None], tuple[object, ...]]:
        path = Path(shutil.copyfile(base.folder / NAME, folder / NAME))
        if name in operations.CHANGES:
            return operations.service, (path, name)
        words = ("undo",) if name == "undo" else ("import", str(base.folder / "leads.csv"))
        return operations.command, (path, Watch.STATEMENTS, *words)

    runs = kills(request, name, kill_share, prepared, tmp_path)
    whole = masked(dump(next(runs)[0] / NAME))
    absent = masked(base.records)
    assert whole != absent
    for folder, death in runs:
        path = folder / NAME
        assert settle(path, folder) == {NAME}
        found = masked(dump(path))
        assert found in (absent, whole), f"half of it is there ({death})"
        assert found == whole or death.stage < Stage.ACKNOWLEDGED, f"what was acknowledged is lost ({death})"
        assert undone_to_the_ground(path) == base.ground


# -- making and bringing up files -----------------------------------------------------------------------------------


def test_a_killed_creation_is_whole_or_absent(
    tmp_path: Path, kill_share: Share, request: pytest.FixtureRequest
) -> None:
    def prepared(folder: Path) -> tuple[Callable[..., None], tuple[object, ...]]:
        return operations.create, (folder / NAME,)

    runs = kills(request, "create", kill_share, prepared, tmp_path)
    whole = masked(dump(next(runs)[0] / NAME))
    for folder, death in runs:
        path = folder / NAME
        assert path.exists() or death.stage < Stage.ACKNOWLEDGED, f"what was acknowledged is lost ({death})"
        assert not path.exists() or path.stat().st_size > 0, "nothing but a name is there"
        store = Store(path)
        assert death.stage < Stage.ACKNOWLEDGED or masked(store.database.dump()) == whole
        set_up(store)
        assert masked(store.database.dump()) == whole
        store.close()
        assert settle(path, folder) == {NAME}


@pytest.mark.parametrize("version", sorted(set(STORED.values())))
def test_a_killed_migration_is_whole_or_absent(
    version: int, tmp_path: Path, kill_share: Share, request: pytest.FixtureRequest
) -> None:
    old = stored_file(version, tmp_path)

    def prepared(folder: Path) -> tuple[Callable[..., None], tuple[object, ...]]:
        return operations.migrate, (Path(shutil.copyfile(old, folder / NAME)),)

    runs = kills(request, f"migration {version}", kill_share, prepared, tmp_path)
    folder, _ = next(runs)
    records = dump(folder / NAME)
    ground = undone_to_the_ground(folder / NAME)
    for folder, death in runs:
        left = settle(folder / NAME, folder)
        copies = [name for name in left if name != NAME]
        assert copies
        assert all(name.startswith("mine before version") and name.endswith(".salesdesk") for name in copies)
        # each step is a transaction of its own: what was ended between two is taken up there, after another copy
        found = sorted(version_of(folder / name) for name in copies)
        assert found[0] == version
        assert found[-1] < migrate.SCHEMA_VERSION
        assert dump(folder / NAME) == records, death
        assert undone_to_the_ground(folder / NAME) == ground


def version_of(path: Path) -> int:
    connection = driver.connect(f"{path.as_uri()}?immutable=1", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


# -- copies ---------------------------------------------------------------------------------------------------------


def test_a_killed_backup_leaves_the_old_copy_or_a_whole_one(
    base: Base, tmp_path: Path, kill_share: Share, request: pytest.FixtureRequest
) -> None:
    former = dump(Path(shutil.copyfile(base.folder / "copy.salesdesk", tmp_path / "former.salesdesk")))

    def prepared(folder: Path) -> tuple[Callable[..., None], tuple[object, ...]]:
        path = Path(shutil.copyfile(base.folder / NAME, folder / NAME))
        copy = shutil.copyfile(base.folder / "copy.salesdesk", folder / "copy.salesdesk")
        return operations.command, (path, Watch.FILES, "backup", str(copy))

    runs = kills(request, "backup", kill_share, prepared, tmp_path)
    next(runs)
    for folder, death in runs:
        assert settle(folder / NAME, folder) == {NAME, "copy.salesdesk"}
        assert dump(folder / NAME) == base.records
        copied = dump(folder / "copy.salesdesk")
        assert copied in (former, base.records), f"half a copy is there ({death})"
        assert copied == base.records or death.stage < Stage.ACKNOWLEDGED


def test_a_killed_restore_leaves_the_old_file_or_the_copy(
    base: Base, tmp_path: Path, kill_share: Share, request: pytest.FixtureRequest
) -> None:
    former = dump(Path(shutil.copyfile(base.folder / "copy.salesdesk", tmp_path / "former.salesdesk")))

    def prepared(folder: Path) -> tuple[Callable[..., None], tuple[object, ...]]:
        path = Path(shutil.copyfile(base.folder / NAME, folder / NAME))
        copy = shutil.copyfile(base.folder / "copy.salesdesk", folder / "copy.salesdesk")
        return operations.command, (path, Watch.FILES, "restore", str(copy))

    runs = kills(request, "restore", kill_share, prepared, tmp_path)
    next(runs)
    for folder, death in runs:
        left = settle(folder / NAME, folder)
        assert left <= {NAME, "copy.salesdesk", "Backups"}
        found = dump(folder / NAME)
        assert found in (base.records, former), f"half of it is there ({death})"
        assert found == former or death.stage < Stage.ACKNOWLEDGED
        saved = [path for path in (folder / "Backups").glob("*") if path.suffix == ".salesdesk"]
        assert saved == list((folder / "Backups").glob("*")), "a part was left behind"
        assert found == base.records or saved, "what was replaced was not kept"
        for path in saved:
            assert dump(path) == base.records


# -- exports --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", operations.EXPORTS)
def test_a_killed_export_leaves_the_old_file_or_a_whole_one(
    name: str, base: Base, tmp_path: Path, kill_share: Share, request: pytest.FixtureRequest
) -> None:
    def prepared(folder: Path) -> tuple[Callable[..., None], tuple[object, ...]]:
        path = Path(shutil.copyfile(base.folder / NAME, folder / NAME))
        (folder / name).write_bytes(b"what was there before")
        return operations.command, (path, Watch.FILES, *operations.EXPORTS[name], str(folder / name))

    runs = kills(request, name, kill_share, prepared, tmp_path)
    whole = content(next(runs)[0] / name)
    for folder, death in runs:
        assert settle(folder / NAME, folder) == {NAME, name}
        if (folder / name).read_bytes() == b"what was there before":
            assert death.stage < Stage.ACKNOWLEDGED, f"what was acknowledged is not there ({death})"
        else:
            assert content(folder / name) == whole, f"half a file is there ({death})"
        assert dump(folder / NAME) == base.records


def content(path: Path) -> object:
    """What an exported file says, without the moments and the number of the export."""
    if path.suffix != ".xlsx":
        unfolded = re.sub(r"\r?\n ", "", path.read_text(encoding="utf-8"))  # a card breaks long lines
        return _EXPORT.sub("export", _MOMENT.sub("at", unfolded))
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            [_EXPORT.sub("export", str(cell)) if cell is not None else "" for cell in row]
            for row in sheet.values
        ]
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    }
