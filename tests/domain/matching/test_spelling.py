"""What a misspelt name means."""

from __future__ import annotations

import pytest

from salesdesk.domain.matching.spelling import closest_name

STAGES = ("New", "Qualified", "Proposal", "Negotiation", "Won", "Lost")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Negotiatn", "Negotiation"),
        ("negotation", "Negotiation"),
        ("Porposal", "Proposal"),
        ("Qualifed", "Qualified"),
        ("Won2", "Won"),
        ("Angebot", None),
        ("Net", None),
        ("Loss", "Lost"),
        ("Demo", None),
    ],
)
def test_a_slip_of_the_pen_is_understood(written: str, meant: str | None) -> None:
    assert closest_name(written, STAGES) == meant
