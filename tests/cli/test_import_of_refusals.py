"""Who does not want to be addressed comes in as such, whatever the column is called and however its cells say it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from salesdesk.cli import main

NAMES = ("Ada Lovelace", "Grace Hopper", "Alan Turing")
CASES = [
    ("Unsubscribed", ["2024-01-05", ""], "do_not_email", "10"),
    ("unsubscribed_at", ["2024-01-05T10:11:12Z", ""], "do_not_email", "10"),
    ("UNSUB_TIME", ["2024-01-05 10:11:12", ""], "do_not_email", "10"),
    ("Abgemeldet am", ["05.01.2024", ""], "do_not_email", "10"),
    ("Email Opt-Out Date", ["2024-01-05", ""], "do_not_email", "10"),
    ("Fecha de baja", ["05/01/2024", ""], "do_not_email", "10"),
    ("Subscription status", ["Unsubscribed", "Subscribed", "Bounced"], "do_not_email", "101"),
    ("Email status", ["Unsubscribed", "Active"], "do_not_email", "10"),
    ("Marketing permission", ["denied", "granted"], "do_not_email", "10"),
    ("Permission", ["opt-out", "opt-in"], "do_not_email", "10"),
    ("GDPR consent", ["no", "yes"], "do_not_email", "10"),
    ("Einwilligung", ["widerrufen", "erteilt"], "do_not_email", "10"),
    ("Email Consent", ["Withdrawn", "Given"], "do_not_email", "10"),
    ("Opted out of email: Marketing Information", ["true", ""], "do_not_email", "10"),
    ("Newsletter abbestellt", ["ja", "nein"], "do_not_email", "10"),
    ("No mailings", ["x", ""], "do_not_email", "10"),
    ("Mailing", ["nein", "ja"], "do_not_email", "10"),
    ("Werbesperre", ["seit 2023", "nein"], "do_not_email", "10"),
    ("Email Opt Out", ["Opted out 03/02/2024", "-1", "0"], "do_not_email", "110"),
    ("Baja", ["sí", "no"], "do_not_email", "10"),
    ("Nieuwsbrief", ["nee", "ja"], "do_not_email", "10"),
    ("Рассылка", ["нет", "да"], "do_not_email", "10"),
    ("Newsletter", ["yes", "no"], "do_not_email", "01"),
    ("Subscribed", ["no", "yes"], "do_not_email", "10"),
    ("Consent date", ["2024-01-05", "2023-02-03"], "do_not_email", "00"),
    ("Mailing", ["Christmas", "Spring"], "do_not_email", "00"),
    ("Do not call", ["2024-02-03", ""], "do_not_call", "10"),
    ("Anruf erlaubt", ["nein", "ja"], "do_not_call", "10"),
    ("Telefonwerbung erlaubt", ["nein", "ja"], "do_not_call", "10"),
    ("Phone consent", ["withdrawn", "given"], "do_not_call", "10"),
]


@pytest.mark.parametrize(("header", "cells", "field", "refused"), CASES)
def test_refusals_come_in(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    header: str,
    cells: list[str],
    field: str,
    refused: str,
) -> None:
    file, database = tmp_path / "people.csv", str(tmp_path / "new.salesdesk")
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["Name", "Email", header])
        rows.writerows([NAMES[n], f"p{n}@firm{n}.example", cell] for n, cell in enumerate(cells))
    assert main(["import", str(file), "--database", database]) == 0
    assert _marks(tmp_path, database, field) == refused


def test_a_cell_that_is_no_clear_no_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, database = tmp_path / "people.csv", str(tmp_path / "new.salesdesk")
    file.write_text("Name,Email,Do not email\nAda Lovelace,ada@firm.example,seit 2023\n", encoding="utf-8")
    assert main(["import", str(file), "--json", "--database", database]) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["value"] for problem in problems] == ["seit 2023"]
    assert _marks(tmp_path, database, "do_not_email") == "1"


def test_a_fourth_address_is_known_as_refused(tmp_path: Path) -> None:
    refusing, cards, database = (
        tmp_path / "refusing.csv",
        tmp_path / "ada.vcf",
        str(tmp_path / "new.salesdesk"),
    )
    refusing.write_text("Name,Email,Unsubscribed\nZoe Kay,four@x.example,yes\n", encoding="utf-8")
    mails = "".join(f"EMAIL:{name}@x.example\n" for name in ("ada", "two", "three", "four"))
    cards.write_text(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lowe\n{mails}END:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Nolan\nEMAIL:bo@y.example\nEND:VCARD\n",
        encoding="utf-8",
    )
    assert main(["import", str(refusing), "--database", database]) == 0
    assert main(["import", str(cards), "--database", database]) == 0
    assert _marks(tmp_path, database, "do_not_email") == "101"  # ada, bo, four


def _marks(folder: Path, database: str, field: str) -> str:
    out = folder / "out.csv"
    assert main(["export", "contacts", str(out), "--columns", f"email,{field}", "--database", database]) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = sorted(list(csv.reader(stream))[1:])
    return "".join("1" if row[1] == "Yes" else "0" for row in rows)
