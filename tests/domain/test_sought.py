"""Words looked for in texts one by one are found there exactly where the index has them."""

from __future__ import annotations

import random

from salesdesk.domain.search_words import Sought, stored_words, typed_chunks

_WORDS = (
    "Müller Wärmepumpe O'Brien Jean-Luc Kjærgaard Søren Åkesson McDonald A.B.C. Straße H&M Bauer noël naïve Zürich-West "
    "Manuel Israel Café Đorđe l'été kaffee 山田 نور Kraftwerk-Anlagenbau e-mail"
).split()
_TWO = {"ü": "ue", "ä": "ae", "ö": "oe", "ø": "oe", "å": "aa"}


def has(text: str, typed: str) -> bool:
    words = stored_words(text)
    return all(
        any(
            all(t.word in words if t.whole else any(w.startswith(t.word) for w in words) for t in spelling)
            for spelling in chunk
        )
        for chunk in typed_chunks(typed)
    )


def test_a_text_has_what_the_index_finds_it_by() -> None:
    chance = random.Random(5)
    for _ in range(20_000):
        text = " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 6)))
        word = chance.choice(_WORDS)
        typed = word[: chance.randint(1, len(word))]
        if chance.random() < 0.5:
            typed = "".join(_TWO.get(letter, letter) for letter in typed.lower())
        if chunks := typed_chunks(typed):
            assert (Sought(chunks).missing_in(text) is None) == has(text, typed), (text, typed)
