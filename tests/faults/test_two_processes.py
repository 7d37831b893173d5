"""Two processes on one file: allowed, safe, and each sees what the other wrote."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from salesdesk.domain.changes import ChangeSet
from salesdesk.errors import StoreBusy
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.migrations import SCHEMA_VERSION
from salesdesk.store.store import Store
from tests.builders import add_many
from tests.faults import figures, killing, operations
from tests.faults.killing import Child, Stage
from tests.migrations.stored import stored_file
from tests.refusals import refusing

NAME = "mine.salesdesk"


@pytest.fixture(autouse=True)
def counted(request: pytest.FixtureRequest) -> None:
    figures.record(request, shapes_of_two_processes=1)


@pytest.fixture
def window(store: Store) -> Iterator[Store]:
    """A window with some contacts that has changed something since it was opened."""
    add_many(store, 30, companies=3)
    build_services(store).contacts.edit(1, "city", "Kiel")
    yield store
    store.close()


@dataclass(frozen=True)
class Beside:
    """A command beside the window: its words, whether it changes records, and what it says when it is refused."""

    words: tuple[str, ...]
    changes: bool = False
    refusal: str = ""
    code: int = 1  # of the refusal


COMMANDS = {
    "search": Beside(("search", "Person")),
    "history": Beside(("history",)),
    "check": Beside(("check",)),
    "duplicates": Beside(("duplicates",)),
    "export": Beside(("export", "contacts", "{folder}/contacts.xlsx")),
    "report": Beside(("report", "pipeline", "{folder}/pipeline.csv")),
    "backup": Beside(("backup", "{folder}/copy.salesdesk")),
    "plan": Beside(("import", "{folder}/leads.csv", "--plan")),
    "import": Beside(("import", "{folder}/leads.csv"), changes=True),
    "undo": Beside(("undo",), changes=True),
    "restore": Beside(("restore", "{folder}/former.salesdesk"), refusal="open in another window or program"),
    "demo": Beside(("demo", "--contacts", "5"), refusal="already holds records"),
    "backup over the file": Beside(("backup", "{file}"), refusal="Choose another name"),
    "backup over the log": Beside(("backup", "{file}-wal"), refusal="Choose a name with this ending", code=2),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_beside_a_window(name: str, window: Store, template_file: Path, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("Full name,Email\nIda Lund,ida@example.com\n", encoding="utf-8")
    shutil.copyfile(template_file, tmp_path / "former.salesdesk")
    beside, before, heard = COMMANDS[name], window.database.dump(), list[ChangeSet]()
    window.feed.listen(heard.append)
    words = [word.format(folder=tmp_path, file=window.path) for word in beside.words]
    code, said = killing.answered(
        operations.answer, tmp_path / "answer.json", ("--database", str(window.path), *words), True
    )
    assert (code, bool(said)) == (beside.code if beside.refusal else 0, bool(beside.refusal)), said
    assert beside.refusal in said
    assert window.others.have_written() == beside.changes
    window.others.announce()
    assert bool(heard) == beside.changes
    assert (window.database.dump() != before) == beside.changes
    build_services(window).contacts.edit(2, "city", "Bremen")
    assert window.database.check() == []
    records = window.database.dump()
    window.close()
    again = Store(window.path)
    assert again.database.dump() == records
    again.close()


@pytest.mark.parametrize("password", ["", "correct horse"])
@pytest.mark.parametrize("first", ["window", "guest"])
def test_either_of_two_windows_closes_first(first: str, password: str, tmp_path: Path) -> None:
    path, stop = tmp_path / NAME, tmp_path / "stop"
    window = Store(path, password=password)
    set_up(window)
    guest = Child(tmp_path, operations.hold, path, stop, password)
    guest.wait_for(Stage.ACKNOWLEDGED)
    assert names(window) == {"Early Guest"}
    build_services(window).contacts.create({"full_name": "Host"})
    if first == "window":
        window.close()
    stop.touch()
    assert guest.end().count == 2
    if first == "guest":
        assert names(window) == {"Early Guest", "Late Guest", "Host"}
        build_services(window).contacts.create({"full_name": "Host Later"})
        window.close()
    again = Store(path, password=password)
    assert names(again) - {"Host Later"} == {"Early Guest", "Late Guest", "Host"}
    assert again.database.check() == []
    assert again.database.warnings == []
    again.close()
    assert not list(tmp_path.glob(f"{NAME}-*")), "something was left beside the file"


def test_a_window_goes_on_after_the_other_was_killed_while_writing(window: Store, tmp_path: Path) -> None:
    before = window.database.dump()
    guest = Child(tmp_path, operations.stop_within, window.path)
    guest.wait_for(Stage.ACKNOWLEDGED)
    window.database.busy_seconds = 0
    with refusing(StoreBusy, match="Another program is writing"):
        build_services(window).contacts.edit(3, "city", "Kiel")
    assert window.database.dump() == before
    guest.kill()
    with suppress(AssertionError):
        guest.end()
    window.database.busy_seconds = 5
    build_services(window).contacts.edit(3, "city", "Kiel")
    assert not window.others.have_written()
    assert window.database.check() == []


@pytest.mark.parametrize("what", ["new", "old"])
def test_two_that_open_a_file_at_once_make_or_bring_it_up_once(what: str, tmp_path: Path) -> None:
    path = tmp_path / NAME if what == "new" else stored_file(1, tmp_path, NAME)
    guests = [Child(tmp_path, operations.make, path, f"Guest {n}") for n in range(4)]
    assert [guest.end().count for guest in guests] == [1] * 4
    store = Store(path)
    assert {f"Guest {n}" for n in range(4)} <= names(store)
    assert store.database.check() == []
    assert store.database.value("SELECT count(*) FROM pipeline") == 1
    store.close()
    copies = [other.name for other in tmp_path.glob("*.salesdesk") if other != path]
    assert copies == ([] if what == "new" else [f"mine before version {SCHEMA_VERSION}.salesdesk"])


def test_a_file_that_is_renamed_while_it_is_open_keeps_everything(window: Store, tmp_path: Path) -> None:
    moved = tmp_path / "moved.salesdesk"
    window.path.rename(moved)
    window.path.with_name(window.path.name + "-wal").rename(f"{moved}-wal")
    assert window.database.value("SELECT city FROM contact WHERE id = 1") == "Kiel"
    window.close()
    again = Store(moved)
    assert again.database.value("SELECT city FROM contact WHERE id = 1") == "Kiel"
    assert again.database.check() == []
    again.close()


def names(store: Store) -> set[str]:
    return {name for (name,) in store.database.rows("SELECT full_name FROM contact")}
