"""Yes and no in the languages and signs of the world's exports."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.sheets import Cell, CellError

_YES = frozenset(
    {
        "yes", "y", "true", "t", "1", "1.0", "-1", "-1.0", "on", "x", "✓", "✔", "☑", "✅", "ok", "checked", "enabled", "active",
        "ja",
        "j", "wahr", "oui", "o", "vrai", "sí", "si", "s", "verdadero", "sì", "vero", "sim", "verdadeiro",
        "waar",
        "tak", "prawda", "sann", "sand", "sandt", "kyllä", "k", "tosi", "ano", "pravda", "evet", "igen",
        "igaz", "да",
        "истина", "ναι", "はい", "是", "예",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "no", "n", "false", "f", "0", "0.0", "off", "✗", "✘", "☐", "❌", "unchecked", "disabled", "inactive",
        "nein",
        "falsch", "non", "faux", "falso", "não", "nao", "nee", "onwaar", "nie", "fałsz", "nej", "falsk",
        "nei", "usann",
        "ei", "epätosi", "ne", "nepravda", "hayır", "nem", "hamis", "нет", "ложь", "όχι", "いいえ", "否",
        "아니요",
    }
)  # fmt: skip


def parse_boolean(cell: Cell | CellError) -> bool | None:
    """Yes or no of a cell; None when it is empty or says neither.

    Minus one is what Access and Visual Basic write for yes. "Unsubscribed" is neither: it is read where somebody is asked
    for a refusal (``refusals``).
    """
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, float)):
        return bool(cell) if cell in (0, 1, -1) else None
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
