"""``salesdesk export --for``: whoever may not be addressed is left out, and that is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesdesk.cli import main
from salesdesk.domain.campaigns import Channel
from salesdesk.services.services import build_services
from salesdesk.store.store import Store


def test_people_who_may_not_be_addressed_are_left_out_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, file, out = str(tmp_path / "new.salesdesk"), tmp_path / "list.csv", tmp_path / "out.csv"
    file.write_text(
        "Name,Email,Phone,Email Opt Out,Do not call\n"
        "Ann Berg,ann@berg.example,+49 30 901820,yes,no\n"
        "Ben Cole,ben@cole.example,+49 30 901821,no,yes\n"
        "Cy Dorn,cy@dorn.example,+49 30 901822,no,no\n",
        encoding="utf-8",
    )
    assert main(["import", str(file), "--database", database]) == 0
    capsys.readouterr()

    def written(*options: str) -> str:
        columns = ["--columns", "full_name,email", "--database", database]
        assert main(["export", "contacts", str(out), *columns, *options]) == 0
        return capsys.readouterr().out

    def names() -> list[str]:
        return [line.split(",")[0] for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]]

    assert "Left out" not in written()
    assert names() == ["Ann Berg", "Ben Cole", "Cy Dorn"]
    assert "Left out: 1 asked for no e-mail." in written("--for", "email")
    assert names() == ["Ben Cole", "Cy Dorn"]
    assert "Left out: 1 asked for no calls." in written("--for", "phone")
    assert names() == ["Ann Berg", "Cy Dorn"]
    answer = json.loads(written("--for", "email", "--json"))
    assert (answer["rows"], answer["left_out"]) == (2, {"person": 1, "address": 0})
    assert main(["export", "deals", str(out), "--for", "email", "--database", database]) == 1
    assert "Only people are e-mailed or called" in capsys.readouterr().err


def test_members_of_a_campaign_who_opted_out_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, file, out = str(tmp_path / "new.salesdesk"), tmp_path / "list.csv", tmp_path / "out.csv"
    file.write_text("Name,Email\nAnn Berg,ann@berg.example\nBen Cole,ben@cole.example\n", encoding="utf-8")
    assert main(["import", str(file), "--database", database]) == 0
    store = Store(Path(database))
    services = build_services(store)
    number, _ = services.campaigns.create("Autumn", channel=Channel.EMAIL)
    services.campaigns.add_members(number, store.contacts.ids())
    store.close()
    file.write_text("Name,Email,Email opt out\nAnn Berg,ann@berg.example,yes\n", encoding="utf-8")
    assert main(["import", str(file), "--database", database]) == 0
    command = ["export", "contacts", str(out), "--filter", "campaign:autumn", "--database", database]
    capsys.readouterr()
    assert main(command) == 0
    assert "1 of them may not be e-mailed: --for email leaves them out." in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["opted_out"] == {"email": 1}
    assert main([*command, "--for", "email"]) == 0
    assert "Left out: 1 asked for no e-mail." in capsys.readouterr().out
