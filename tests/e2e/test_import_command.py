"""``salesdesk import``, ``duplicates`` and ``demo`` as a script uses them: files in, JSON or one sentence out."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import ROOT

LEADS = """Vorname;Nachname;E-Mail Adresse;Telefon;Firma;Ort
Anna;Weber;anna@nordwind.de;030 1234567;Nordwind GmbH;Berlin
Bert;Schulz;bert@suedwind.de;0171 2345678;Südwind AG;Köln
;;;;;Rom
"""


def salesdesk(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", str(ROOT / "main.py"), *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def answer(*words: str | Path) -> dict[str, Any]:
    run = salesdesk(*words, "--json")
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(LEADS, encoding="cp1252")
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A file that the leads were imported into, and its history: to be copied."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "leads.csv").write_text(LEADS, encoding="cp1252")
    answer("import", folder / "leads.csv", "--database", folder / "kept.salesdesk")
    return folder / "kept.salesdesk", answer("history", "--database", folder / "kept.salesdesk")


def test_a_plan_says_everything_and_writes_nothing(leads: Path, tmp_path: Path) -> None:
    database = tmp_path / "new.salesdesk"
    plan = answer("import", leads, "--plan", "--database", database)
    assert not database.exists()
    (sheet,) = plan["sheets"]
    assert (plan["file"], sheet["kind"], sheet["header_row"], sheet["rows"]) == (str(leads), "contacts", 0, 3)
    assert sheet["settings"] == {
        "encoding": "cp1252",
        "delimiter": ";",
        "date_order": "DMY",
        "decimal": ",",
        "country": "DE",
    }
    first = sheet["columns"][2]
    assert (first["index"], first["header"], first["field"]) == (2, "E-Mail Adresse", "email")
    assert first["confidence"] > 0.9
    assert (first["samples"][0], first["parsed"][0]) == ("anna@nordwind.de", "anna@nordwind.de")
    counts = plan["counts"]
    assert {k: counts[k] for k in ("rows", "new", "changed", "unchanged", "duplicates", "problems")} == {
        "rows": 3, "new": 2, "changed": 0, "unchanged": 0, "duplicates": 0, "problems": 1,
    }  # fmt: skip
    (problem,) = plan["problems"]
    assert (problem["sheet"], problem["row"], problem["reason"]) == (
        "leads",
        4,
        "The row has no name, e-mail or phone.",
    )


def test_import_then_again_then_undo(leads: Path, tmp_path: Path) -> None:
    database = tmp_path / "new.salesdesk"
    done = answer("import", leads, "--database", database)
    assert done["import"]["created"] == {"contacts": 2, "companies": 2, "deals": 0}
    assert answer("import", leads, "--database", database)["counts"]["unchanged"] == 2
    found = answer("search", "Südw", "--database", database)
    assert [
        hit["title"] for group in found["groups"] if group["kind"] == "contacts" for hit in group["hits"]
    ] == ["Bert Schulz"]
    assert answer("undo", "--batch", str(done["import"]["batch"]), "--database", database)["kept"] == []
    assert answer("search", "Bert", "--database", database)["groups"] == []


def test_words_for_a_person(leads: Path, tmp_path: Path) -> None:
    run = salesdesk("import", leads, "--database", tmp_path / "new.salesdesk")
    assert run.returncode == 0
    assert "E-Mail Adresse -> email" in run.stdout
    assert (
        "2 new contacts, 2 new companies, 0 changed, 0 unchanged, 0 look like duplicates, "
        "1 row with a problem (1 of them not imported)" in run.stdout
    )
    assert "Imported: 2 contacts, 2 companies." in run.stdout


def test_options_decide(leads: Path, tmp_path: Path) -> None:
    database, out = tmp_path / "new.salesdesk", tmp_path / "problems.xlsx"
    words = ("--map", "Ort=region", "--map", "Firma=ignore", "--country", "AT", "--problems", out)
    plan = answer("import", leads, *words, "--database", database)
    assert [c["field"] for c in plan["sheets"][0]["columns"]][4:] == ["ignore", "region"]
    assert plan["sheets"][0]["settings"]["country"] == "AT"
    assert plan["import"]["created"]["companies"] == 0
    assert openpyxl.load_workbook(out).worksheets[0]["A2"].value == 4
    leads.write_text(LEADS.replace("Berlin", "Bremen"), encoding="cp1252")
    assert (
        answer("import", leads, *words[:6], "--on-match", "skip", "--database", database)["counts"]["changed"]
        == 0
    )
    assert (
        answer("import", leads, *words[:6], "--on-match", "overwrite", "--database", database)["counts"][
            "changed"
        ]
        == 1
    )


def test_one_sheet_by_name_and_kind(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "People"
    for row in (["Name", "Email"], ["Anna Weber", "anna@x.de"]):
        book.active.append(row)
    other = book.create_sheet("Hidden")
    other.sheet_state = "hidden"
    for row in (["Name", "City"], ["Nordwind GmbH", "Kiel"], ["Südwind AG", "Köln"]):
        other.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    plan = answer("import", path, "--plan", "--database", tmp_path / "a.salesdesk")
    assert [(s["name"], s["used"], s["reason"]) for s in plan["sheets"]] == [
        ("People", True, ""),
        ("Hidden", False, "hidden"),
    ]
    done = answer(
        "import",
        path,
        "--sheet",
        "Hidden",
        "--kind",
        "companies",
        "--map",
        "Name=company",
        "--database",
        tmp_path / "a.salesdesk",
    )
    assert done["import"]["created"] == {"contacts": 0, "companies": 2, "deals": 0}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "missing.xlsx"], "missing.xlsx"),
        (["import", "picture.xlsx"], "picture"),
        (["import", "leads.csv", "--sheet", "Nope"], "no sheet «Nope»"),
        (["import", "leads.csv", "--map", "Nope=email"], "no column «Nope»"),
        (["duplicates", "missing.csv"], "missing.csv"),
        (["demo", "--contacts", "0"], "1 to 1,000,000"),
    ],
)
def test_bad_input_is_one_sentence_and_writes_nothing(
    leads: Path,
    imported: tuple[Path, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    sentence: str,
) -> None:
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    monkeypatch.chdir(tmp_path)
    kept, size = imported
    database = tmp_path / "kept.salesdesk"
    shutil.copyfile(kept, database)
    run = salesdesk(*words, "--database", database)
    assert (run.returncode, run.stdout) == (1, "")
    assert sentence in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert answer("history", "--database", database) == size


def test_wrong_usage_is_told_apart(leads: Path) -> None:
    for words in (["--map", "Ort"], ["--map", "Ort=nothing"], ["--kind", "birds"], ["--country", "Nowhere"]):
        assert salesdesk("import", leads, *words).returncode == 2


def test_an_unreadable_file_makes_no_database(tmp_path: Path) -> None:
    bad, database = tmp_path / "bad.xlsx", tmp_path / "never.salesdesk"
    bad.write_bytes(b"PK\x03\x04 no workbook at all")
    assert salesdesk("import", bad, "--database", database).returncode == 1
    assert not database.exists()


def test_duplicates_in_a_file_and_in_the_database(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "Name,Mail\nAnna Weber,anna@x.de\nBert Schulz,b@x.de\nWeber Anna,anna@x.de\n", encoding="utf-8"
    )
    words = (path, "--map", "Name=full_name", "--map", "Mail=email")
    (pair,) = answer("duplicates", *words, "--database", tmp_path / "d.salesdesk")["pairs"]
    assert (pair["a"], pair["b"]["row"]) == ({"row": 0, "id": None, "name": "Anna Weber"}, 2)
    assert pair["grade"] in ("certain", "likely")
    assert 0.5 <= pair["score"] <= 1
    assert pair["reasons"][0] == "same e-mail"
    said = pair["evidence"][0]
    assert (said["code"], said["field"], said["value"]) == ("same_email", "email", "anna@x.de")
    assert said["weight"] > 0
    assert (
        answer("demo", "--contacts", "30", "--seed", "2", "--database", tmp_path / "d.salesdesk")["created"][
            "contact"
        ]
        == 30
    )
    assert isinstance(answer("duplicates", "--database", tmp_path / "d.salesdesk")["pairs"], list)
    refused = salesdesk("demo", "--contacts", "5", "--database", tmp_path / "d.salesdesk")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_exported_comes_back_unchanged_wherever_the_person_is(tmp_path: Path, kind: str) -> None:
    database, leads, out = tmp_path / "one.salesdesk", tmp_path / "leads.csv", tmp_path / f"out.{kind}"
    leads.write_text(
        "Name,Email,Last contacted,Created\n"
        "Ann Hill,ann@hill.example,2026-05-12,2026-05-01 09:30\n"
        "Bob Dale,bob@dale.example,2026-05-12 22:15,2026-05-01\n"
    )
    answer("import", leads, "--database", database)
    columns = "full_name,email,last_contacted_at,created_at"
    answer("export", "contacts", out, "--database", database, "--columns", columns)
    again = answer("merge", out, "--plan", "--database", database)
    assert (again["counts"]["rows"], again["counts"]["unchanged"], again["cells"]) == (2, 2, [])
    if kind == "csv":
        assert [",".join(line.split(",")[:4]) for line in out.read_text("utf-8-sig").splitlines()[1:]] == [
            "Ann Hill,ann@hill.example,2026-05-12,2026-05-01 09:30-04:00",
            "Bob Dale,bob@dale.example,2026-05-12 22:15-04:00,2026-05-01 00:00-04:00",
        ]
