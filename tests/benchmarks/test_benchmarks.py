"""The benchmarks run and measure the product doing what they say, tried on small numbers."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.reports import ReportName
from salesdesk.store.store import Store
from tests.benchmarks import import_workbook, record_page, start
from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings, table
from tests.benchmarks.undo_import import lists

SMALL = Settings(300, 120, Path())


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(SMALL.contacts, SMALL.rows, tmp_path_factory.mktemp("cache"))


def by_name(results: list[Result], beginning: str) -> Result:
    return next(result for result in results if result.figure.strip().startswith(beginning))


def measured(name: str, settings: Settings) -> list[Result]:
    results: list[Result] = importlib.import_module(f"tests.benchmarks.{name}").measure(settings)
    assert len(table(results).splitlines()) == len(results) + 1
    assert all(result.value is None or result.value >= 0 for result in results)
    return results


def test_every_benchmark_is_run_here() -> None:
    run = set(re.findall(r'measured\("(\w+)"', Path(__file__).read_text(encoding="utf-8")))
    assert run == set(BENCHMARKS)
    modules = {
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if "\ndef measure(" in path.read_text("utf-8")
    }
    assert modules == set(BENCHMARKS)


def test_the_product_file_is_made_once_and_whole(settings: Settings) -> None:
    file = product_file(settings, 300)
    made = file.stat().st_mtime_ns
    assert product_file(settings, 300).stat().st_mtime_ns == made
    assert [other.name for other in settings.cache.glob("product-300*")] == [file.name]
    store = Store(file)
    assert store.list_of(RecordKind.CONTACTS).count() == 300
    store.close()


def test_an_import_is_measured_stage_by_stage(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_workbook, "libreoffice", lambda workbook, folder, **_: None)
    results = measured("import_workbook", settings)
    whole = by_name(results, "import of 120")
    assert whole.value is not None
    parts = [
        r.value for r in results if r.figure.startswith(("  stage", "  the rest")) and r.value is not None
    ]
    assert len(parts) >= 3
    assert sum(parts) == pytest.approx(whole.value)
    assert by_name(results, "stage write").ratio is not None


def test_an_undo_takes_back_what_was_created_and_updated(settings: Settings) -> None:
    known, everything = lists(120, 12, settings.cache)
    assert len(known.read_text(encoding="utf-8").splitlines()) == 13
    assert len(everything.read_text(encoding="utf-8").splitlines()) >= 133
    assert by_name(measured("undo_import", settings), "undo of 120 created, 12 updated").ratio is not None


def test_searching_and_scrolling_is_compared_on_the_same_people(settings: Settings) -> None:
    results = measured("search_and_scroll", settings)
    compared = [r.figure for r in results if r.ratio is not None]
    assert len(compared) >= 7
    assert all(r.unit == "ms" for r in results)


def test_a_long_list_tells_its_first_screens_and_what_held_the_window_up(settings: Settings) -> None:
    results = measured("long_lists", settings)
    assert by_name(results, "first screen by next_step_at, 300 contacts").limit == "≤ 200 ms"
    assert by_name(results, "first screen by city+full_name, 300 contacts").limit == "≤ 1,000 ms"
    assert by_name(results, "held up, scrolling").yardstick
    assert by_name(results, "held up, filter name~an").limit == "≤ 50 ms"


def test_a_start_ends_when_rows_are_painted(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "TIMES", 1)
    result = measured("start", settings)[0]
    assert result.value is not None
    assert result.yardstick is not None
    assert min(result.yardstick, result.value) > 0


def test_a_scan_and_an_export_are_checked_as_well_as_timed(settings: Settings) -> None:
    assert by_name(measured("duplicates", settings), "duplicates in 120").value
    exported = measured("export", settings)
    assert by_name(exported, "export of 120 contacts, .xlsx").ratio
    assert by_name(exported, "export of 120 contacts, .csv").ratio


def test_a_board_of_many_deals_is_shown_moved_and_scrolled(settings: Settings) -> None:
    results = measured("board", settings)
    assert [result.figure.split(" of ")[0] for result in results[:2]] == ["board", "forecast"]
    assert by_name(results, "a card moved").value


def test_the_page_of_a_record_is_painted_and_scrolled(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_page, "ENTRIES", 60)
    results = measured("record_page", settings)
    shown = by_name(results, "page of a person with 60 entries")
    assert shown.value is not None
    assert shown.value > 0
    assert by_name(results, "longest stand").value is not None


def test_a_full_week_of_the_calendar_is_shown_and_walked_through(settings: Settings) -> None:
    results = measured("calendar", settings)
    assert results[0].figure == "a week of 30 events, 360 before it, shown"
    assert all(result.ratio for result in results)


def test_every_report_is_measured(settings: Settings) -> None:
    results = measured("reports", settings)
    assert {result.figure.split(",")[0] for result in results} == {f"report {name}" for name in ReportName}
    assert {result.limit for result in results} == {"≤ 300 ms"}


def test_reports_are_written_beside_plain_pages_and_sheets(settings: Settings) -> None:
    results = measured("report_files", settings)
    assert [result.limit for result in results] == ["≤ 1 s", "≤ 1 s", "≤ 3 s", ""]


def test_the_plan_of_a_merge_is_held_against_reading(settings: Settings) -> None:
    result = by_name(measured("merge_back", settings), "merge plan of a workbook, 120 contacts")
    assert (result.limit, result.ratio is not None) == ("≤ 2 ×", True)


def test_reports_of_ones_own_are_held_against_plain_grouping(settings: Settings) -> None:
    results = measured("own_reports", settings)
    assert results
    assert all(result.ratio for result in results)


def test_a_meeting_its_pack_and_its_decisions_are_measured(settings: Settings) -> None:
    results = measured("meetings", settings)
    assert all(result.value for result in results)
    assert by_name(results, "a decision read at each key").limit == "≤ 16 ms"
