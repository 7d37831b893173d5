"""Targets come back out of a spreadsheet: our own export, and lists as people write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from salesdesk.domain.linked_kinds import TARGETS
from salesdesk.domain.target_columns import measure_of, period_of
from salesdesk.domain.target_standing import Place
from salesdesk.domain.targets import Measure, Period, month_of
from salesdesk.errors import FileProblem
from salesdesk.services.exports import ExportRequest, Rows
from salesdesk.services.services import Services
from salesdesk.services.target_files import TargetFileService
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import CancelAfter


@pytest.fixture
def files(store: Store, services: Services) -> TargetFileService:
    for name in ("Anna", "Ben"):
        services.owners.create(name)
    return TargetFileService(store, services.commands, worded)


def written(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cell", "year", "period"),
    [
        ("2026-11", None, "2026-11"), ("2026-Q4", None, "2026-Q4"), (2026, None, "2026"), (2026.0, None, "2026"),
        ("November 2026", None, "2026-11"), ("Nov. 2026", None, "2026-11"), ("M\u00e4rz 2026", None, "2026-03"),
        ("ao\u00fbt 2026", None, "2026-08"), ("11/2026", None, "2026-11"), ("2026/3", None, "2026-03"),
        ("Q4 2026", None, "2026-Q4"), ("4", 2026, "2026-04"), ("Quarter 2", "2026", "2026-Q2"), (None, 2026, "2026"),
        (date(2026, 11, 1), None, "2026-11"), ("soon", 2026, ""), ("13/2026", None, ""), ("Nov", None, ""),
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(cell: object, year: object, period: str) -> None:
    found = period_of(cell, year)
    assert (found.key if found is not None else "") == period


def test_a_word_for_a_target_is_known_in_four_languages() -> None:
    words = ("Revenue won", "Umsatz", "Deals won", "Qualified leads", "Aktivit\u00e4ten", "shoes")
    assert [measure_of(word) for word in words] == [
        Measure.REVENUE, Measure.REVENUE, Measure.DEALS, Measure.LEADS, Measure.ACTIVITIES, None,
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_export_of_targets_comes_back(
    files: TargetFileService, store: Store, services: Services, tmp_path: Path, ending: str
) -> None:
    anna = store.owners.find("Anna")
    services.targets.put(
        [
            (Place(anna, Measure.REVENUE, month_of(2026, 11)), "60,000.50"),
            (Place(None, Measure.REVENUE, Period(2026, 4)), "USD 1,200"),
            (Place(anna, Measure.LEADS, Period(2026)), "120"),
        ]
    )
    before = [(one.owner, one.measure, one.period, one.amount, one.currency) for one in store.targets.all()]
    path = tmp_path / f"targets.{ending}"
    services.exports.write(ExportRequest((Rows(TARGETS),), summary=False), path, worded)
    services.commands.undo()
    assert store.targets.all() == []
    read = files.read(path, CancelAfter())
    assert read.problems == ()
    files.take(read)
    after = [(one.owner, one.measure, one.period, one.amount, one.currency) for one in store.targets.all()]
    if ending == "xlsx":  # a workbook says the currency of an amount by its format alone
        before = [(*one[:4], "EUR" if one[4] else None) for one in before]
    assert after == before


def test_a_list_of_a_person_is_read(files: TargetFileService, store: Store, tmp_path: Path) -> None:
    path = written(
        tmp_path / "plan.xlsx",
        ("Plan for next year",),
        (),
        ("Owner", "Month", "Target"),
        ("Anna", "January 2027", 45000),
        ("Ben", "Q1 2027", "60k"),
        ("Team", 2027, 1_000_000.5),
    )
    files.take(files.read(path, CancelAfter()))
    found = {(one.owner, one.period.key): one.amount for one in store.targets.all()}
    assert found == {
        (store.owners.find("Anna"), "2027-01"): 45_000_00,
        (store.owners.find("Ben"), "2027-Q1"): 60_000_00,
        (None, "2027"): 1_000_000_50,
    }


def test_what_cannot_be_read_is_named_by_row_and_column(files: TargetFileService, tmp_path: Path) -> None:
    path = written(
        tmp_path / "plan.xlsx",
        ("Owner", "Period", "Kind", "Value"),
        ("Anna", "2027-01", "Revenue", "much"),
        ("Zoe", "2027-01", "Revenue", 5),
        ("Anna", "soon", "Revenue", 5),
        ("Anna", "2027-01", "Shoes", 5),
        ("Anna", "2027-02", "Deals", None),
        ("Anna", "2027-03", "Deals", 7),
    )
    read = files.read(path, CancelAfter())
    assert [(one.row, one.column) for one in read.problems] == [
        (2, "Value"), (3, "Owner"), (4, "Period"), (5, "Kind"), (6, "Value"),
    ]  # fmt: skip
    assert [text for _, text in read.targets] == ["7"]
    said = worded(files.refusal(read))
    assert said.startswith("plan.xlsx, row 2, column Value: ")
    assert said.endswith("4 other lines are wrong, too. Nothing was taken over.")


def test_a_file_without_targets_is_refused(files: TargetFileService, tmp_path: Path) -> None:
    path = written(tmp_path / "people.xlsx", ("Name", "Email"), ("Anna", "a@x.example"))
    with pytest.raises(FileProblem, match=r"targets\.no_table"):
        files.read(path, CancelAfter())
