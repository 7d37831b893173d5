"""The yardstick of an export, as its own program: the same cells by plain SQL into a plain workbook or CSV file.

``python -m tests.benchmarks.bare_export DATABASE OUT``.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlcipher3
from openpyxl import Workbook

_SQL = (
    "select c.full_name, o.name, c.job_title, c.email, c.phone, c.lifecycle_stage, w.name, s.name, "
    "(select group_concat(t.name, ', ') from contact_tag x join tag t on t.id = x.tag_id where x.contact_id = c.id), "
    "c.last_contacted_at from contact c left join company o on o.id = c.company_id "
    "left join owner w on w.id = c.owner_id left join source s on s.id = c.source_id "
    "where c.deleted_at is null order by c.name_key, c.id"
)
TITLES = "Name,Company,Job title,Email,Phone,Stage,Owner,Source,Tags,Last contact".split(",")


def main(database: str, out: str) -> None:
    connection = sqlcipher3.connect(database)
    rows: Iterable[tuple[Any, ...]] = connection.execute(_SQL)
    if Path(out).suffix == ".csv":
        with open(out, "w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(TITLES)
            writer.writerows(rows)
    else:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Contacts")
        sheet.append(TITLES)
        for row in rows:
            sheet.append(row)
        book.save(out)
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
