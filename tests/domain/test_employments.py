"""What becomes of the companies of a person when the first one is typed over."""

from __future__ import annotations

from salesdesk.domain.contact_parts import employments_with
from salesdesk.domain.contacts import Employment

ULM, BONN = 1, 2
AT_BONN = Employment(BONN, "Müller GmbH", "Buyer", True)
BESIDE = Employment(3, "Fjord", None, False)


def test_a_name_that_stands_there_already_moves_nobody_to_a_namesake() -> None:
    assert employments_with([AT_BONN, BESIDE], (ULM, "Müller GmbH")) == [AT_BONN, BESIDE]


def test_another_name_takes_the_place_of_the_first() -> None:
    first, second = employments_with([AT_BONN, BESIDE], (4, "Kiln"))
    assert (first.company_id, first.company, first.is_primary) == (4, "Kiln", True)
    assert second == BESIDE
    assert employments_with([AT_BONN, BESIDE], None) == [BESIDE]
