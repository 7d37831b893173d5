"""The day, and what happened, through ``salesdesk today`` and ``salesdesk log``."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli.main import main
from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.call_rounds import RoundAbout
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sequences import SequenceFor, SequenceStep
from salesdesk.services.activities import Subject
from salesdesk.services.call_rounds import CallRoundService
from salesdesk.services.sequences import SequenceService
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two people of one name, one with a deal and an overdue call."""
    path = tmp_path / "day.salesdesk"
    with closing(Store(path)) as store:
        set_up(store, currency="EUR", country="DE")
        services = build_services(store)
        jonas, _ = services.contacts.create(
            {"full_name": "Jonas Lindqvist", "company": "Fjord Coffee", "lifecycle_stage": "customer"}
        )
        services.contacts.create(
            {"full_name": "Jonas Weber", "company": "Weber Druck", "lifecycle_stage": "lead"}
        )
        stage = next(s.id for s in store.pipelines.all()[0].stages if s.name == "Demo")
        services.deals.create("Annual supply", stage, contact_id=jonas, amount=28_900_00)
        late = (date.fromisoformat(store.today()) - timedelta(days=2)).isoformat()
        services.activities.plan(Subject(contact_id=jonas), "Call back", late, kind=ActivityKind.CALL)
    return path


def answer(capsys: pytest.CaptureFixture[str], database: Path, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*words, "--json", "--database", str(database)]) == 0
    read: dict[str, Any] = json.loads(capsys.readouterr().out)
    return read


def refusal(capsys: pytest.CaptureFixture[str], database: Path, *words: str) -> str:
    capsys.readouterr()
    assert main([*words, "--database", str(database)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


def test_today_tells_what_is_late_and_who_waits(capsys: pytest.CaptureFixture[str], database: Path) -> None:
    day = answer(capsys, database, "today")
    (step,) = day["steps"]
    assert (step["subject"], step["state"], step["days_late"]) == ("Call back", "overdue", 2)
    assert (step["contact"]["name"], step["deal"]["name"]) == ("Jonas Lindqvist", "Annual supply")
    assert step["amount"] == "28900.00 EUR"
    assert [lead["name"] for lead in day["leads"]] == ["Jonas Weber"]
    assert (day["keep_in_touch"], day["keep_in_touch_count"]) == ([], 0)
    capsys.readouterr()
    assert main(["today", "--database", str(database)]) == 0
    text = capsys.readouterr().out
    assert "Overdue (1)" in text
    assert "Call back · Jonas Lindqvist" in text
    assert "2 d late" in text


def test_a_call_is_logged_with_its_next_step_and_settles_the_overdue_one(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    made = answer(
        capsys, database, "log", "Lindqvist", "called him", "--at", "yesterday 15:00", "--minutes", "12",
        "--outcome", "reached", "--then", "send the offer in 3 days", "--language", "en",
    )  # fmt: skip
    assert (made["logged"]["kind"], made["logged"]["outcome"], made["logged"]["deal"]) == (
        "call", "Reached", "Annual supply",
    )  # fmt: skip
    assert made["closed"]["subject"] == "Call back"
    assert made["next"]["subject"] == "send the offer"
    with closing(Store(database)) as store:
        today = date.fromisoformat(store.today())
        entry = store.activities.get(made["logged"]["id"])
        assert entry.duration_minutes == 12
    assert made["next"]["due_at"] == (today + timedelta(days=3)).isoformat()
    assert answer(capsys, database, "today")["steps"] == []  # done yesterday, when the call was


def test_the_words_tell_the_kind_and_what_came_of_it(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    assert answer(capsys, database, "log", "Weber Druck", "visited the new shop")["logged"]["kind"] == "visit"
    told = answer(capsys, database, "log", "Jonas Weber", "nicht erreicht", "--language", "de")
    assert (told["logged"]["kind"], told["logged"]["outcome"]) == ("call", "No answer")
    assert (
        answer(capsys, database, "log", "Jonas Weber", "the shop moved", "--kind", "note")["logged"]["kind"]
        == "note"
    )


@pytest.mark.parametrize(("kind", "words"), [("email", "an email"), ("call", "a call"), ("visit", "a visit")])
def test_what_was_logged_is_said_in_plain_words(
    kind: str, words: str, capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    assert main(["log", "Jonas Weber", "the price", "--kind", kind, "--database", str(database)]) == 0
    assert f"Logged {words} with Jonas Weber." in capsys.readouterr().out


def test_several_or_nobody_is_said_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    before = answer(capsys, database, "history")
    several = refusal(capsys, database, "log", "Jonas", "called")
    assert "Jonas Lindqvist" in several
    assert "Jonas Weber" in several
    assert "finds no contact" in refusal(capsys, database, "log", "Nobody Atall", "called")
    assert "no day that is clear" in refusal(
        capsys, database, "log", "Lindqvist", "x", "--at", "with May and Julio"
    )
    assert "no day that is clear" in refusal(
        capsys, database, "log", "Lindqvist", "x", "--then", "send the offer"
    )
    assert "no owner" in refusal(capsys, database, "today", "--owner", "Nobody")
    assert answer(capsys, database, "history") == before


def test_who_is_to_be_spoken_to_again_is_told(capsys: pytest.CaptureFixture[str], database: Path) -> None:
    with closing(Store(database)) as store:
        services = build_services(store)
        services.keep_in_touch.set_people(store.contacts.ids().tolist(), 4)
    day = answer(capsys, database, "today")
    assert [(one["name"], one["last"]) for one in day["keep_in_touch"]] == [
        ("Jonas Weber", None), ("Jonas Lindqvist", None),
    ]  # fmt: skip
    assert day["keep_in_touch"][1]["next_step"] is not None  # something is planned: behind the others
    assert main(["today", "--database", str(database)]) == 0
    text = capsys.readouterr().out
    assert "Keep in touch (2)" in text
    assert "Jonas Weber · Weber Druck" in text


@pytest.mark.parametrize("kind", ["call_rounds", "sequences"])
def test_rounds_and_sequences_are_exported(
    capsys: pytest.CaptureFixture[str], database: Path, tmp_path: Path, kind: str
) -> None:
    with closing(Store(database)) as store:
        services = build_services(store)
        rounds, sequences = (services.area_of(one) for one in (RecordKind.CALL_ROUNDS, RecordKind.SEQUENCES))
        assert isinstance(rounds, CallRoundService)
        assert isinstance(sequences, SequenceService)
        rounds.start("Autumn", RoundAbout.CONTACTS, store.contacts.ids().tolist())
        sequences.make("Autumn", SequenceFor.CONTACTS, [SequenceStep("call", "Call")])
    out = tmp_path / "out.csv"
    assert main(["export", kind, str(out), "--database", str(database)]) == 0
    assert "Autumn" in out.read_text(encoding="utf-8-sig")
