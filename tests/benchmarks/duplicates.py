"""Looking for duplicates in a whole file, beside finding only the rows that agree exactly."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from pathlib import Path

import sqlcipher3

from tests.benchmarks.import_workbook import libreoffice, processor_time
from tests.benchmarks.leads_workbook import leads_workbook
from tests.benchmarks.own_command import own_command
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

_EXACT = (
    "select count(*) from (select 1 from contact where deleted_at is null group by name_key having count(*) > 1)",
    "select count(*) from (select 1 from contact_email group by address_key having count(*) > 1)",
    "select count(*) from (select 1 from contact_phone group by digits having count(*) > 1)",
)


def measure(settings: Settings) -> list[Result]:
    file = product_file(settings, settings.rows)
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "people.salesdesk"
        shutil.copy(file, database)
        own = own_command(database, "duplicates", "--json")
        bare = _exact(database)
        office = libreoffice(leads_workbook(settings.rows, settings.cache), Path(place), memory=False)
    pairs = json.loads(own.output[own.output.index("{") :])["pairs"]
    assert all(pair["a"]["id"] != pair["b"]["id"] for pair in pairs)
    name = f"duplicates in {settings.rows:,} contacts"
    beside_office = []
    if office is not None:
        yardstick = f"LibreOffice opens {settings.rows:,} × 15, writes CSV"
        beside_office.append(Result(name, own.seconds, "s", yardstick, office.seconds, "≤ 2.5 ×"))
        beside_office.append(processor_time(own, "the same", office))
    return [
        Result(name, own.seconds, "s", "exact agreement in SQL", bare, "< 30 s"),
        *beside_office,
        Result("  peak memory", own.peak_megabytes, "MB"),
        Result("  pairs found", float(len(pairs)), "pairs"),
        Result("  of them likely or certain", float(sum(p["grade"] != "possible" for p in pairs)), "pairs"),
    ]


def _exact(database: Path) -> float:
    connection = sqlcipher3.connect(str(database))
    started = time.perf_counter()
    for statement in _EXACT:
        connection.execute(statement).fetchone()
    seconds = time.perf_counter() - started
    connection.close()
    return seconds
