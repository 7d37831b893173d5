"""A sheet that somebody took out of a workbook is named, and nothing of it is deleted."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from salesdesk.cli import main
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from tests.builders import Clock, add_contact, new_store

SAID = "The sheet “Deals” is not in this workbook, or nothing of it is left: nothing of it is compared."
Written = pytest.CaptureFixture[str]


@pytest.fixture
def file(template_file: Path, tmp_path: Path) -> Path:
    with closing(new_store(template_file, tmp_path)) as store:
        add_contact(store, "Anna Berg", email="anna@berg.example", company="Firm One")
        build_services(store).deals.create("Turbines", store.pipelines.all()[0].stages[0].id)
        return store.path


@pytest.fixture
def book(file: Path, tmp_path: Path, capsys: Written) -> Path:
    path = tmp_path / "all.xlsx"
    assert main(["export", "all", str(path), "--database", str(file)]) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize("whole", [True, False])
def test_it_is_said(whole: bool, file: Path, book: Path, capsys: Written) -> None:
    opened = openpyxl.load_workbook(book)
    if whole:
        del opened["Deals"]
    else:
        opened["Deals"].delete_rows(1, opened["Deals"].max_row)
        opened["Deals"].tables.clear()
    opened.save(book)
    for words in (["--plan"], []):
        assert main(["merge", str(book), *words, "--database", str(file)]) == 0
        told = capsys.readouterr().out
        assert SAID in told
        assert "removed" not in told
    with closing(Store(file, clock=Clock())) as store:
        assert store.deals.get(1).title == "Turbines"
        plan = build_services(store).merging_back.plan(book)
        assert (plan.removed, plan.problems, plan.cells) == ((), (), ())


def test_nothing_is_said_where_all_is_there(file: Path, book: Path, capsys: Written) -> None:
    opened = openpyxl.load_workbook(book)
    opened["Deals"].title = "Our deals"
    opened.save(book)
    assert main(["merge", str(book), "--plan", "--database", str(file)]) == 0
    assert "nothing of it" not in capsys.readouterr().out
