"""Every reason of the matcher has words, and no words stand for a reason that it does not give."""

from __future__ import annotations

from itertools import chain

import pytest

from salesdesk.domain.matching.features import ORGANISATION_FEATURES, PERSON_FEATURES
from salesdesk.domain.matching.reasons import SAME_GROUP
from salesdesk.domain.matching.records import Evidence
from salesdesk.services.imports.plan.planner import REASONS_BY_KEY
from salesdesk.wording import TEXTS, worded

GIVEN = {
    level.code
    for feature in chain(PERSON_FEATURES, ORGANISATION_FEATURES)
    for level in feature.levels
    if level.code
} | {SAME_GROUP, "same_order", *(reason.code for reason in REASONS_BY_KEY.values())}


def test_each_reason_has_words_and_each_words_a_reason() -> None:
    assert {code.removeprefix("matching.") for code in TEXTS if code.startswith("matching.")} == GIVEN


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("same_email", "same e-mail"),
        ("same_local_phone", "same local phone number"),
        ("fax_typo", "fax with a typing error"),
        ("loosely_like_last_name", "loosely similar last name"),
        ("same_city_and_postal_code", "same city and postal code"),
        ("same_external_id", "same external ID"),
    ],
)
def test_reasons_read_as_they_always_did(code: str, words: str) -> None:
    assert worded(Evidence(code, 1.0).told) == words
