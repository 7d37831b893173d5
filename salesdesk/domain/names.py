"""Names a person gives: to pipelines, stages, owners, sources, tags, fields, views and campaigns.

One rule for all: a name is one tidied line with a letter or a digit in it, and two names are the same when their keys
are (``name_key``): "Neu", " neu " and "NÉU". "C", "C++" and "C#" are three.
"""

from __future__ import annotations

import re
import unicodedata

from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.errors import InputError
from salesdesk.phrases import phrase


def clean_name(text: str, what: str, field: str = "name") -> str:
    """The name as it is kept. Raises ``InputError`` for ``field`` when nothing is left that tells it apart; ``what``
    is what gets the name ("pipeline", one that ``names.a.…`` words)."""
    name = one_line(text)
    if not name:
        raise InputError("names.missing", field=field, what=phrase(f"names.the.{what}"))
    if not fold_key(name):
        raise InputError("names.unusable", field=field, name=name, what=phrase(f"names.a.{what}"))
    return name


_TELLING = frozenset("#*%@!?")
_ACCENTS = "Sk"
"""Signs that stand for an accent or an apostrophe."""
_WIDTHS = ("<wide>", "<narrow>", "<small>")
_MINUS_OF_A_GRADE = re.compile(r"\b(\w)\1*(?: [^\w\s]*)?[-\u2212]$", re.IGNORECASE)
"""Behind one letter, which may be repeated: "A-", "BBB-", and the keys of these. Behind a word it is a hyphen."""


def name_key(text: str) -> str:
    """What two spellings of one name have in common: the folded form (``fold_key``) and behind it the signs that tell names
    apart which have nothing else to tell them: "c", "c ++", "c #". Never empty for a text that is not; idempotent."""
    folded = fold_key(text)
    if not folded:
        return one_line(text)
    plain = text if text.isascii() else unicodedata.normalize("NFC", "".join(map(_of_one_width, text)))
    signs = "".join(sign for sign in plain if _tells(sign))
    if _MINUS_OF_A_GRADE.search(plain.rstrip()):
        signs += "-"
    return f"{folded} {signs}" if signs else folded


def _of_one_width(char: str) -> str:
    """Full-width and small forms as they are written elsewhere: a plus of a Japanese keyboard is a plus."""
    if char.isascii() or not unicodedata.decomposition(char).startswith(_WIDTHS):
        return char
    return unicodedata.normalize("NFKC", char)


def _tells(sign: str) -> bool:
    """Whether a sign says something: a plus, a currency, a star; not a hyphen or minus, a dot or a bracket, which
    people leave out."""
    if sign.isalnum() or sign.isspace() or sign in "&`´\u2212":
        return False
    category = unicodedata.category(sign)
    return sign in _TELLING or (category[0] == "S" and category != _ACCENTS)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a person."""
    return name_key(one) == name_key(other)


def name_taken(name: str, what: str, field: str = "name", within: str = "") -> InputError:
    """The refusal of a name that another one has; ``within`` is what it must be told apart in ("pipeline")."""
    code = "names.taken_within" if within else "names.taken"
    place = {"within": phrase(f"names.this.{within}")} if within else {}
    return InputError(code, field=field, name=name, what=phrase(f"names.a.{what}"), **place)
