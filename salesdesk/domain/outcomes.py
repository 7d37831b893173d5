"""What came of an activity: the outcomes everybody has, their pictures, and whether each means to have been in touch."""

from __future__ import annotations

from functools import cache

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class OutcomeSpec:
    """An outcome: its title (English source text, and what is stored), its picture, whether it means that somebody was
    reached, and other words for it, as people and other programs write them."""

    title: str
    icon: str
    is_contact: bool
    words: tuple[str, ...] = ()


OUTCOMES: tuple[OutcomeSpec, ...] = (
    OutcomeSpec("Reached", "phone-call", True, (
        "connected", "contacted", "spoke", "spoken", "answered", "successful", "left live message", "erreicht", "gesprochen",
        "telefoniert", "joint", "contacté", "abouti", "contactado", "contactada", "hablado", "contattato", "raggiunto",
        "bereikt", "gesproken", "contatado", "atendeu",
    )),
    OutcomeSpec("No answer", "phone-missed", False, (
        "no reply", "not reached", "unanswered", "missed", "missed call", "did not answer", "didn't answer", "did not pick up",
        "didn't pick up", "unreachable", "not available", "no contact", "nicht erreicht", "niemand erreicht", "keine antwort",
        "nicht abgenommen", "nicht erreichbar", "nimmt nicht ab", "pas de réponse", "sans réponse", "injoignable",
        "non joint", "ne répond pas", "sin respuesta", "no contesta", "no responde", "nessuna risposta", "non risponde",
        "irraggiungibile", "geen gehoor", "niet bereikt", "geen antwoord", "sem resposta", "não atendeu", "não atende",
    )),
    OutcomeSpec("Left a message", "voicemail", False, (
        "left message", "message left", "left voicemail", "left voice mail", "left a voicemail", "voicemail", "voice mail",
        "left vm", "lvm", "answering machine", "mailbox", "nachricht hinterlassen", "auf band gesprochen", "anrufbeantworter",
        "message laissé", "messagerie", "répondeur", "mensaje dejado", "dejó mensaje", "buzón de voz", "contestador",
        "messaggio lasciato", "segreteria", "bericht achtergelaten", "voicemail ingesproken", "deixou recado",
        "mensagem deixada", "caixa postal",
    )),
    OutcomeSpec("Busy", "phone-off", False, (
        "line busy", "engaged", "besetzt", "occupé", "ocupado", "occupato", "bezet", "in gesprek",
    )),
    OutcomeSpec("Wrong number", "phone-off", False, (
        "wrong no", "invalid number", "number not in service", "disconnected", "falsche nummer", "falsch verbunden",
        "kein anschluss", "faux numéro", "mauvais numéro", "número equivocado", "numero sbagliato", "verkeerd nummer",
        "número errado",
    )),
    OutcomeSpec("Appointment made", "calendar-check", True, (
        "appointment", "appointment set", "meeting booked", "meeting scheduled", "termin vereinbart", "rendez vous pris",
        "rendez-vous pris", "cita concertada", "appuntamento fissato", "afspraak gemaakt", "reunião marcada",
    )),
    OutcomeSpec("Interested", "thumbs-up", True, (
        "interest", "interessiert", "interesse", "intéressé", "interesado", "interesada", "interessato", "geïnteresseerd",
        "interessado",
    )),
    OutcomeSpec("Not interested", "thumbs-down", True, (
        "no interest", "kein interesse", "nicht interessiert", "pas intéressé", "no interesado", "sin interés",
        "non interessato", "geen interesse", "niet geïnteresseerd", "sem interesse",
    )),
    OutcomeSpec("Done", "check", True, (
        "completed", "held", "erledigt", "terminé", "hecho", "completado", "fatto", "gedaan", "concluído", "stattgefunden",
    )),
    OutcomeSpec("Did not take place", "circle-x", False, (
        "no show", "noshow", "cancelled", "canceled", "did not happen", "nicht erschienen", "ausgefallen", "abgesagt", "annulé",
        "absent", "cancelado", "no se presentó", "annullato", "geannuleerd", "niet verschenen", "não compareceu",
    )),
)  # fmt: skip
"""In the order in which they are offered. Any other text may be typed; it counts as a contact, for somebody wrote down what
came of it."""


@cache
def _by_word() -> dict[str, OutcomeSpec]:
    return {_key(word): spec for spec in OUTCOMES for word in (spec.title, *spec.words)}


def _key(text: str) -> str:
    return " ".join(
        fold_key(text).replace("-", " ").replace("_", " ").replace("'", "").replace("’", "").split()
    )


def outcome_of(text: str | None) -> OutcomeSpec | None:
    """The outcome that words mean, None of others."""
    return _by_word().get(_key(text.strip(" .!"))) if text else None


def stored_outcome(text: str | None) -> str | None:
    """An outcome as it is stored: by its title where the words mean one of ``OUTCOMES``, else as it was written."""
    known = outcome_of(text)
    return known.title if known is not None else text
