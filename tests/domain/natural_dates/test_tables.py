"""What is typed in a quick log, measured: no moment that is wrong, hardly one that is missed."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from salesdesk.domain.natural_dates.reading import Typist, read_when

from .tables import NONE, phrases

LANGUAGES = ("en", "de", "fr", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_moment_is_wrong_and_few_are_missed(language: str) -> None:
    wrong, missed, dated = [], [], 0
    for phrase in phrases(language):
        read = phrase.read()
        dated += phrase.has_date
        if read == phrase.meaning:
            continue
        (missed if read == NONE else wrong).append((phrase.text, read, phrase.meaning))
    assert wrong == []
    assert len(missed) <= 0.03 * dated, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_large_and_half_of_them_say_no_date(language: str) -> None:
    found = list(phrases(language))
    assert len(found) >= 240
    assert 0.5 <= sum(not phrase.has_date for phrase in found) / len(found) <= 0.6
    assert len({phrase.text for phrase in found}) == len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_is_read_in_less_than_a_millisecond(language: str) -> None:
    now, typist = datetime(2026, 11, 23, 10, 40), Typist(language)
    lines = [phrase.text for phrase in phrases(language)]
    for line in lines:
        read_when(line, now, typist)
    slowest = 0.0
    for line in lines:
        runs = []
        for _ in range(5):
            start = time.perf_counter()
            read_when(line, now, typist)
            runs.append(time.perf_counter() - start)
        slowest = max(slowest, min(runs))  # what else the machine does is no matter of the grammar
    assert slowest < 0.001
