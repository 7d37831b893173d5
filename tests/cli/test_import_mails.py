"""E-mails through ``salesdesk import``."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli.main import main
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.builders import add_contact


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file with one person."""
    path = tmp_path / "day.salesdesk"
    with closing(Store(path)) as store:
        set_up(store, currency="EUR", country="DE")
        add_contact(store, email="anna@nordwind.de")
    return path


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Two mails, one of them from somebody unknown."""
    path = tmp_path / "box.mbox"
    path.write_bytes(
        b"".join(
            f"From x@y.de Mon Apr 27 10:00:00 2026\nFrom: {sender}\nTo: me@own.de\nSubject: {n}\nMessage-ID: <{n}@x>\n\nHi\n\n".encode()
            for n, sender in enumerate(("anna@nordwind.de", "Ben Ode <ben@x.de>"))
        )
    )
    return path


def test_mails_are_planned_then_kept_then_known(
    database: Path, box: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["import", str(box), "--database", str(database), "--json"]
    assert main([*command, "--plan"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] | {"unread": 0} == {
        "mails": 2,
        "new": 1,
        "known": 0,
        "without_people": 1,
        "unread": 0,
        "files": 0,
        "people_added": 0,
    }
    assert [one["address"] for one in told["unknown"]] == ["ben@x.de", "me@own.de"]
    assert told["batch"] is None
    assert main(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["counts"]["new"], told["batch"]) == (1, 3)
    assert main([*command, "--add-people"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["counts"]["new"], told["counts"]["known"], told["counts"]["people_added"]) == (1, 1, 1)
    with closing(Store(database)) as store:
        assert sorted(row["full_name"] for row in store.contacts.page([1, 2]).values()) == [
            "Anna Berg",
            "Ben Ode",
        ]


def test_what_was_kept_is_said_in_words(
    database: Path, box: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(box), "--database", str(database)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 e-mail was kept.")
    assert "Ben Ode <ben@x.de>" in said


def test_what_is_no_mail_is_refused_in_one_sentence(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.eml").write_bytes(b"no mail")
    assert main(["import", str(tmp_path / "x.eml"), "--database", str(database)]) == 1
    assert "«x.eml» is no e-mail." in capsys.readouterr().err
