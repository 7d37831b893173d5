"""What the import says it did: the same figures wherever they stand, and units that are what is counted."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QPushButton

from salesdesk.cli import main
from salesdesk.ui.pages.history.page import HistoryPage
from salesdesk.ui.pages.history.texts import outcome_text
from salesdesk.ui.pages.imports.texts import count_text
from salesdesk.ui.task_runner import Progress
from tests.time_limit import PATIENCE_MS
from tests.ui.pages.imports.conftest import Desk
from tests.ui.pages.imports.test_page import PEOPLE, shown

MIXED = (
    "Name;E-Mail;Firma;Telefon\nAnn Berg;ann@berg.de;Nordwind;siehe Karte\nBen Cole;no address;Nordwind;\n"
    "Cem Dal;cem@dal.de;Ostsee AG;keine\n;neither;;\nDora Ek;dora@ek.se;Ek AB;\nDora Ek;dora@ek.se;Ek AB;\n"
)
MADE = {
    "mixed": (MIXED, {"contacts": 4, "companies": 3}, 1, 3),
    "clean": ("Name;E-Mail\nAnn Berg;ann@berg.de\n", {"contacts": 1}, 0, 0),
    "harmless": ("Name;E-Mail;Telefon\nAnn Berg;ann@berg.de;siehe Karte\n", {"contacts": 1}, 0, 1),
    "orders": (
        "Order ID,Order date,Customer name,Customer email,Total,Currency\n"
        "1001,2026-01-02,Ann Lee,a@x.com,100.50,USD\n1002,2026-01-03,Bob Ray,b@x.com,20,USD\n",
        {"orders": 2, "contacts": 2},
        0,
        0,
    ),
    "deals": (
        "Opportunity;Firma;Kontakt;Summe;Phase\nFlotte;Acme GmbH;Ann Berg;5.000 €;Angebot\n"
        "Lager;Acme GmbH;Bo Dahl;700 €;Angebot\n",
        {"deals": 2, "contacts": 2, "companies": 1},
        0,
        0,
    ),
}


@pytest.mark.parametrize("name", list(MADE))
def test_every_place_counts_an_import_alike(
    desk: Desk, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """The step of the columns, the last page, the history, and the command line in words and as JSON."""
    text, made, out, troubled = MADE[name]
    path = desk.csv("file.csv", text)
    desk.open(path)
    summary = desk.wizard.match.outcome.summary
    assert summary is not None
    planned = f"{summary.new_figure} {summary.new_words} · {summary.new_note}"
    assert summary.problem_figure == str(troubled)
    desk.run.apply()
    desk.wait()
    desk.idle()
    done = desk.wizard.done
    cards = {key: shown(card) for key, card in done.figures.items()}
    history = HistoryPage(desk.context)
    desk.qtbot.addWidget(history)
    history.refresh()
    row = history.model.record(0)
    outcome = outcome_text(row.batch, row.record)
    for kind, count in made.items():
        words = count_text(count, f"new {kind}")
        assert words in planned
        assert words in outcome
        assert count_text(count, kind) in done.text.text()
        in_cards = cards["companies"] if kind == "companies" else cards["created"]
        assert str(count) in in_cards
    others = sum("new " in part for part in outcome.split(", "))
    assert others == len(made), outcome
    assert cards["problems"].startswith("Not imported | " + str(out))
    rows = count_text(troubled, "rows")
    if troubled:
        assert f"{out} of {rows} with a problem" in cards["problems"]
        assert f"{rows} had a problem" in done.text.text()
    else:
        assert "had a problem" not in done.text.text()
    assert (f"{out} not imported" in outcome) == bool(out)
    for words in ((), ("--json",)):
        base = desk.folder / f"other{len(words)}.salesdesk"
        assert main(["import", str(path), "--database", str(base), *words]) == 0
        said = capsys.readouterr().out
        if words:
            answer = json.loads(said)
            assert {k: n for k, n in answer["import"]["created"].items() if n} == made
            assert (answer["counts"]["problems"], answer["counts"]["with_problem"]) == (out, troubled)
        else:
            assert f"{rows} with a problem" in said
            for kind, count in made.items():
                assert count_text(count, kind) in said.partition("Imported: ")[2]


def test_there_is_one_cancel_at_a_time(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))

    def cancels() -> list[str]:
        buttons = desk.page.findChildren(QPushButton)
        return [one.text() for one in buttons if one.isVisible() and one.text().startswith("Cancel")]

    assert cancels() == ["Cancel import"]
    with desk.worker_held():
        desk.run.replan()
        desk.qtbot.waitUntil(desk.page.progress.isVisible, timeout=PATIENCE_MS)
        assert cancels() == ["Cancel"]
    desk.wait()
    assert cancels() == ["Cancel import"]
    with desk.worker_held():
        desk.run.apply()
        desk.qtbot.waitUntil(desk.page.progress.isVisible, timeout=PATIENCE_MS)
        assert cancels() == ["Cancel"]
    desk.wait()
    assert cancels() == []


def test_the_size_of_a_file_is_no_number_of_rows(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))
    with desk.worker_held():
        desk.run.replan()
        desk.qtbot.waitUntil(desk.page.progress.isVisible, timeout=PATIENCE_MS)
        desk.page.progress.show_progress(Progress(4628, 4628, "bytes"))
        assert desk.page.progress.count.text() == "5 kB of 5 kB"
    desk.wait()
