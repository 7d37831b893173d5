"""Whoever does not want to be addressed is not, wherever a row says so and in whatever words; and the plan tells."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli import main


def plan_of(
    folder: Path, rows: list[list[str]], capsys: pytest.CaptureFixture[str], ending: str = "csv"
) -> Any:
    """Import rows into a new file; what the command says of it as JSON."""
    file = folder / f"people.{ending}"
    if ending == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(file)
    else:
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    capsys.readouterr()
    assert main(["import", str(file), "--json", "--database", str(folder / "new.salesdesk")]) == 0
    return json.loads(capsys.readouterr().out)


def marks(folder: Path, fields: str = "do_not_email,do_not_call") -> dict[str, str]:
    """By name, a 1 or 0 for each of the fields."""
    out = folder / "out.csv"
    database = str(folder / "new.salesdesk")
    assert (
        main(["export", "contacts", str(out), "--columns", f"full_name,{fields}", "--database", database])
        == 0
    )
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    return {
        row[0]: "".join("1" if cell == "Yes" else "0" for cell in row[1 : 2 + fields.count(",")])
        for row in rows
    }


SEVERAL = [
    (["Email Opt Out", "Unsubscribed"], ["yes", "no"]),
    (["Unsubscribed", "Email Opt Out"], ["no", "yes"]),
    (["Newsletter", "Email opt-out"], ["nein", "no"]),
    (["Newsletter", "Email opt-out"], ["abgemeldet", ""]),
    (["Newsletter", "Werbesperre"], ["ja", "x"]),
    (["Newsletter", "Werbesperre"], ["abgemeldet", ""]),
    (["Newsletter", "Consent"], ["yes", "withdrawn"]),
    (["Newsletter", "Marketing consent"], ["yes", "no"]),
    (["Subscribed", "Unsubscribed at"], ["yes", "2024-02-03"]),
    (["Newsletter", "Newsletter DE", "Newsletter EN"], ["ja", "nein", "ja"]),
    (["Infolettre", "Opposition"], ["oui", "oui"]),
    (["メルマガ", "配信停止"], ["はい", "はい"]),
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("headers", "cells"), SEVERAL)
def test_one_no_of_several_columns_is_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], headers: list[str], cells: list[str], ending: str
) -> None:
    rows = [
        ["Name", "Email", *headers],
        ["Anna Berg", "anna@berg.de", *cells],
        ["Uwe Kern", "uwe@kern.de", *[""] * len(cells)],
    ]
    plan_of(tmp_path, rows, capsys, ending)
    assert marks(tmp_path) == {"Anna Berg": "10", "Uwe Kern": "00"}


def test_columns_that_contradict_each_other_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["Name", "Email", "Email Opt Out", "Unsubscribed"], ["Anna Berg", "anna@berg.de", "yes", "no"]]
    problems = plan_of(tmp_path, rows, capsys)["problems"]
    assert [(one["row"], one["column"], one["value"]) for one in problems] == [(2, "Unsubscribed", "no")]
    assert "Email Opt Out" in problems[0]["reason"]


@pytest.mark.parametrize(
    "header",
    ["Do Not Contact", "DoNotContact", "Kontaktsperre", "Nicht kontaktieren", "Ne pas contacter", "No contactar", "Non contattare", "Não contatar",
     "Niet benaderen", "Nie kontaktować", "Blacklisted"],
)  # fmt: skip
def test_who_is_not_to_be_contacted_is_not_called_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str
) -> None:
    rows = [["Name", "Email", "Phone", header], ["Anna Berg", "anna@berg.de", "+4930123451", "x"],
            ["Uwe Kern", "uwe@kern.de", "+4930123459", ""]]  # fmt: skip
    plan_of(tmp_path, rows, capsys)
    assert marks(tmp_path) == {"Anna Berg": "11", "Uwe Kern": "00"}


@pytest.mark.parametrize(
    "header", ["Do not contact by email", "E-Mail-Sperre", "Email Opt Out", "Unsubscribed"]
)
def test_a_refusal_of_e_mail_is_none_of_calls(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str
) -> None:
    plan_of(tmp_path, [["Name", "Email", header], ["Anna Berg", "anna@berg.de", "yes"]], capsys)
    assert marks(tmp_path) == {"Anna Berg": "10"}


NOES = [
    ("Newsletter", ["gekündigt", "nicht erwünscht", "nein danke", "kein Interesse", "unerwünscht", "Nein, bitte nicht", "abbestellt", "inaktiv",
                    "storniert", "will nicht", "ruht"]),
    ("Newsletter", ["cancelled", "no thanks", "not interested", "inactive", "expired", "don't want", "stopped", "No (asked twice)"]),
    ("Infolettre", ["non merci", "pas intéressé", "résilié", "annulé", "ne souhaite pas", "désabonnée", "aucun"]),
    ("Boletín", ["no gracias", "no desea", "anulado", "dado de baja", "sin interés", "inactivo", "cancelada"]),
    ("Iscritto newsletter", ["no grazie", "non interessato", "annullato", "disdetta", "nessun interesse", "cancellata"]),
    ("Nieuwsbrief", ["nee bedankt", "geen interesse", "opgezegd", "niet gewenst", "stopgezet", "uitgeschreven"]),
    ("メルマガ", ["不要", "いらない", "希望しない", "停止", "解約", "退会", "×", "配信停止"]),
    ("Boletim", ["não obrigado", "sem interesse", "cancelado", "não deseja"]),
    ("Newsletter", ["nie dziękuję", "brak zgody", "nej tack", "ikke interessert", "нет, спасибо", "ei kiitos", "nechci"]),
    ("뉴스레터", ["거부", "원하지 않음", "해지", "아니요"]),
]  # fmt: skip


@pytest.mark.parametrize(("header", "words"), NOES)
def test_words_for_no_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str, words: list[str]
) -> None:
    rows = [[f"Anna Berg{chr(97 + n)}", f"a{n}@b{n}.de", word] for n, word in enumerate(words)]
    answer = plan_of(tmp_path, [["Name", "Email", header], *rows], capsys)
    found = marks(tmp_path)
    assert [word for row, word in zip(rows, words, strict=True) if found[row[0]] != "10"] == []
    assert answer["problems"] == []


def test_words_for_yes_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "ja bitte",
        "yes please",
        "aktiv",
        "erwünscht",
        "oui merci",
        "sí, gracias",
        "weekly yes"[7:],
        "ja, seit 2023",
        "○",
        "希望",
    ]
    rows = [[f"Anna Berg{chr(97 + n)}", f"a{n}@b{n}.de", word] for n, word in enumerate(words)]
    answer = plan_of(tmp_path, [["Name", "Email", "Newsletter"], *rows], capsys)
    assert set(marks(tmp_path).values()) == {"00"}
    assert answer["problems"] == []


@pytest.mark.parametrize("word", ["vielleicht", "pending", "ask Anna", "yes but only by post", "7", "??"])
def test_what_is_not_understood_holds_back_and_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    rows = [
        ["Name", "Email", "Newsletter"],
        ["Anna Berg", "anna@berg.de", word],
        ["Uwe Kern", "uwe@kern.de", "ja"],
    ]
    problems = plan_of(tmp_path, rows, capsys)["problems"]
    assert marks(tmp_path) == {"Anna Berg": "10", "Uwe Kern": "00"}
    assert [(one["row"], one["value"]) for one in problems] == [(2, word)]


ELSEWHERE = [
    ("Status", "unsubscribed", "10"),
    ("Status", "abgemeldet", "10"),
    ("Status", "Do not contact", "11"),
    ("Lead Status", "Do not call", "01"),
    ("Lead Status", "Opted out", "10"),
    ("Tags", "VIP, do not contact", "11"),
    ("Tags", "unsubscribed", "10"),
    ("Notes", "Do not email!", "10"),
    ("Bemerkung", "Keine Werbung!", "10"),
    ("Remark of sales", "Kontaktsperre", "11"),
    ("Schulung", "unsubscribed", "10"),
    ("Notes", "Do not forget to call her about the offer", "00"),
    ("Kurs", "abgemeldet", "00"),
    ("Status", "Contacted", "00"),
]


@pytest.mark.parametrize(("header", "word", "refused"), ELSEWHERE)
def test_a_column_of_another_meaning_that_says_so_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str, word: str, refused: str
) -> None:
    rows = [["Name", "Email", "Phone", header], ["Anna Berg", "anna@berg.de", "+4930123451", word],
            ["Uwe Kern", "uwe@kern.de", "+4930123452", "New"], ["Ida Lund", "ida@lund.de", "+4930123453", "Open"]]  # fmt: skip
    problems = plan_of(tmp_path, rows, capsys)["problems"]
    found = marks(tmp_path)
    assert found == {"Anna Berg": refused, "Uwe Kern": "00", "Ida Lund": "00"}
    assert [one["row"] for one in problems] == ([2] if refused != "00" else [])


def test_the_word_for_a_refusal_is_no_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["unsubscribed", "no", "yes", "abgemeldet", "opted out", "désabonné"]
    rows = [[f"Anna Berg{chr(97 + n)}", f"a{n}@b{n}.de", word] for n, word in enumerate(words)]
    plan_of(tmp_path, [["Name", "Email", "Schulung"], *rows], capsys)
    out = tmp_path / "all.csv"
    assert main(["export", "contacts", str(out), "--database", str(tmp_path / "new.salesdesk")]) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert [row["Schulung"] for row in csv.DictReader(stream)] == words


def test_cards_that_say_so_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cards.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Berg\nEMAIL:anna@berg.de\nCATEGORIES:Kunde,unsubscribed\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ida Lund\nEMAIL:ida@lund.de\nNOTE:Do not contact!\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Uwe Kern\nEMAIL:uwe@kern.de\nCATEGORIES:Kunde\nEND:VCARD\n",
        encoding="utf-8",
    )
    assert main(["import", str(file), "--database", str(tmp_path / "new.salesdesk")]) == 0
    assert marks(tmp_path) == {"Anna Berg": "10", "Ida Lund": "11", "Uwe Kern": "00"}
