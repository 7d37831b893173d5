"""The figures of every report on the command line, in text tables and in a workbook are the same."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli.main import main
from salesdesk.domain.reports import ReportName
from salesdesk.store.store import Store
from tests.services.reports.small_office import NOW, small_office


@pytest.fixture
def database(
    tmp_path: Path, template_file: Path, in_zone: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> Path:
    in_zone("UTC")
    path = tmp_path / "office.salesdesk"
    path.write_bytes(template_file.read_bytes())
    small_office(path).store.close()
    monkeypatch.setattr("salesdesk.cli.session.Store", partial(Store, clock=lambda: NOW))
    return path


@pytest.mark.parametrize("name", list(ReportName))
def test_every_door_says_the_same(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: ReportName
) -> None:
    said: dict[str, Any] = {}
    for ending in ("csv", "xlsx"):
        words = ["report", name.value, str(tmp_path / f"out.{ending}"), "--from", "2026-11-01", "--json"]
        assert main([*words, "--database", str(database)]) == 0
        said = json.loads(capsys.readouterr().out)
    tables = _text_tables(tmp_path / "out.csv", len(said["tables"]))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)
    for table, lines in zip(said["tables"], tables, strict=True):
        types = [column["type"] for column in table["columns"]]
        assert lines[0] == [column["title"] for column in table["columns"]]
        sheet = book[table["title"]]
        for place, row in enumerate(table["rows"]):
            shown = [sheet.cell(place + 2, column + 1).value for column in range(len(row))]
            for value, type_, text, cell in zip(row, types, lines[place + 1], shown, strict=True):
                assert _plain(value, type_) == _read(text, type_) == _in_book(cell, type_)


def _text_tables(path: Path, count: int) -> list[list[list[str]]]:
    """The tables of a file of text, each with its head; titles stand above them where there are several, and what is not in
    the figures below them."""
    found: list[list[list[str]]] = [[]]
    with path.open(encoding="utf-8-sig", newline="") as text:
        for line in csv.reader(text):
            if line:
                found[-1].append(line)
            else:
                found.append([])
    tables = found[:count]
    return [table[1:] for table in tables] if count > 1 else tables


def _plain(value: Any, type_: str) -> Any:
    if value is None or value == "":
        return None
    if type_ == "money":
        return Decimal(value).scaleb(-2)
    return Decimal(f"{value:.4f}") if isinstance(value, (int, float)) else value


def _read(text: str, type_: str) -> Any:
    if text == "":
        return None
    return text if type_ in ("text", "date") else round(Decimal(text), 2 if type_ == "money" else 4)


def _in_book(value: Any, type_: str) -> Any:
    if isinstance(value, (datetime, date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, (int, float)):
        return round(Decimal(value), 2 if type_ == "money" else 4)
    return value
