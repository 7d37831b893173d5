"""The command line with every kind of wrong word: one sentence, the right code, never a traceback."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

import pytest

from salesdesk import cli
from tests.builders import make_template

MACHINE = re.compile(
    r"Traceback|[Uu]nexpected went|Errno|sqlite|peewee|NoneType|object at 0x|\.py\b|Error:|invalid int"
)

NUMBERS = ("-1", "0", "99999999999999999999", "1e9", "nan", "", "٣", "0x10", "--")
TEXTS = (
    "", " ", "-", "--", "x" * 20_000, "\udcff", "a\udc80b", "two\nlines", "‮", "🔥", "%s{0}", "-1", "?", ":", "~", '"', "\\",
    "stage:", "stage:lead,", "nope:1", "custom.nope:1", "-id:?", "id:99999999999999999999", "created>=2026-13-45",
    "created:9999", "created:99999d", "created<0001-01-01", "tags:\"", "full_name~%", "deal_value>nan", "last_contact:0000",
    "phone:?", "email~" + "e" * 5_000, "do_not_email:maybe", "company:#99999999999999999999", "a " * 2_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a few records, copied for every test."""
    from salesdesk.store.store import Store
    from tests.builders import Clock, add_company, add_contact

    path = make_template(tmp_path_factory.mktemp("cli"))
    store = Store(path, clock=Clock())
    add_company(store)
    add_contact(store, email="anna@example.com", company="Nordwind GmbH", tags="vip")
    store.close()
    return path


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """Names of files that cannot be read or written, by what is wrong with them."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "empty.csv").touch()
    (tmp_path / "noise.csv").write_bytes(os.urandom(3000))
    (tmp_path / "plain.csv").write_text("Name;E-mail\nAnna;anna@example.com\n", encoding="utf-8")
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nowhere" / "x.csv")
    return {
        "missing": str(tmp_path / "missing.csv"),
        "folder": str(tmp_path / "folder"),
        "folder with an ending": str(tmp_path / "folder.csv"),
        "no folder": str(tmp_path / "nowhere" / "out.csv"),
        "under a file": str(tmp_path / "plain.csv" / "out.csv"),
        "loop": str(loop),
        "dangling link": str(tmp_path / "dangling.csv"),
        "long": str(tmp_path / f"{'n' * 300}.csv"),
        "far too long": str(tmp_path / f"{'n' * 200}" / "/".join(["d" * 200] * 30) / "x.csv"),
        "no characters": str(tmp_path / "\udcff\udc80.csv"),
        "lines": str(tmp_path / "two\nlines.csv"),
        "device": "/dev/null",
        "process": "/proc/self/mem",
        "nobody": "~nobody-at-all/x.csv",
        "empty name": "",
        "point": ".",
        "empty": str(tmp_path / "empty.csv"),
        "noise": str(tmp_path / "noise.csv"),
        "other ending": str(tmp_path / "out.doc"),
        "upper": str(tmp_path / "OUT.CSV"),
    }


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def fault(code: int, said: str) -> str:
    """What is wrong with an answer, "" when nothing is."""
    if code not in (0, 1, 2):
        return f"code {code}"
    if found := MACHINE.search(said):
        return f"says {found[0]!r}: {said[:300]!r}"
    lines = said.strip().splitlines()
    if code and (len(lines) != 1 or not lines[0].endswith(".")):
        return f"not one sentence: {said[:300]!r}"
    if len(said) > 3_000:
        return f"{len(said)} characters"
    return ""


def walk(
    calls: list[list[str]],
    database: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    codes: tuple[int, ...] = (0, 1, 2),
) -> None:
    faults = []
    for words in calls:
        code, _, err = run([words[0], "--database", str(database), *words[1:]], capsys)
        wrong = fault(code, err) or ("" if code in codes else f"ends with {code}: {err[:200]!r}")
        if wrong:
            faults.append(f"{[w[:60] for w in words]}: {wrong}")
    assert not faults, "\n".join(faults)


@pytest.fixture
def database(ready: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copyfile(ready, tmp_path / "cli.salesdesk"))


def test_numbers(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = [["search", "anna", f"--limit={n}"] for n in NUMBERS] + [
        ["history", f"--limit={n}"] for n in NUMBERS
    ]
    calls += [["undo", f"--batch={n}"] for n in NUMBERS]
    calls += [["demo", f"--contacts={n}"] for n in NUMBERS] + [
        ["demo", "--contacts=1", f"--seed={n}"] for n in NUMBERS
    ]
    walk(calls, database, capsys)


def test_seeds_of_any_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place, seed in enumerate(("-1", "99999999999999999999", "-" + "9" * 300)):
        walk(
            [["demo", "--contacts=2", f"--seed={seed}"]],
            tmp_path / f"{place}.salesdesk",
            capsys,
            codes=(0, 2),
        )


def test_texts(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out.csv")
    calls = [["search", "--", text] for text in TEXTS]
    calls += [
        ["export", kind, out, f"--filter={text}"]
        for kind in ("contacts", "deals", "activities")
        for text in TEXTS
    ]
    calls += [["export", "contacts", out, f"--sort={text}"] for text in TEXTS]
    calls += [
        ["export", "companies", out, f"--columns={text}"]
        for text in (*TEXTS, ",,,", "company,company", "notes")
    ]
    calls += [["report", "pipeline", out, f"--owner={text}"] for text in TEXTS]
    walk(calls, database, capsys)


def test_days(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out.csv")
    days = (
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "yesterday",
        "",
        "20260504",
        "2026-W01-1",
        "-5",
        "\udcff",
        "9" * 5_000,
    )
    calls = [["report", name, out, f"--from={day}"] for name in ("pipeline", "campaigns") for day in days]
    calls += [["report", "pipeline", out, f"--to={day}"] for day in days]
    calls += [["report", "pipeline", out, "--from=2026-05-02", "--to=2026-05-01"]]
    walk(calls, database, capsys)


def test_places(
    database: Path,
    places: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    calls = []
    for number, place in enumerate(places.values()):
        calls += [["export", "contacts", place], ["report", "pipeline", place], ["backup", place]]
        calls += [["restore", place]]
        if number % 4:  # what reads a file starts a process for it
            continue
        calls += [["import", "--plan", place], ["duplicates", place]]
        calls += [["import", "--plan", str(tmp_path / "plain.csv"), "--problems", place]]
    calls = [words for words in calls if words[:1] != ["restore"] or words[1]]
    walk(calls, database, capsys)


def test_words_of_an_import(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "people.csv"
    source.write_text("Name;E-mail;X\nAnna;anna@example.com;1\n", encoding="utf-8")
    few = ("", "\udcff", "x" * 20_000, "two\nlines", "=", "X=", "=email", "X=nope", "Nobody=email", "X=email")
    calls = [
        ["import", "--plan", str(source), f"--{option}={text}"]
        for option in ("map", "sheet", "country")
        for text in few
    ]
    walk(calls, database, capsys)


@pytest.mark.parametrize(
    "command", ["search", "export", "history", "backup", "check", "undo", "report", "restore", "demo"]
)
def test_databases_that_cannot_be(
    command: str,
    places: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    words = {
        "search": ["anna"], "export": ["contacts", "o.csv"], "backup": ["b.salesdesk"], "report": ["pipeline", "r.csv"],
        "restore": ["plain.csv"], "demo": ["--contacts=1"],
    }.get(command, [])  # fmt: skip
    faults = []
    for name, place in places.items():
        if name == "empty":
            continue  # a file this program began is begun again
        if (
            name
            in (
                "upper",
                "other ending",
                "missing",
                "lines",
                "no characters",
                "no folder",
                "dangling link",
                "nobody",
            )
            and command == "demo"
        ):
            continue  # such a file may be made
        code, _, err = run([command, "--database", place, *words], capsys)
        wrong = fault(code, err) or ("" if code else "succeeds")
        if wrong:
            faults.append(f"{name}: {wrong}")
    assert not faults, "\n".join(faults)


def test_results_are_printed_whatever_they_are_called(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name with bytes that are no characters is written as an escape."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    assert cli.main(["export", "--database", str(database), "contacts", str(tmp_path / "\udcff.csv")]) == 0
    out.flush()
    assert b"\\udcff.csv" in out.buffer.getvalue()  # type: ignore[attr-defined]
