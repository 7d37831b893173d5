"""The code of Namibia looks like "not available"; the column tells which it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from salesdesk.cli import main


@pytest.mark.parametrize(
    ("countries", "found"),
    [(["NA", "DE", "US"], ["Namibia", "Germany", "United States"]), (["NA", "Germany", "USA"], ["", "Germany", "United States"])],
)  # fmt: skip
def test_na_is_namibia_among_codes(tmp_path: Path, countries: list[str], found: list[str]) -> None:
    file, out, database = tmp_path / "in.csv", tmp_path / "out.csv", str(tmp_path / "new.salesdesk")
    names = ("Ada Lovelace", "Grace Hopper", "Zoe Turing")
    rows = [f"{name},{name[:3].lower()}@x{n}.example,{countries[n]}\n" for n, name in enumerate(names)]
    file.write_text("Name,Email,Country\n" + "".join(rows), encoding="utf-8")
    assert main(["import", str(file), "--database", database]) == 0
    assert main(["export", "contacts", str(out), "--columns", "email,country", "--database", database]) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert [row[1] for row in sorted(csv.reader(stream)) if "@" in row[0]] == found
