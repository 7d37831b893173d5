"""What came of a call, in everybody's words, and whether somebody was reached."""

from __future__ import annotations

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.outcomes import OUTCOMES, outcome_of, stored_outcome

FILE = Choices.of({})
"""What a file holds in which nobody changed anything."""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("no answer", "No answer"), ("NO_ANSWER", "No answer"), ("Nicht erreicht.", "No answer"),
        ("Pas de réponse", "No answer"), ("didn’t pick up", "No answer"), ("Left Voicemail", "Left a message"),
        ("Nachricht hinterlassen", "Left a message"), ("besetzt", "Busy"), ("Connected", "Reached"), ("erreicht", "Reached"),
        ("no-show", "Did not take place"), ("kein Interesse", "Not interested"), ("Wrong Number", "Wrong number"),
        ("wants a new offer", "wants a new offer"), ("", ""),
    ],
)  # fmt: skip
def test_words_mean_an_outcome_or_stay(text: str, title: str) -> None:
    assert stored_outcome(text) == title


def test_no_word_means_two_outcomes() -> None:
    for spec in OUTCOMES:
        for word in (spec.title, *spec.words):
            assert outcome_of(word) is spec, word


def test_an_attempt_is_no_contact() -> None:
    attempts = {spec.title for spec in OUTCOMES if not spec.is_contact}
    assert attempts == {"No answer", "Left a message", "Busy", "Wrong number", "Did not take place"}
    for spec in OUTCOMES:
        assert FILE.is_contact("call", spec.title) == spec.is_contact
    assert FILE.is_contact("call", None)
    assert FILE.is_contact("meeting", "We agreed on everything")
    for kind in (ActivityKind.NOTE, ActivityKind.TASK):
        assert not FILE.is_contact(kind.value, "Reached")
