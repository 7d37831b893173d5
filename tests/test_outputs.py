"""Where files may be written, and that they are there whole or not at all."""

from __future__ import annotations

import builtins
import errno
import os
import socket
import sqlite3
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salesdesk import file_locks, outputs
from salesdesk.errors import FileProblem, WrongEnding
from salesdesk.paths import unfinished_folder
from salesdesk.wording import worded
from tests.refusals import refusing

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="there few people may make links, pipes and devices"
)
LISTS = (".xlsx", ".csv", ".vcf")


def link(new: Path, old: Path) -> Path:
    new.symlink_to(old)
    return new


def hard_link(new: Path, old: Path) -> Path:
    new.hardlink_to(old)
    return new


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database as it lies there while it is open, under a name that an export may have too."""
    folder = tmp_path / "desk"
    folder.mkdir()
    path = folder / "data.xlsx"
    path.write_bytes(os.urandom(16384))
    for ending in outputs.COMPANIONS:
        (folder / f"data.xlsx{ending}").write_bytes(b"kept")
    copies = folder / "Backups"
    copies.mkdir()
    (copies / "copy.xlsx").write_bytes(b"kept")
    return path


def refusal(named: Path, **known: object) -> FileProblem:
    with pytest.raises(FileProblem) as refused:
        outputs.target_of(named, **known)  # type: ignore[arg-type]
    assert worded(refused.value).endswith(".")
    assert "\n" not in worded(refused.value)
    return refused.value


def write(named: Path, content: bytes = b"new") -> None:
    with outputs.whole(named) as part:
        part.write_bytes(content)


# -- where -----------------------------------------------------------------------------------------------------

WAYS: dict[str, Callable[[Path], Path]] = {
    "itself": lambda db: db,
    "by way of a folder": lambda db: db.parent / "Backups" / ".." / db.name,
    "a link": lambda db: link(db.parent / "out.xlsx", db),
    "a link to a link": lambda db: link(db.parent / "o.xlsx", link(db.parent / "out.xlsx", db)),
    "a hard link": lambda db: hard_link(db.parent / "out.xlsx", db),
    "in a linked folder": lambda db: link(db.parent.parent / "too", db.parent) / db.name,
    "its copy": lambda db: db.parent / "Backups" / "copy.xlsx",
    "among its copies": lambda db: db.parent / "Backups" / "new.xlsx",
    "deep among its copies": lambda db: new_folder(db.parent / "Backups" / "old") / "new.xlsx",
    "a link to its copy": lambda db: link(db.parent / "out.xlsx", db.parent / "Backups" / "copy.xlsx"),
}


def new_folder(path: Path) -> Path:
    path.mkdir()
    return path


@posix
@pytest.mark.parametrize("way", WAYS)
def test_the_open_file_is_refused_by_any_name(database: Path, way: str) -> None:
    before = {path: path.read_bytes() for path in database.parent.rglob("*") if path.is_file()}
    refusal(WAYS[way](database), endings=LISTS, databases=[database])
    assert all(path.read_bytes() == content for path, content in before.items())


@posix
@pytest.mark.parametrize("make", [link, hard_link])
@pytest.mark.parametrize("ending", outputs.COMPANIONS)
def test_what_belongs_to_the_open_file_is_refused(
    database: Path, ending: str, make: Callable[[Path, Path], Path]
) -> None:
    beside = database.with_name(database.name + ending)
    refusal(make(database.parent / "out.xlsx", beside), databases=[database])
    refusal(beside, databases=[database])
    refusal(beside)  # nobody said which file is open
    beside.unlink()
    refusal(beside, databases=[database])  # it may come at any moment


def test_a_file_that_is_about_to_be_made_is_refused_too(tmp_path: Path) -> None:
    refusal(tmp_path / "new.xlsx", databases=[tmp_path / "new.xlsx"])
    refusal(tmp_path / "NEW.xlsx", databases=[tmp_path / "." / "new.xlsx"])
    assert outputs.target_of(tmp_path / "other.xlsx", databases=[tmp_path / "new.xlsx"])


def sqlite_file(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table t (x)")
    connection.close()


@pytest.mark.parametrize("name", ["other.salesdesk", "OTHER.SALESDESK", "other.xlsx", "other.csv"])
@pytest.mark.parametrize("kind", ["plain", "encrypted", "in use"])
def test_any_other_database_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    if kind == "plain":
        sqlite_file(path)
    elif kind == "encrypted":
        path.write_bytes(os.urandom(8192))
    else:
        path.write_bytes(b"")  # whatever it holds: it is not looked into
        (tmp_path / f"{name}-shm").write_bytes(b"")
    before = path.read_bytes()
    refusal(path)
    with pytest.raises(FileProblem):
        write(path)
    assert path.read_bytes() == before


def test_an_open_database_is_not_looked_into(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening and closing it here would drop the locks of its connection."""

    def forbidden(*args: object, **named: object) -> None:
        pytest.fail(f"opened {args}")

    monkeypatch.setattr(builtins, "open", forbidden)
    for known in ({"databases": [database]}, {}):
        with pytest.raises(FileProblem):
            outputs.target_of(database, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [0, 10, 512, 4096, 8192, 70_000])
@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_ordinary_files_are_replaced(tmp_path: Path, name: str, size: int) -> None:
    path = tmp_path / name
    if name.endswith(".csv"):
        path.write_bytes((b"Name,Town\r\n" * 10_000)[:size])
    else:
        with zipfile.ZipFile(path, "w") as book:
            book.writestr("x", os.urandom(size))
        padding = -path.stat().st_size % 4096
        with path.open("ab") as file:
            file.write(os.urandom(padding))
    write(path)
    assert path.read_bytes() == b"new"


@posix
def test_what_is_read_is_refused_by_any_name(tmp_path: Path) -> None:
    source = tmp_path / "leads.xlsx"
    source.write_bytes(b"leads")
    for named in (
        source,
        link(tmp_path / "a.xlsx", source),
        hard_link(tmp_path / "b.xlsx", source),
        link(new_folder(tmp_path / "one") / "two", tmp_path) / "leads.xlsx",
    ):
        assert "being read" in worded(refusal(named, sources=[source]))
    assert outputs.target_of(tmp_path / "c.xlsx", sources=[source]) == tmp_path / "c.xlsx"


@pytest.mark.parametrize(
    "name", ["letter.txt", "letter", "data.salesdesk", "data.xlsx.bak", ".xlsx", "letter.xlsx.", "x.xls"]
)
def test_an_ending_of_another_kind_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongEnding) as refused:
        outputs.target_of(tmp_path / name, endings=LISTS)
    assert worded(refused.value).endswith(
        "does not end in .xlsx, .csv or .vcf. Choose a name with one of these endings."
    )


def test_endings_are_known_in_capitals(tmp_path: Path) -> None:
    assert outputs.target_of(tmp_path / "LIST.XLSX", endings=LISTS) == tmp_path / "LIST.XLSX"


@posix
def test_a_link_is_followed_and_stays_one(tmp_path: Path) -> None:
    real = new_folder(tmp_path / "elsewhere") / "real.csv"
    real.write_bytes(b"old")
    named = link(tmp_path / "out.csv", link(tmp_path / "between.csv", Path("elsewhere/real.csv")))
    write(named)
    assert (real.read_bytes(), named.is_symlink()) == (b"new", True)
    real.unlink()
    write(named, b"again")  # the link leads to nothing now
    assert (real.read_bytes(), named.is_symlink()) == (b"again", True)


@posix
def test_a_link_to_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with refusing(WrongEnding, match=r"letter\.txt"):
        outputs.target_of(link(tmp_path / "out.xlsx", tmp_path / "letter.txt"), endings=LISTS)


def pipe(path: Path) -> Iterator[None]:
    os.mkfifo(path)
    yield


def listening(path: Path) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        yield


def device(path: Path) -> Iterator[None]:
    ours, terminal = os.openpty()  # nothing else would be lost if it were replaced
    path.symlink_to(os.ttyname(terminal))
    yield
    os.close(ours)
    os.close(terminal)


def folder(path: Path) -> Iterator[None]:
    path.mkdir()
    yield


def circle(path: Path) -> Iterator[None]:
    other = path.with_name("other.xlsx")
    path.symlink_to(other)
    other.symlink_to(path)
    yield


def protected(path: Path) -> Iterator[None]:
    path.write_bytes(b"kept")
    path.chmod(0o444)
    yield
    assert path.read_bytes() == b"kept"


def into_nothing(path: Path) -> Iterator[None]:
    path.symlink_to(path.parent / "gone" / "out.xlsx")
    yield


@posix
@pytest.mark.parametrize("thing", [pipe, listening, device, folder, circle, protected, into_nothing])
def test_what_is_no_file_to_replace_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thing: Callable[[Path], Iterator[None]]
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's name is short
    named = Path("out.xlsx")
    for _ in thing(named):
        kind = stat.S_IFMT(os.lstat(named).st_mode)
        assert not isinstance(refusal(named, endings=LISTS), WrongEnding)
        assert stat.S_IFMT(os.lstat(named).st_mode) == kind


@pytest.mark.parametrize(
    "place", ["gone/out.xlsx", "file.txt/out.xlsx", f"{'x' * 300}.xlsx", f"{'ü' * 200}.xlsx", "a\x00b.xlsx"]
)
def test_a_place_that_cannot_be_is_said_in_words(tmp_path: Path, place: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    before = sorted(tmp_path.iterdir())
    refusal(tmp_path / place, endings=LISTS)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("folder", ["", ".", "..", "/"])
def test_a_folder_by_its_short_name_is_refused(folder: str) -> None:
    refusal(Path(folder))


@pytest.mark.parametrize(
    ("name", "usable"),
    [
        ("list.xlsx", True),
        ("console.csv", True),
        ("nul.csv", False),
        ("COM1.xlsx", False),
        ("data.salesdesk:x.csv", False),
        ("data.salesdesk.", False),
        ("list.csv ", False),
    ],
)
def test_names_that_windows_takes_for_something_else(name: str, usable: bool) -> None:
    assert outputs.windows_file_name(name) is usable


def test_a_backup_may_replace_a_backup_but_no_file_in_use(tmp_path: Path) -> None:
    mine, old = tmp_path / "mine.salesdesk", tmp_path / "old.salesdesk"
    sqlite_file(mine)
    sqlite_file(old)
    assert outputs.target_of(old, databases=[mine], over_copy=True) == old
    refusal(mine, databases=[mine], over_copy=True)
    guard = tmp_path / "old.salesdesk-guard"
    descriptor = file_locks.open_file(guard)
    file_locks.try_lock(descriptor, exclusive=False)  # as whoever has it open does
    refusal(old, databases=[mine], over_copy=True)
    os.close(descriptor)
    assert outputs.target_of(old, databases=[mine], over_copy=True) == old
    (tmp_path / "old.salesdesk-wal").write_bytes(b"changes that are not in it yet")
    refusal(old, databases=[mine], over_copy=True)


@pytest.mark.parametrize("content", [b"Dear Ms Berg", b"PK\x03\x04" + bytes(8188)])
def test_a_backup_replaces_nothing_but_backups(tmp_path: Path, content: bytes) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(content)
    assert "not a SalesDesk file" in worded(refusal(letter, over_copy=True))
    letter.write_bytes(b"")
    assert outputs.target_of(letter, over_copy=True) == letter


def test_nothing_is_written_among_the_dated_copies_of_any_file(tmp_path: Path) -> None:
    folder = tmp_path / "Backups"
    folder.mkdir()
    assert outputs.target_of(folder / "list.csv") == folder / "list.csv"  # a folder that is only called so
    (folder / "other 2026-01-31 18-00-00.salesdesk").touch()
    for name in ("list.csv", "copy.salesdesk"):
        assert "among the backups" in worded(refusal(folder / name))
        assert "among the backups" in worded(refusal(folder / name, over_copy=True))


def test_a_database_cut_short_is_one_still(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    sqlite_file(path)
    path.write_bytes(path.read_bytes()[:5000])
    refusal(path)
    path.write_bytes(os.urandom(5000))
    refusal(path)


# -- writing ---------------------------------------------------------------------------------------------------


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    with outputs.whole(path) as part:
        assert part.parent == path.parent
        part.write_bytes(b"half")
        assert path.read_bytes() == b"old"
        assert len(list(unfinished_folder().iterdir())) == 1
    assert path.read_bytes() == b"half"
    assert sorted(os.listdir(tmp_path)) == ["home", "out.csv"]
    assert list(unfinished_folder().iterdir()) == []


def fail_half_way(path: Path, error: BaseException) -> None:
    with outputs.whole(path) as part:
        part.write_bytes(b"half")
        part.with_name(part.name + "-journal").write_bytes(b"of an engine")
        raise error


@pytest.mark.parametrize("error", [RuntimeError("ours"), KeyboardInterrupt(), OSError(errno.EIO, "broken")])
def test_nothing_is_left_when_it_fails(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    with pytest.raises(FileProblem if isinstance(error, OSError) else type(error)):
        fail_half_way(path, error)
    assert path.read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["home", "out.csv"]
    assert list(unfinished_folder().iterdir()) == []


@posix
def test_rights_are_those_of_the_old_file_and_private_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with outputs.whole(path) as part:
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    write(tmp_path / "new.csv")
    (tmp_path / "usual").touch()
    assert (tmp_path / "new.csv").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("name", [f"{'x' * 250}.csv", f"{'ü' * 125}.csv", f"{'李' * 80}.csv"])
def test_a_name_that_just_fits_is_written(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert (tmp_path / name).read_bytes() == b"new"


def test_files_of_others_beside_it_are_left_alone(tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("out.csv.part", ".out.csv.part", f"out.csv.{os.getpid()}.part")]
    for other in others:
        other.write_bytes(b"kept")
    write(tmp_path / "out.csv")
    assert [other.read_bytes() for other in others] == [b"kept"] * 3


def test_two_writers_of_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with outputs.whole(path) as one, outputs.whole(path) as other:
        one.write_bytes(b"one")
        other.write_bytes(b"other")
    assert path.read_bytes() == b"one"


def test_it_is_written_also_where_the_state_folder_cannot_be(tmp_path: Path) -> None:
    unfinished_folder().parent.parent.mkdir(parents=True)
    unfinished_folder().parent.write_bytes(b"a file in its place")
    write(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EACCES, "protected"),
        (errno.EROFS, "only be read"),
        (errno.EIO, "cannot be written"),
        (errno.EBUSY, "cannot be written"),
    ],
)
def test_each_failure_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def failing(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(outputs.os, "replace", failing)
    with refusing(FileProblem, match=words) as refused:
        write(tmp_path / "out.csv")
    assert worded(refused.value).endswith(".")
    assert os.listdir(tmp_path) == ["home"]


@pytest.mark.parametrize(
    "head",
    [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"\x1f\x8b\x08", b"BZh9", b"7z\xbc\xaf\x27\x1c"],
)
def test_noise_behind_a_known_head_is_no_database(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "pic.csv"
    path.write_bytes(head + os.urandom(8192 - len(head)))
    assert outputs.target_of(path, endings=LISTS) == path
