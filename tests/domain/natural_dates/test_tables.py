"""What is typed in a quick log, measured: no moment that is wrong, hardly one that is missed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest

from salesdesk.domain.natural_dates.reading import Typist, read_when

from .tables import NONE, NOW, Phrase, phrases

LANGUAGES = ("en", "de", "fr", "es")
BEFORE = {
    "en": ("call Bob ", "send quote · ", "Follow up with Dr. Smith: ", "Quote 4711 to Jan Sörensen, ", "- "),
    "de": (
        "Bob anrufen ",
        "Angebot senden · ",
        "Rückruf Herr Müller: ",
        "Angebot 4711 an Jan Sörensen, ",
        "- ",
    ),
    "fr": ("appeler Bob ", "envoyer devis · ", "Relancer M. Dupont : ", "Devis 4711 à Jan Sörensen, ", "- "),
    "es": (
        "llamar a Bob ",
        "enviar oferta · ",
        "Seguimiento Sr. Pérez: ",
        "Oferta 4711 a Jan Sörensen, ",
        "- ",
    ),
}
BEHIND = {
    "en": (" call Bob", ", call Bob", " with Amara", " re: invoice 4711", ".", " @Jan #deal"),
    "de": (" Bob anrufen", ", Bob anrufen", " mit Amara", " wegen Rechnung 4711", ".", " Angebot senden"),
    "fr": (" appeler Bob", ", appeler Bob", " avec Amara", " pour la facture 4711", ".", " envoyer le devis"),
    "es": (" llamar a Bob", ", llamar a Bob", " con Amara", " por la factura 4711", ".", " enviar la oferta"),
}
"""Words that say no date, around those that do."""
SOONER = {
    "en": (" · Friday 10:00", " Friday at 10", ", fri 10am"),
    "de": (" · Freitag 10 Uhr", " Freitag um 10", ", am 27.11. um 10 Uhr"),
    "fr": (" · vendredi 10h", " vendredi à 10h", ", le 27 à 10h"),
    "es": (" · viernes 10:00", " el viernes a las 10", ", el 27 a las 10"),
}
FRIDAY = "2026-11-27 10:00"


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
def test_other_words_around_a_date_change_nothing(language: str) -> None:
    dated = [phrase for phrase in phrases(language) if phrase.has_date]
    lines = [Phrase(language, words + one.text, one.meaning) for one in dated for words in BEFORE[language]]
    lines += [Phrase(language, one.text + words, one.meaning) for one in dated for words in BEHIND[language]]
    read = [(line.text, line.read(), line.meaning) for line in lines]
    assert [found for found in read if found[1] not in (NONE, found[2])] == []
    missed = [found for found in read if found[1] == NONE]
    assert len(missed) <= 0.005 * len(lines), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_beside_words_that_are_none_is_read(language: str) -> None:
    """Those that speak of a time in another way leave it open which is meant."""
    plain = [
        phrase.text
        for phrase in phrases(language)
        if not phrase.has_date and read_when(phrase.text, NOW, Typist(language)).doubt is None
    ]
    lines = [text + words for text in plain for words in SOONER[language]]
    lines += [f"{words.strip(' ·,')}, {text}" for text in plain for words in SOONER[language]]
    read = [(line, Phrase(language, line, FRIDAY).read()) for line in lines]
    assert [found for found in read if found[1] not in (NONE, FRIDAY)] == []
    missed = [found for found in read if found[1] == NONE]
    assert len(missed) <= 0.02 * len(lines), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_large_and_half_of_them_say_no_date(language: str) -> None:
    found = list(phrases(language))
    assert len(found) >= 240
    assert 0.5 <= sum(not phrase.has_date for phrase in found) / len(found) <= 0.6
    assert len({phrase.text for phrase in found}) == len(found)


def calls_of(read: Callable[[], object]) -> int:
    """How many functions, of Python and of C, are called by ``read``."""
    calls = 0

    def count(_frame: object, event: str, _about: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_is_read_in_few_steps(language: str) -> None:
    """It is read anew with every key; about eight thousand calls take a millisecond."""
    now, typist = datetime(2026, 11, 23, 10, 40), Typist(language)
    for phrase in phrases(language):
        read_when(phrase.text, now, typist)  # the words of a language are made once
        calls = calls_of(partial(read_when, phrase.text, now, typist))
        assert 0 < calls < 8_000, phrase.text
