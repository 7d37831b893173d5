"""Lifecycle stages as people write them."""

from __future__ import annotations

import pytest

from salesdesk.domain.lifecycle import STAGES, parse_lifecycle, rank


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lead", "lead"),
        ("lead", "lead"),
        ("Marketing-qualified", "marketing_qualified"),
        ("Marketing Qualified Lead", "marketing_qualified"),
        ("marketing_qualified", "marketing_qualified"),
        ("MQL", "marketing_qualified"),
        ("sales qualified lead", "sales_qualified"),
        ("SQL", "sales_qualified"),
        ("Prospect", "lead"),
        ("Client", "customer"),
        ("evangelist", "evangelist"),
        ("Bestandskunde", "customer"),
        ("Prospecto", "lead"),
        ("Qualifié", "sales_qualified"),
        ("Клиент", "customer"),
        ("Champion", None),
        ("", None),
    ],
)
def test_a_stage_is_recognised(text: str, code: str | None) -> None:
    assert parse_lifecycle(text) == code


def test_every_title_and_code_leads_to_its_stage_and_ranks_rise() -> None:
    assert [parse_lifecycle(stage.title) for stage in STAGES] == [stage.code for stage in STAGES]
    assert [parse_lifecycle(stage.code) for stage in STAGES] == [stage.code for stage in STAGES]
    assert [rank(stage.code) for stage in STAGES] == list(range(len(STAGES)))
    assert rank("unknown") == -1
