"""The kind and the outcome that the words of an entry speak for."""

from __future__ import annotations

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.entry_words import suggested_kind, suggested_outcome
from salesdesk.domain.outcomes import OUTCOMES


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "called Amara, no answer", "call"), ("en", "Just spoke to Ann", "call"), ("en", "mail to Bob", "email"),
        ("en", "intro call", "call"), ("en", "visited the plant", "visit"), ("en", "Lunch with Priya", "meeting"),
        ("en", "met at the fair", "conference"), ("en", "remember to send samples", "task"), ("en", "conference call with legal", "call"),
        ("en", "note: prefers mail", "note"), ("en", "Product demo for Otto", "demo"), ("en", "sent a letter", "letter"),
        ("en", "Wants a pilot", None), ("en", "left him a message on the machine", "call"), ("en", "", None),
        ("de", "Müller angerufen, nicht erreicht", "call"), ("de", "Tel. mit Frau Sonntag", "call"), ("de", "Brief an den Notar", "letter"),
        ("de", "besucht, Muster gezeigt", "visit"), ("de", "auf der Messe gesprochen", "conference"), ("de", "Angebot senden", None),
        ("de", "Frau Mai zurückrufen", "call"), ("de", "E-Mail an Jan", "email"), ("de", "Termin mit Otto", "meeting"),
        ("de", "Aufgabe: Muster", "task"), ("de", "Notiz", "note"), ("de", "Vorführung bei Otto", "demo"),
        ("fr", "appelé, pas de réponse", "call"), ("fr", "RDV avec Anne", "meeting"), ("fr", "J'ai rencontré M. Mars", "meeting"),
        ("fr", "visite chez Dupont", "visit"), ("fr", "à faire : devis", "task"), ("fr", "vu au salon", "conference"),
        ("fr", "courrier à Anne", "letter"), ("fr", "mail à Anne", "email"), ("fr", "démo chez Dupont", "demo"), ("fr", "à noter", "note"),
        ("es", "llamé, no contestó", "call"), ("es", "correo a Ana", "email"), ("es", "visita a la fábrica", "visit"),
        ("es", "reunión con Pérez", "meeting"), ("es", "en la feria", "conference"), ("es", "tarea: enviar oferta", "task"),
        ("es", "carta a Ana", "letter"), ("es", "demostración", "demo"), ("es", "nota", "note"),
        # one word in two languages means what it does in the language of whoever types it
        ("en", "brief chat", None), ("de", "Brief", "letter"), ("de", "called Ann", "call"),
    ],
)  # fmt: skip
def test_the_kind_that_words_speak_for(language: str, text: str, kind: str | None) -> None:
    found = suggested_kind(text, language)
    assert (found.meaning if found is not None else None) == kind
    assert found is None or ActivityKind(found.meaning)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("called Amara, no answer", "No answer"), ("reached her", "Reached"), ("tried to call, line busy", "Busy"),
        ("left him a message on the machine", "Left a message"), ("no answer, left a message", "Left a message"),
        ("Müller angerufen, nicht erreicht", "No answer"), ("ging nicht ran", "No answer"), ("Mailbox", "Left a message"),
        ("um Rückruf gebeten", "Left a message"), ("kurz gesprochen mit Otto", "Reached"), ("erreicht", "Reached"),
        ("pas joint", "No answer"), ("laissé un message sur répondeur", "Left a message"), ("parlé avec Anne", "Reached"),
        ("no contestó", "No answer"), ("dejé un mensaje", "Left a message"), ("Hablé con Julio", "Reached"), ("falsche Nummer", "Wrong number"),
        ("kein Interesse", "Not interested"), ("Wants a pilot", None), ("interest rate of 3 %", None), ("joined the call", None), ("", None),
    ],
)  # fmt: skip
def test_the_outcome_that_words_speak_for(text: str, outcome: str | None) -> None:
    found = suggested_outcome(text)
    assert (found.meaning if found is not None else None) == outcome
    assert outcome is None or outcome in {spec.title for spec in OUTCOMES}


def test_where_the_words_stand() -> None:
    text = "Just called Ann, no answer"
    kind, outcome = suggested_kind(text), suggested_outcome(text)
    assert kind is not None
    assert outcome is not None
    assert (text[kind.start : kind.end], text[outcome.start : outcome.end]) == ("called", "no answer")
