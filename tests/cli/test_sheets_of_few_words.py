"""Sheets that say little, or say it in the way of programs with tables inside of their records, are understood."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from salesdesk.cli import main

COLUMNS = "full_name,first_name,last_name,company,email,phone,phone_2"


def people_of(folder: Path, text: str, ending: str = "csv") -> list[dict[str, str]]:
    file, out, database = folder / f"in.{ending}", folder / "out.csv", str(folder / "new.salesdesk")
    file.write_text(text, encoding="utf-8")
    assert main(["import", str(file), "--database", database]) == 0
    assert main(["export", "contacts", str(out), "--columns", COLUMNS, "--database", database]) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        return sorted(csv.DictReader(stream), key=lambda row: row["Name"])


@pytest.mark.parametrize(
    ("text", "names", "firms"),
    [
        ("Имя,Компания\nИван Петров,Газпром\n", ["Иван Петров"], ["Газпром"]),
        ("이름,회사\n김민준,삼성\n", ["김민준"], ["삼성"]),
        ("الاسم,الشركة\nمحمد علي,أرامكو\n", ["محمد علي"], ["أرامكو"]),
        ("Όνομα,Εταιρεία\nΝίκος Παππάς,Όμηρος\n", ["Νίκος Παππάς"], ["Όμηρος"]),
        ("Ad,Şirket\nXyq Wvut,Qrst\n", ["Xyq Wvut"], ["Qrst"]),
    ],
)
def test_names_and_firms_alone_are_people(
    tmp_path: Path, text: str, names: list[str], firms: list[str]
) -> None:
    people = people_of(tmp_path, text)
    assert [person["Name"] for person in people] == names
    assert [person["Company"] for person in people] == firms


def test_lines_of_tables_inside_of_records_belong_to_their_record(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        "First Name,Last Name,Email ID (Email IDs),Is Primary Phone (Contact Numbers),Number (Contact Numbers)\n"
        "Anna,Berg,anna@berg.de,1,+4930123451\n,,,0,+4930123452\nUwe,Kern,uwe@kern.de,1,+4930123453\n",
    )
    assert [(row["Name"], row["Email"], row["Phone"], row["Second phone"]) for row in people] == [
        ("Anna Berg", "anna@berg.de", "+4930123451", "+4930123452"),
        ("Uwe Kern", "uwe@kern.de", "+4930123453", ""),
    ]


def test_ones_and_zeros_are_no_numbers_to_call(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        "Name,Phone,Is Primary Phone,Has mobile\nAnna Berg,+4930123451,1,0\nUwe Kern,+4930123452,0,1\n",
    )
    assert [row["Second phone"] for row in people] == ["", ""]


@pytest.mark.parametrize(
    ("card", "names"),
    [
        ("FN:Only\nN:Only;;;;", ("Only", "", "Only")),
        ("FN:Only\nN:;Only;;;", ("Only", "Only", "")),
        ("FN:Max Mu Kern\nN:;Max Mu Kern;;;", ("Max Mu Kern", "Max", "Kern")),
        ("FN:Anna Berg\nN:Anna Berg;;;;", ("Anna Berg", "", "Anna Berg")),
        ("FN:Anna Berg\nN:Berg;Anna;;;", ("Anna Berg", "Anna", "Berg")),
        ("FN:Anna Berg\nN:;;;;", ("Anna Berg", "Anna", "Berg")),
    ],
)
def test_cards_name_nobody_twice(tmp_path: Path, card: str, names: tuple[str, str, str]) -> None:
    text = f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEMAIL:a@b.de\nEND:VCARD\n"
    (person,) = people_of(tmp_path, text, "vcf")
    assert (person["Name"], person["First name"], person["Last name"]) == names


@pytest.mark.parametrize(
    "text", ["20210515T112507Z", "20210515T112507", "20210515T1125+0200", "2021-05-15T11:25:07Z"]
)
def test_moments_without_signs_are_moments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    file = tmp_path / "in.vcf"
    file.write_text(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Anna Berg\nN:Berg;Anna;;;\nREV:{text}\nEND:VCARD\n", encoding="utf-8"
    )
    assert main(["import", str(file), "--json", "--database", str(tmp_path / "new.salesdesk")]) == 0
    assert "is not a date" not in capsys.readouterr().out
