"""What the window writes while the file is open in it lands on nothing that it must not."""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions
from salesdesk.domain.reports import ReportName, ReportSpec
from salesdesk.errors import FileProblem, WrongEnding
from salesdesk.exchange.writing.text import write_csv
from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import CancelAfter, Clock, add_contact
from tests.refusals import refusing

WORK = CancelAfter()
Write = Callable[[Path], object]


@pytest.fixture
def store(template_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An open file with a name that an export may have too."""
    path = tmp_path / "data.xlsx"
    shutil.copyfile(template_file, path)
    opened = Store(path, clock=Clock())
    add_contact(opened)
    yield opened
    opened.close()


@pytest.fixture
def services(store: Store) -> Services:
    return build_services(store)


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.xlsx"
    path.write_text("First name,Email\nCleo,cleo@x.example\n,nobody\n", encoding="utf-8")
    return path


@pytest.fixture(params=["export", "report", "problems"])
def write(request: pytest.FixtureRequest, services: Services, leads: Path) -> Iterator[Write]:
    """Each way of writing a file."""
    if request.param == "export":
        yield lambda path: services.exports.export(RecordKind.CONTACTS, path)
    elif request.param == "report":
        report = services.reports.run(ReportSpec(ReportName.PIPELINE, date(2026, 5, 1), date(2026, 5, 31)))
        yield lambda path: services.report_files.write(report, path, worded)
    else:
        source = leads.with_suffix(".csv")
        shutil.copyfile(leads, source)
        with services.imports.open(source, WORK) as file:
            plan = file.plan(ImportDecisions(), WORK)
            yield lambda path: file.write_problems(plan, path, worded)


def test_the_open_file_is_refused_without_being_looked_into(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening and closing it would drop the locks of its connection."""
    also = store.path.with_name("also.xlsx")
    also.hardlink_to(store.path)
    opened: list[object] = []
    for module in (builtins, io):
        real: Any = module.open
        monkeypatch.setattr(
            module, "open", lambda file, *a, _real=real, **n: (opened.append(file), _real(file, *a, **n))[1]
        )
    real_open = os.open
    monkeypatch.setattr(os, "open", lambda path, *a, **n: (opened.append(path), real_open(path, *a, **n))[1])
    for path in (store.path, also):
        with pytest.raises(FileProblem) as refused:
            write(path)
        assert "never written over" in worded(refused.value)
    assert {os.fspath(path) for path in (store.path, also)}.isdisjoint(str(file) for file in opened)
    monkeypatch.undo()
    assert store.database.check() == []


def test_wrong_endings_and_folders_are_refused(store: Store, write: Write, tmp_path: Path) -> None:
    for name, error in (
        ("letter.txt", WrongEnding),
        ("other.salesdesk", WrongEnding),
        ("folder.xlsx", FileProblem),
    ):
        path = tmp_path / name
        path.mkdir() if name.startswith("folder") else path.write_text("kept")
        with pytest.raises(error):
            write(path)
        assert path.is_dir() or path.read_text() == "kept"


def test_the_file_being_imported_is_refused(services: Services, tmp_path: Path) -> None:
    source = tmp_path / "leads.xlsx"
    services.exports.export(RecordKind.CONTACTS, source)
    before = source.read_bytes()
    with services.imports.open(source, WORK) as file:
        plan = file.plan(ImportDecisions(), WORK)
        with refusing(FileProblem, match="being read"):
            file.write_problems(plan, source, worded)
    assert source.read_bytes() == before


def test_a_writer_that_is_not_told_which_file_is_open_refuses_it_all_the_same(store: Store) -> None:
    with refusing(FileProblem, match="never written over"):
        write_csv(store.path, ["Name"], [["Anna"]])
    assert store.database.check() == []
