"""A deal that names somebody who is only likely known gets a person of its own, which is said, and is asked in the window."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from salesdesk.cli import main
from salesdesk.domain.imports import ImportDecisions, Resolution
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from tests.builders import CancelAfter

PEOPLE = "Name,Company,Email\nAnna Weber,Acme GmbH,anna@acme.example\nWilliam Turner,Brook Ltd,bill@brook.example\n"
DEALS = "Deal,Company,Contact,Amount\nRoof,Acme GmbH,A. Weber,1000\nWall,Brook Ltd,Bill Turner,2000\nGate,Acme GmbH,Anna Weber,5\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE, encoding="utf-8")
    Path("deals.csv").write_text(DEALS, encoding="utf-8")
    database = ("--database", "new.salesdesk")
    assert main(["import", "people.csv", *database]) == 0
    return database


def test_likely_people_are_said_and_added_once(
    here: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["import", "deals.csv", "--plan", "--json", *here]) == 0
    told = json.loads(capsys.readouterr().out)
    pairs = [(one["name"], one["with"]["name"], one["joined"], one["grade"]) for one in told["matches"]]
    assert pairs == [
        ("A. Weber", "Anna Weber", False, "likely"),
        ("Bill Turner", "William Turner", False, "likely"),
    ]
    assert main(["import", "deals.csv", *here]) == 0
    said = capsys.readouterr().out
    assert "deals row 2, A. Weber, and Anna Weber (#1): same company, same last name, same initial" in said
    assert main(["import", "deals.csv", "--plan", "--json", *here]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["new"] == 0
    assert main(["duplicates", "--json", *here]) == 0
    assert len(json.loads(capsys.readouterr().out)["pairs"]) == 2
    with closing(Store(Path("new.salesdesk"))) as store:
        assert store.contacts.count() == 4


@pytest.mark.parametrize(("answer", "people", "deals"), [(Resolution.UPDATE, 2, 3), (Resolution.SKIP, 2, 1)])
def test_who_is_likely_may_be_the_same(
    here: tuple[str, ...], answer: Resolution, people: int, deals: int
) -> None:
    with closing(Store(Path("new.salesdesk"))) as store:
        services, work = build_services(store), CancelAfter()
        with services.imports.open(Path("deals.csv"), work) as file:
            decisions = ImportDecisions()
            plan = file.plan(decisions, work)
            assert sorted(plan.sheets[0].people) == [0, 1]
            decisions = replace(decisions, resolutions={(0, 0): answer, (0, 1): answer})
            services.imports.apply(file, file.plan(decisions, work), decisions, work)
        assert (store.contacts.count(), store.deals.count()) == (people, deals)
