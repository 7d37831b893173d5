"""Answers in JSON on standard output."""

from __future__ import annotations

import json

import pytest

from salesdesk.cli import session
from salesdesk.cli.session import in_json, print_json, print_json_list


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7])
def test_a_long_list_is_written_in_pieces_and_is_one_object(
    count: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_PIECE", 2)
    monkeypatch.setattr(session, "_LAID_OUT", 0)
    members = [{"name": f"Zoë “{n}”", "id": n} for n in range(count)]
    print_json_list("pairs", map(in_json, members))
    pieces = capsys.readouterr().out
    print_json({"pairs": members})
    assert pieces == capsys.readouterr().out
    assert json.loads(pieces) == {"pairs": members}


@pytest.mark.parametrize(
    "value", [None, 0, -7, 10**20, True, False, 0.25, "Ann", 'a "b"\n', [1], {"a": None}]
)
def test_a_value_is_said_as_the_encoder_says_it(value: object) -> None:
    assert in_json(value) == json.dumps(value, ensure_ascii=False)
