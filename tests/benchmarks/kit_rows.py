"""The same 100,000 × 15 values written by the sheet kit and by the fastest writer there is, each as its own program.

``python -m tests.benchmarks.kit_rows own|fastest OUT ROWS``. The kit writes all that an export has: a table with its name,
a caption, formats, a column in grey, choices. The yardstick, rustpy-xlsxwriter, writes bare cells.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

HEADS = (
    "Name", "Company", "Job title", "Email", "Phone", "Stage", "Owner", "Source", "Tags", "Last contact", "Street",
    "City", "Birthday", "Budget", "Visits",
)  # fmt: skip
_STAGES = ("Subscriber", "Lead", "Opportunity", "Customer")
_OWNERS = ("Anna Berg", "Carla Núñez", "Peer Lundgren")
_FIRST = datetime(2024, 1, 1, 9, 30)


def values(rows: int) -> Iterator[list[Any]]:
    """Believable contacts: texts that differ, texts of short lists, days, moments, numbers, gaps."""
    for n in range(rows):
        yield [
            f"Person {n * 7919 % 1_000_003} Müller-Lüdenscheidt",
            f"Company {n % 5_000} GmbH & Co. KG",
            "Head of procurement" if n % 3 else None,
            f"person{n}@example{n % 977}.com",
            f"+49 30 {n:08d}",
            _STAGES[n % 4],
            _OWNERS[n % 3],
            "Trade fair" if n % 2 else "Website",
            "vip, press" if n % 5 == 0 else None,
            _FIRST + timedelta(minutes=37 * n),
            f"Long street {n % 300}",
            f"City {n % 700}",
            date(1950 + n % 55, 1 + n % 12, 1 + n % 28) if n % 4 else None,
            n * 1.25,
            n % 40,
        ]


def own(out: str, rows: int) -> None:
    from salesdesk.domain.fields import FieldType
    from salesdesk.exchange.writing.sheets import OutColumn, OutSheet
    from salesdesk.exchange.writing.workbook import write_workbook

    types = {"Last contact": FieldType.DATETIME, "Birthday": FieldType.DATE, "Budget": FieldType.MONEY,
             "Visits": FieldType.INTEGER, "Street": FieldType.TEXT}  # fmt: skip
    offered = {"Stage": _STAGES, "Owner": _OWNERS, "Source": ("Trade fair", "Website")}
    columns = tuple(
        OutColumn(
            head,
            types.get(head, FieldType.TEXT),
            choices=offered.get(head, ()),
            prompt="Choose from the list." if head in offered else "",
            warning="It is not in the list." if head in offered else "",
            grey=head == "Visits",
            number="#,##0.00" if head == "Budget" else "",
        )
        for head in HEADS
    )
    sheet = OutSheet(
        "Contacts", columns, values(rows), rows, table="Contacts", caption=lambda n: ("People", f"{n} rows")
    )
    write_workbook(Path(out), [sheet], {"export": "benchmark"})


def fastest(out: str, rows: int) -> None:
    from rustpy_xlsxwriter import write_worksheet

    write_worksheet([dict(zip(HEADS, row, strict=True)) for row in values(rows)], out, sheet_name="Contacts")


if __name__ == "__main__":
    {"own": own, "fastest": fastest}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
