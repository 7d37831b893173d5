"""What kind of entry a typed text begins like, and what came of it: suggestions from its words in four languages.

A suggestion is no more than that: whoever types chooses. The kind is told by the first word that is no filler ("just called
Ann"), by a German verb wherever it stands ("Müller angerufen"), or by the noun at the end ("intro call"); the outcome by
the longest wording of ``outcomes.OUTCOMES`` or of ``_OUTCOMES`` that the text holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.natural_dates.tokens import Shape, Token, cut, plain_key
from salesdesk.domain.outcomes import OUTCOMES

_LANGUAGES = ("en", "de", "fr", "es")
_FILLERS = frozenset(
    "i we he she they just have has had again quick short brief tried to ich wir er sie hab habe haben hat nochmal kurz kurzer kurzes "
    "kurze heute j ai on nous il elle a avons encore un une petit petite he ha hemos otra vez breve el la today yesterday gestern hier "
    "ayer hoy aujourd hui the my our second first".split()
)
_KINDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "call": "call|called|calling|phoned|phone|ring|rang|spoke to|spoke with|talked to|talked with|telephoned|conference call|video call|"
        "phone call|voicemail|left a message|left message|left a voicemail|no answer|tel|call back|called back",
        "email": "email|emailed|e-mail|e-mailed|mail|mailed|wrote an email|sent an email|sent mail|sent email|send mail|send an email|reply to|replied to",
        "letter": "letter|posted|sent a letter|send a letter|wrote a letter|post a letter|fax|faxed",
        "meeting": "meeting|met|meet|lunch|dinner|breakfast|coffee|zoom|teams meeting|appointment",
        "demo": "demo|demoed|demonstration|demonstrated|showed the product|product demo",
        "visit": "visit|visited|visiting|on site|onsite|site visit|drop in|dropped in|stopped by|went to see",
        "conference": "conference|trade fair|trade show|fair|expo|congress|met at the fair|met at the stand",
        "note": "note|nb|n b|remark|fyi",
        "task": "task|todo|to do|to-do|remember to|remind me to",
    },
    "de": {
        "call": "anruf|anruf bei|anruf von|angerufen|telefonat|telefoniert|telefonat mit|tel|tel mit|telefon|telko|telefonkonferenz|rückruf|gesprochen mit|"
        "zurückgerufen|mailbox|nicht erreicht|videoanruf|anrufen",
        "email": "mail|e-mail|email|gemailt|mail an|mail von|mail geschickt|mailen",
        "letter": "brief|brief an|brief von|fax|gefaxt|schreiben an|post an|postkarte",
        "meeting": "treffen|getroffen|meeting|besprechung|termin|sitzung|mittagessen|kaffee mit|essen mit|gespräch mit",
        "demo": "demo|vorführung|vorgeführt|produktdemo|produktvorführung",
        "visit": "besuch|besuch bei|besuch von|besucht|vor ort|vor-ort-termin|vorbeigefahren|hingefahren",
        "conference": "messe|konferenz|kongress|tagung|fachmesse|auf der messe|messegespräch",
        "note": "notiz|vermerk|anmerkung|info|hinweis|nb",
        "task": "aufgabe|todo|to-do|zu erledigen|daran denken|nicht vergessen",
    },
    "fr": {
        "call": "appel|appelé|appelée|appeler|téléphoné|tél|tél avec|coup de fil|rappelé|rappeler|rappel|eu au téléphone|visio|répondeur|pas de réponse",
        "email": "mail|e-mail|email|courriel|mail à|mail de|écrit un mail|envoyé un mail|répondu à",
        "letter": "lettre|courrier|lettre à|envoyé une lettre|fax",
        "meeting": "réunion|rendez-vous|rdv|rencontré|rencontre|rencontrer|déjeuner|dîner|entretien|café avec",
        "demo": "démo|démonstration|démontré|présentation du produit",
        "visit": "visite|visité|visiter|visite chez|sur place|passé chez|passage chez",
        "conference": "salon|conférence|congrès|foire|au salon|vu au salon",
        "note": "note|remarque|nb|à noter",
        "task": "tâche|à faire|todo|penser à|ne pas oublier",
    },
    "es": {
        "call": "llamada|llamada a|llamada de|llamé|llamado|llamar|hablé con|hablado con|telefoneé|tel|tel con|videollamada|teléfono|buzón de voz|sin respuesta",
        "email": "correo|correo a|correo de|email|e-mail|mail|escribí un correo|enviado correo|enviar correo|mandé un correo",
        "letter": "carta|carta a|carta de|fax|envié una carta",
        "meeting": "reunión|reunión con|cita|cita con|reunido con|encuentro|comida con|almuerzo|cena con|café con|quedé con",
        "demo": "demo|demostración|presentación del producto",
        "visit": "visita|visita a|visité|visitado|visitar|en sus oficinas|pasé por",
        "conference": "feria|conferencia|congreso|en la feria|salón",
        "note": "nota|observación|nb|apunte",
        "task": "tarea|por hacer|pendiente|recordar|no olvidar",
    },
}  # fmt: skip
_ANYWHERE: Mapping[str, str] = {
    "call": "angerufen|anrufen|telefoniert|telefonieren|zurückgerufen|zurückrufen|anzurufen",
    "email": "gemailt|mailen",
    "letter": "gefaxt",
    "meeting": "getroffen",
    "demo": "vorgeführt|vorführen",
    "visit": "besucht|besuchen",
}
_AT_END: Mapping[str, str] = {
    "call": "call|anruf|telefonat|rückruf|appel|llamada",
    "meeting": "meeting|treffen|besprechung|réunion|reunión",
    "demo": "demo|démo|vorführung|demostración",
    "visit": "visit|besuch|visite|visita",
    "email": "mail|email",
}
_OUTCOMES: Mapping[str, str] = {
    "Reached": "spoke to|spoke with|talked to|talked with|got through|got hold of|reached|telefoniert mit|gesprochen mit|habe ihn erreicht|habe sie erreicht|"
    "erreicht|joint|joignable enfin|eu au téléphone|parlé avec|parlé à|hablé con|hablado con|localizado|localizada",
    "No answer": "no answer|didn t answer|not reachable|nobody answered|nobody picked up|couldn t reach|could not reach|rang out|not in|"
    "nicht erreicht|niemanden erreicht|geht nicht ran|ging nicht ran|ging niemand ran|niemand geht ran|nimmt nicht ab|keiner da|niemand da|nicht da|nicht zu erreichen|"
    "pas joint|pas joignable|pas répondu|personne ne répond|n a pas répondu|pas réussi à joindre|injoignable|"
    "no contestó|no contestan|nadie contesta|no localizado|no localizada|no cogió|no coge|no lo coge|no responde|no disponible",
    "Left a message": "left him a message|left her a message|left a message|left message|left vm|on the machine|mailbox|auf mailbox|auf die mailbox|ab besprochen|"
    "auf ab|auf den ab|auf band|nachricht hinterlassen|um rückruf gebeten|message sur répondeur|laissé un message|laissé message|répondeur|"
    "sur répondeur|dejé un mensaje|dejé mensaje|dejado mensaje|en el contestador|buzón de voz",
    "Busy": "line was busy|was busy|line busy|besetzt|ligne occupée|comunicaba|comunica|línea ocupada",
    "Wrong number": "wrong number|falsche nummer|mauvais numéro|faux numéro|número equivocado",
}  # fmt: skip
_MOST_FILLERS = 4
_LETTERS_OF_ONE_WORD = 7
"""From which a single word of the general list is sure enough to be looked for in a text."""
_OF_CALLS = frozenset(("No answer", "Left a message", "Busy", "Wrong number"))
_TOO_GENERAL = frozenset(
    "interest interesse answered successful contacted connected completed appointment interessiert intéressé".split()
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the letters ``start`` to ``end`` of a text speak for: the code of a kind, or an outcome as it is stored."""

    meaning: str
    start: int
    end: int


_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


def suggested_kind(text: str, language: str = "en") -> Suggestion | None:
    """The kind of entry that the words speak for, None where they speak for none."""
    tokens = [token for token in cut(text) if token.shape is Shape.WORD]
    begin = 0
    fillers = _fillers(language)
    while begin < len(tokens) and begin < _MOST_FILLERS and tokens[begin].plain in fillers:
        begin += 1
    starts = _starts(language)
    found = _longest(tokens, begin, starts)
    if found is None and begin:
        whole = _longest(tokens, 0, starts)
        found = whole if whole is not None and " " in text[whole.start : whole.end] else None
    for place in range(len(tokens)):
        found = found or _longest(tokens, place, _anywhere())
    found = found or _longest(tokens, len(tokens) - 1, _at_end())
    if found is None and (outcome := suggested_outcome(text)) is not None and outcome.meaning in _OF_CALLS:
        return Suggestion(ActivityKind.CALL.value, outcome.start, outcome.end)
    return found


def suggested_outcome(text: str) -> Suggestion | None:
    """The outcome that the words speak for, as it is stored; the one told in most words, of such the last."""
    tokens = [token for token in cut(text) if token.shape is Shape.WORD]
    phrases = _outcomes()
    best: tuple[int, Suggestion] | None = None
    place = 0
    while place < len(tokens):
        found = _longest(tokens, place, phrases)
        if found is None:
            place += 1
            continue
        words = sum(found.start <= token.start < found.end for token in tokens)
        if best is None or words >= best[0]:
            best = words, found
        place += words
    return best[1] if best is not None else None


def _longest(tokens: list[Token], place: int, phrases: _Phrases) -> Suggestion | None:
    if not 0 <= place < len(tokens):
        return None
    for words, meaning in phrases.get(tokens[place].plain, ()):
        end = place + len(words)
        if [token.plain for token in tokens[place:end]] == list(words):
            return Suggestion(meaning, tokens[place].start, tokens[end - 1].end)
    return None


def _key(words: str) -> tuple[str, ...]:
    return tuple(plain_key(words).replace("-", " ").replace("'", " ").replace("’", " ").split())


def _indexed(pairs: Iterator[tuple[str, str]]) -> _Phrases:
    """By first word, the longest first; the first meaning of words counts."""
    known: dict[tuple[str, ...], str] = {}
    for words, meaning in pairs:
        known.setdefault(_key(words), meaning)
    found: _Phrases = {}
    for key, meaning in sorted(known.items(), key=lambda entry: -len(entry[0])):
        found.setdefault(key[0], []).append((key, meaning))
    return found


def _pairs(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for meaning, words in table.items():
        for text in words.split("|"):
            yield text, meaning


@cache
def _starts(language: str) -> _Phrases:
    own = language if language in _KINDS else "en"
    order = (own, *(other for other in _LANGUAGES if other != own))
    return _indexed(pair for other in order for pair in _pairs(_KINDS[other]))


@cache
def _fillers(language: str) -> frozenset[str]:
    """The words passed over at the beginning: "brief" is one in English, and a letter in German."""
    own = _KINDS.get(language, _KINDS["en"])
    return _FILLERS - {key[0] for words, _ in _pairs(own) if len(key := _key(words)) == 1}


@cache
def _anywhere() -> _Phrases:
    return _indexed(_pairs(_ANYWHERE))


@cache
def _at_end() -> _Phrases:
    return _indexed(_pairs(_AT_END))


@cache
def _outcomes() -> _Phrases:
    def general() -> Iterator[tuple[str, str]]:
        for spec in OUTCOMES:
            for words in (spec.title, *spec.words):
                several = len(words.split()) > 1
                if several or (len(words) >= _LETTERS_OF_ONE_WORD and words not in _TOO_GENERAL):
                    yield words, spec.title

    def both() -> Iterator[tuple[str, str]]:
        yield from _pairs(_OUTCOMES)
        yield from general()

    return _indexed(both())
