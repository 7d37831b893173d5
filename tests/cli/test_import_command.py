"""``salesdesk import`` in plain words (the whole way as a program is in tests/e2e)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from salesdesk.cli import main
from salesdesk.cli.history import _counted
from salesdesk.domain.changes import KeptRow
from salesdesk.services.imports.plan.likeness import MOST_ROWS

TOLD = "“salesdesk duplicates” finds the rest afterwards."


def leads(file: Path, rows: int) -> str:
    """A list of ``rows`` different people, whose names have nothing in common: to compare thousands that do takes long."""
    word = str.maketrans("0123456789abcdef", "bcdfghklmnpraeio")
    names = (hashlib.sha256(b"%d" % number).hexdigest().translate(word) for number in range(rows))
    lines = (f"{name[:8]},{name[8:18]},{name[18:30]}@post.example\n".title() for name in names)
    file.write_text("First name,Last name,Email\n" + "".join(lines), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("rows", "told"), [(MOST_ROWS, False), (MOST_ROWS + 1, True)])
def test_a_long_list_is_told_what_it_is_not_compared_by(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: int, told: bool
) -> None:
    assert main(["import", leads(tmp_path / "leads.csv", rows), "--plan", "--database", "new.salesdesk"]) == 0
    out = capsys.readouterr().out
    assert f"{rows:,} new" in out
    assert (TOLD in out) == told


def test_a_kind_no_column_fits_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = leads(tmp_path / "leads.csv", 2)
    database = str(tmp_path / "new.salesdesk")
    assert main(["import", file, "--kind", "products", "--database", database]) == 1
    assert "leads: no column fits products." in capsys.readouterr().err


def test_what_an_undo_keeps_is_said_in_plain_words() -> None:
    rows = (KeptRow("contact", 1, "changed"), KeptRow("contact", 2, "changed"))
    assert _counted((*rows, KeptRow("contact_email", 3, "changed"))) == (
        "2 contacts, 1 e-mail address of contacts"
    )


def test_opt_outs_are_kept_and_said_unless_they_are_to_be_lifted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, file = str(tmp_path / "new.salesdesk"), tmp_path / "list.csv"

    def taken_in(rows: str, *options: str) -> str:
        file.write_text("Name,Email,Email Opt Out\n" + rows, encoding="utf-8")
        assert main(["import", str(file), "--database", database, *options]) == 0
        return capsys.readouterr().out

    def refused() -> int:
        out = tmp_path / "out.csv"
        assert (
            main(["export", "contacts", str(out), "--database", database, "--filter", "do_not_email:yes"])
            == 0
        )
        capsys.readouterr()
        return len(out.read_text(encoding="utf-8").splitlines()) - 1

    taken_in("Ann Berg,ann@berg.example,yes\n")
    assert refused() == 1
    told = taken_in("Ann Berg,ann+x@berg.example,no\n", "--on-match", "overwrite")
    assert "1 of the new people has an address that is opted out" in told
    told = taken_in("Ann Berg,ann@berg.example,no\n", "--on-match", "overwrite")
    assert "1 opted out, although the file says they may be addressed: kept" in told
    assert refused() == 2
    answer = json.loads(
        taken_in("Ann Berg,ann@berg.example,no\n", "--on-match", "overwrite", "--plan", "--json")
    )
    assert answer["opt_outs"] == {"kept": 1, "known": 0}
    told = taken_in("Ann Berg,ann@berg.example,no\n", "--on-match", "overwrite", "--lift-opt-outs")
    assert "opted out" not in told
    assert refused() == 1


def test_pairs_left_open_are_counted_as_new_and_named_by_duplicates_and_come_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = ["--database", str(tmp_path / "mine.salesdesk")]
    people = tmp_path / "people.csv"
    people.write_text(
        "First name,Last name,Company,Email,City\n"
        "Jonathan,Baumgartner,Baumgartner KG,j.baumgartner@baumgartner.example,Ulm\n"
        "Jonathan,Baumgartner,Baumgartner KG,jb@baumgartner.example,Ulm\n",
        encoding="utf-8",
    )
    counts = []
    for _ in range(2):
        assert main(["import", str(people), "--json", *database]) == 0
        counts.append(json.loads(capsys.readouterr().out)["counts"])
    assert (counts[0]["new"], counts[0]["duplicates"]) == (2, 0)
    assert (counts[1]["new"], counts[1]["changed"], counts[1]["duplicates"]) == (0, 0, 0)
    for one in counts:
        assert sum(count for kind, count in one.items() if kind != "rows") == one["rows"]
    assert main(["duplicates", "--json", *database]) == 0
    assert len(json.loads(capsys.readouterr().out)["pairs"]) == 1


def test_outcomes_are_taken_in_and_given_out_by_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, file, out = str(tmp_path / "new.salesdesk"), tmp_path / "calls.csv", tmp_path / "out.csv"
    file.write_text(
        "Type,Subject,Date,Contact,Email,Outcome\n"
        "Call,First try,2026-10-01,Ann Berg,ann@berg.example,nicht erreicht\n"
        "Call,Second try,2026-10-02,Ann Berg,ann@berg.example,left voicemail\n"
        "Call,Third try,2026-10-03,Ann Berg,ann@berg.example,wants a new offer\n",
        encoding="utf-8",
    )
    arguments = ["--database", database]
    assert main(["import", str(file), "--kind", "activities", "--map", "Outcome=outcome", *arguments]) == 0
    assert main(["export", "activities", str(out), "--columns", "subject,outcome", *arguments]) == 0
    rows = {tuple(line.split(",")[:2]) for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]}
    assert rows == {
        ("First try", "No answer"),
        ("Second try", "Left a message"),
        ("Third try", "wants a new offer"),
    }
    capsys.readouterr()
    plan = ["import", str(file), "--kind", "activities", "--map", "Outcome=outcome", "--plan", "--json"]
    assert main([*plan, *arguments]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["new"], counts["changed"]) == (0, 0)
