"""Lists of tasks and appointments, as other programs write them: kind, subject, day and hour, and whether it is done."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from salesdesk.cli import main

PEOPLE = "First name,Last name,E-mail\nAnna,Berg,anna@berg.example\nBen,Holm,ben@holm.example\n"
TASKS = """{0}
Call,Call about offer,anna@berg.example,2020-11-20,10:00,open
Meeting,Kick-off,ben@holm.example,2099-12-03,14:30,open
Visit,Look at the site,ben@holm.example,2099-12-04,,
Task,Send contract,anna@berg.example,2020-12-01,,done
"""
COLUMNS = "kind,subject,at,due_at,done_at,full_name,body"


def entries(folder: Path, database: str) -> list[list[str]]:
    out = folder / "seen.csv"
    assert main(["export", "activities", str(out), "--columns", COLUMNS, "--database", database]) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        return sorted([cell[:16] for cell in row[:7]] for row in list(csv.reader(stream))[1:])


@pytest.mark.parametrize(
    ("head", "mapped"),
    [
        ("Type,Subject,E-mail,Due,Time,Status", ()),
        ("Type,Subject,E-mail,Due,Time,Status", ("Type=kind", "Subject=subject", "Due=due_at")),
        ("Art,Betreff,E-Mail,Fällig am,Uhrzeit,Status", ()),
        ("What,Words,E-mail,Until,Time,Status", ("What=kind", "Words=subject", "Until=due_at")),
    ],
)
def test_a_list_of_tasks_keeps_kind_subject_day_and_hour(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str, mapped: tuple[str, ...]
) -> None:
    database = str(tmp_path / "day.salesdesk")
    for name, text in (("people.csv", PEOPLE), ("tasks.csv", TASKS.format(head))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["import", str(tmp_path / "people.csv"), "--database", database]) == 0
    options = [word for one in mapped for word in ("--map", one)]
    command = [
        "import",
        str(tmp_path / "tasks.csv"),
        "--kind",
        "activities",
        *options,
        "--database",
        database,
    ]
    assert main(command) == 0
    assert entries(tmp_path, database) == [
        ["Call", "Call about offer", "", "2020-11-20 10:00", "", "Anna Berg", ""],
        ["Meeting", "Kick-off", "", "2099-12-03 14:30", "", "Ben Holm", ""],
        ["Task", "Send contract", "", "2020-12-01", "2020-12-01 12:00", "Anna Berg", ""],
        ["Visit", "Look at the site", "", "2099-12-04", "", "Ben Holm", ""],
    ]
    capsys.readouterr()
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["new"] == 0, "a second time it says nothing new"
