"""The yardstick of an import, as its own program: read with calamine, insert plainly, index for search.

``python -m tests.benchmarks.bare_import WORKBOOK DATABASE`` prints the seconds of each stage as JSON. It cleans,
matches and journals nothing; it is what the file format and the database cost alone.
"""

from __future__ import annotations

import json
import sys
import time

import sqlcipher3
from python_calamine import CalamineWorkbook


def main(workbook: str, database: str) -> None:
    times = [time.perf_counter()]
    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    titles, *leads = rows
    times.append(time.perf_counter())
    connection = sqlcipher3.connect(database, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    columns = [f"c{number}" for number in range(len(titles))]
    connection.execute(f"create table lead(id integer primary key, {','.join(columns)})")
    connection.execute(
        "create virtual table found using fts5(name, email, phone, company, "
        "content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    connection.execute("begin immediate")
    marks = ",".join("?" * (len(columns) + 1))
    connection.executemany(
        f"insert into lead values({marks})",
        (
            (number, *(cell if isinstance(cell, str | float) else str(cell) for cell in lead))
            for number, lead in enumerate(leads, start=1)
        ),
    )
    times.append(time.perf_counter())
    connection.executemany(
        "insert into found(rowid, name, email, phone, company) values(?,?,?,?,?)",
        (
            (number, f"{lead[0]} {lead[1]}", lead[2], f"{lead[3]} {lead[4]}", lead[5])
            for number, lead in enumerate(leads, start=1)
        ),
    )
    connection.execute("commit")
    times.append(time.perf_counter())
    connection.close()
    stages = {
        name: later - earlier
        for name, earlier, later in zip(("read", "insert", "index"), times, times[1:], strict=False)
    }
    print(json.dumps({"rows": len(leads), **stages}))


if __name__ == "__main__":
    main(*sys.argv[1:])
