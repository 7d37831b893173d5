"""Yes and no in the languages and signs of the world's exports."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.domain.sheets import Cell, CellError

_YES = frozenset(
    {
        "yes", "y", "true", "t", "1", "on", "x", "✓", "✔", "☑", "✅", "ok", "checked", "enabled", "active",
        "ja",
        "j", "wahr", "oui", "o", "vrai", "sí", "si", "s", "verdadero", "sì", "vero", "sim", "verdadeiro",
        "waar",
        "tak", "prawda", "sann", "sand", "sandt", "kyllä", "k", "tosi", "ano", "pravda", "evet", "igen",
        "igaz", "да",
        "истина", "ναι", "はい", "是", "예", "opted out", "opt-out", "unsubscribed", "abgemeldet",
        "désabonné",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "no", "n", "false", "f", "0", "off", "✗", "✘", "☐", "❌", "unchecked", "disabled", "inactive",
        "nein",
        "falsch", "non", "faux", "falso", "não", "nao", "nee", "onwaar", "nie", "fałsz", "nej", "falsk",
        "nei", "usann",
        "ei", "epätosi", "ne", "nepravda", "hayır", "nem", "hamis", "нет", "ложь", "όχι", "いいえ", "否",
        "아니요",
    }
)  # fmt: skip


def parse_boolean(cell: Cell | CellError) -> bool | None:
    """Yes or no of a cell; None when it is empty or says neither.

    "Unsubscribed" and "opted out" are yes, because the fields they stand in ask for the refusal (do not
    email).
    """
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, float)):
        return bool(cell) if cell in (0, 1) else None
    if not isinstance(cell, str):
        return None
    word = one_line(cell).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    if len(word) > 2 and word[0] + word[-1] in ("[]", "()"):
        return parse_boolean(word[1:-1])
    return None


_ALLOWS = re.compile(
    r"\b(?:subscribed|subscription|newsletter|opt(?:ed)? ?in|optin|accepts?|consent|consents|allow(?:s|ed)?|permission|permit|"
    r"einwilligung|erlaubt|abonniert|abonne|inscrit|accepte|consentement|acepta|suscrito|consentimiento|accetta|"
    r"iscritto|consenso|aceita|inscrito|toestemming|ingeschreven|zgoda|samtykke|samtycke)\b"
)
_REFUSES = re.compile(
    r"\b(?:opt(?:ed)? ?out|optout|un ?subscribed?|un ?subscription|no|not|do not|dont|kein|keine|nicht|non|ne|sans|sin|geen|niet|"
    r"abgemeldet|desabonne|desinscrit|refus\w*|withdrawn|blocked)\b"
)


def asks_for_consent(header: str) -> bool:
    """Whether a column says who *may* be written to ("Subscribed", "Accepts marketing", "has_newsletter").

    In the fields that record a refusal (do not e-mail, do not call) the yes of such a column is a no.
    """
    key = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    folded = fold_key(key)
    return _ALLOWS.search(folded) is not None and _REFUSES.search(folded) is None


def says_refusal(text: str) -> bool | None:
    """True for "unsubscribed", False for "subscribed": words that mean the same in any column; else None."""
    return _STATUS.get(one_line(text).lower())


_STATUS = {
    "unsubscribed": True, "opted out": True, "opt-out": True, "optout": True, "opt out": True, "cleaned": True,
    "abgemeldet": True, "désabonné": True, "désinscrit": True, "bounced": True, "complained": True, "non-subscribed": True,
    "subscribed": False, "opted in": False, "opt-in": False, "optin": False, "opt in": False, "angemeldet": False,
    "abonné": False, "abonniert": False, "inscrit": False,
}  # fmt: skip
