"""``salesdesk copy``, and the other commands on a database of a server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main
from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.drafts import Draft, DraftChange, Typed
from salesdesk.services.services import build_services
from salesdesk.store.engine import file_identity
from salesdesk.store.engine.server_address import ServerAddress, read_address
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, add_many, new_store
from tests.postgres import Server

_JOURNAL = {
    "change_batch": "id, at, actor, cause, text, undoes, undone_by, told",
    "change_entry": "id, batch_id, table_name, row, last_row, before, after",
    "id_counter": "table_name, last_id",
    "file_piece": "id, digest, part, data",
    "recent_find": "id, at, actor, text, kind, record",
    "draft": "id, at, actor, form, mark, records, content",
}


def everything(store: Store) -> list[tuple[str, tuple[Any, ...]]]:
    """All records, and the journal as it stands."""
    found = store.database.dump()
    for table, columns in _JOURNAL.items():
        rows = store.database.rows(f"SELECT {columns} FROM {table} ORDER BY 1")
        found += [(table, row) for row in rows]
    return found


@pytest.fixture
def filled(template_file: Path, tmp_path: Path) -> Path:
    """A file with records and a history: made, changed, deleted, undone."""
    with closing(new_store(template_file, tmp_path, "filled.salesdesk")) as store:
        services = build_services(store)
        add_company(store, "Nordwind GmbH")
        add_contact(store, "Zoë Straßer", email="zoe@nordwind.example", city="Gießen", phone="+49 30 1234567")
        people = add_many(store, 70, companies=3)
        offer = tmp_path / "offer.pdf"
        offer.write_bytes(bytes(range(256)) * 800)
        services.attachments.add(FileHome(EntityKind.CONTACT, people[0]), [offer])
        services.search.remember("zoe", EntityKind.CONTACT, people[0])
        begun = Draft("log", ((EntityKind.CONTACT, people[0]),), {"body": Typed("", "wants a quote")}, "mark")
        services.drafts.write([DraftChange(begun)])
        services.contacts.delete(list(people)[:5])
        services.commands.undo()
    return tmp_path / "filled.salesdesk"


@pytest.fixture
def empty(server: Server) -> Iterator[ServerAddress]:
    """A database of the server with nothing in it."""
    name = f"empty_{os.getpid()}"  # several workers share one server
    server.run(f"CREATE DATABASE {name}")
    yield read_address(server.url(name))
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_file_goes_to_a_server_and_back_as_it_was(
    filled: Path, empty: ServerAddress, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "back.salesdesk"
    assert main(["copy", "--database", str(filled), "--to", str(empty), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["copy", "--database", str(empty), "--to", str(back), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {**told, "to": str(back)}
    with closing(Store(filled)) as one, closing(Store(empty)) as two, closing(Store(back)) as three:
        assert everything(one) == everything(two) == everything(three)
        assert len({one.database.uuid, two.database.uuid, three.database.uuid}) == 3
        for store in (one, two, three):
            assert len(store.database.search.find(EntityKind.CONTACT, "zoe")) == 1
            assert len(store.database.search.find(EntityKind.CONTACT, "301234")) == 1
        assert add_company(two, "Südwind AG") == add_company(three, "Südwind AG")


def test_nothing_is_copied_over_what_is_there(
    filled: Path, server_database: ServerAddress, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["copy", "--database", str(filled), "--to", str(server_database)]) == 1
    assert "holds records already" in capsys.readouterr().err
    taken = filled.with_name("taken.salesdesk")
    taken.write_bytes(b"something")
    assert main(["copy", "--database", str(filled), "--to", str(taken)]) == 1
    assert taken.read_bytes() == b"something"


def test_what_no_server_keeps_is_cleaned_and_counted(
    filled: Path, empty: ServerAddress, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Store(filled)) as store:
        store.database.execute("UPDATE contact SET city = 'Gie' || char(0) || 'ßen' WHERE id = 1")
        store.database.execute("UPDATE company SET name_key = ? WHERE id = 1", ("n" * 300,))
    assert main(["copy", "--database", str(filled), "--to", str(empty)]) == 0
    said = capsys.readouterr().out
    assert "1 text lost characters that cannot be kept." in said
    assert "1 key of names longer than 200 characters were cut." in said
    with closing(Store(empty)) as store:
        assert store.database.value("SELECT city FROM contact WHERE id = 1") == "Gießen"
        assert store.database.value("SELECT name_key FROM company WHERE id = 1") == "n" * 200


def test_a_backup_of_a_server_is_a_file(
    filled: Path, empty: ServerAddress, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["copy", "--database", str(filled), "--to", str(empty)]) == 0
    out = tmp_path / "kept.salesdesk"
    for _ in range(2):  # it replaces an earlier one
        assert main(["backup", str(out), "--database", str(empty)]) == 0
    with closing(Store(out, read_only=True)) as copy, closing(Store(empty)) as store:
        assert everything(copy) == everything(store)
        assert file_identity.known_uuid(copy.database) == store.database.uuid
    assert main(["restore", str(out), "--database", str(empty)]) == 1
    assert "lies on the server" in capsys.readouterr().err


def test_a_check_of_a_server_says_what_it_looked_at(
    server_database: ServerAddress, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--database", str(server_database), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(server_database)
    assert [one["step"] for one in told["checked"]] == ["schema", "rows", "files", "search"]


def test_a_password_in_the_address_is_refused_without_being_repeated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["history", "--database", "postgresql://anna:secret@localhost/crm"]) == 1
    said = capsys.readouterr().err
    assert "must not hold a password" in said
    assert "secret" not in said


def test_commands_work_on_a_server(
    server_database: ServerAddress, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Store(server_database)) as store:
        add_contact(store, "Zoë Straßer", phone="+49 30 1234567")
    assert main(["history", "--database", str(server_database), "--json"]) == 0
    assert [one["batch"] for one in json.loads(capsys.readouterr().out)["changes"]] == [2, 1]
