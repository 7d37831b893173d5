"""What happened and what is next, parted by a word."""

from __future__ import annotations

import pytest

from salesdesk.domain.natural_dates.parting import part


@pytest.mark.parametrize(
    ("language", "text", "happened", "following"),
    [
        ("en", "Wants a pilot; Jan signs.\nThen: send quote · fri 10:00", "Wants a pilot; Jan signs.", "send quote · fri 10:00"),
        ("en", "reached, then send quote friday", "reached", "send quote friday"),
        ("en", "called and then mailed", "called", "mailed"),
        ("en", "no answer then try again tomorrow", "no answer", "try again tomorrow"),
        ("en", "spoke to Ann. Next: demo tue", "spoke to Ann.", "demo tue"),
        ("en", "called -> quote fri", "called", "quote fri"),
        ("en", "Then: quote", "", "quote"),
        ("de", "Nicht erreicht, dann Freitag nochmal", "Nicht erreicht", "Freitag nochmal"),
        ("de", "besucht und danach Angebot senden", "besucht", "Angebot senden"),
        ("de", "erreicht. Dann: Angebot Fr 10 Uhr", "erreicht.", "Angebot Fr 10 Uhr"),
        ("fr", "vu, puis envoyer devis vendredi", "vu", "envoyer devis vendredi"),
        ("es", "sin respuesta luego llamar mañana", "sin respuesta", "llamar mañana"),
        ("es", "visita hecha; después: llamar el lunes", "visita hecha", "llamar el lunes"),
        ("de", "reached, then send quote", "reached", "send quote"),
    ],
)  # fmt: skip
def test_a_word_parts_what_happened_from_what_is_next(
    language: str, text: str, happened: str, following: str
) -> None:
    parted = part(text, language)
    assert (parted.happened, parted.next) == (happened, following)
    assert text[parted.next_from :].strip() == following


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "by then he will know"), ("en", "back then it was fine"), ("en", "if he calls then send it"), ("en", "Next call is fine"),
        ("en", "and then?"[:8]), ("de", "bis dann"), ("de", "wenn er zusagt, dann Vertrag"), ("es", "hasta luego"),
        ("es", "después de la reunión llamar"), ("fr", "la suite du projet"), ("de", "weiter so"), ("en", ""),
    ],
)  # fmt: skip
def test_such_a_word_in_a_sentence_parts_nothing(language: str, text: str) -> None:
    parted = part(text, language)
    assert (parted.happened, parted.next) == (text, "")
    assert parted.start == parted.next_from == len(text)


def test_the_word_that_parts_is_told() -> None:
    text = "reached, then: send quote"
    parted = part(text)
    assert text[parted.start : parted.next_from] == "then: "
