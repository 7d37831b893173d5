"""Names a person gives: to pipelines, stages, owners, sources, tags, fields, views and campaigns.

One rule for all: a name is one tidied line with a letter or a digit in it, and two names are the same when their folded
forms are (``fold_key``): "Neu", " neu " and "NÉU".
"""

from __future__ import annotations

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


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a person."""
    return (fold_key(one) or one) == (fold_key(other) or other)


def name_taken(name: str, what: str, field: str = "name", within: str = "") -> InputError:
    """The refusal of a name that another one has; ``within`` is what it must be told apart in ("pipeline")."""
    code = "names.taken_within" if within else "names.taken"
    place = {"within": phrase(f"names.this.{within}")} if within else {}
    return InputError(code, field=field, name=name, what=phrase(f"names.a.{what}"), **place)
