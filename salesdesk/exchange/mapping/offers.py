"""Lists of offers as people keep them: what is offered to whom, for how much, and how it stands.

Such a list says neither "deal" nor "opportunity": its first column is a "Title" or "Subject" that could as well be
somebody's job, and its sum is net. The values and the columns that stand together tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from salesdesk.exchange.mapping.columns import Column
from salesdesk.exchange.mapping.words import lexicon

_WHAT = ("head.subject", "head.title", "head.name", "head.name_or_last")
_SAID = ("deal_title", "head.subject")
_HOW_MUCH = ("deal_value", "head.amount", "head.total")
_TO_WHOM = (
    "company", "head.account", "head.customer", "head.customer_name", "head.contact", "full_name"
)  # fmt: skip
_HOW_IT_STANDS = (
    "stage", "probability", "head.status", "lead_status", "head.date", "created_at", "expected_close", "closed_at",
    "head.offer_date", "head.valid_until",
)  # fmt: skip
_REACH = ("email", "phone", "mobile", "fax", "street", "postal_code", "linkedin")
_OF_OFFERS = ("head.offer_number", "head.offer_date", "head.valid_until")
_OF_A_PERSON = ("head.title", "job_title", "honorific")
_OF_SOMETHING_ELSE = ("first_name", "last_name", "outcome", "duration_minutes", "quantity", "price", "sku")
_FEW, _SOME, _MOST = 0.2, 0.4, 0.6


def lists_offers(columns: Sequence[Column], named: bool) -> bool:
    """Whether the rows are offers. ``named``: the sheet or the file is called after offers, deals or a forecast; then
    the people's addresses may stand beside them, and the rows may still be missing."""
    if any(column.means(*_OF_SOMETHING_ELSE) or _tells_kind_of_talk(column) for column in columns):
        return False
    sums = [column for column in columns if column.means(*_HOW_MUCH) and _holds_figures(column)]
    spoken_of = any(column.means(*_OF_OFFERS) for column in columns)
    if any(column.means(*_REACH) for column in columns) and not (
        named or spoken_of or any(map(_is_net, sums))
    ):
        return False  # people, and what they may be worth
    whom = any(column.means(*_TO_WHOM) for column in columns)
    stands = any(column.means(*_HOW_IT_STANDS) for column in columns)
    if not (sums and whom and stands):
        return False
    if any(tells_what(column, named) for column in columns):
        return True
    return (named or spoken_of) and not any(column.means(*_OF_A_PERSON) for column in columns)


def tells_what(column: Column, named: bool = False) -> bool:
    """Whether a column says what is offered: a word for it, and values that name nobody, no post and no firm."""
    means = _what_it_means(column)
    shape = column.shape
    if not means or not (column.own or "deal" in column.reading.whose):
        return False
    if not shape.filled:
        return column.means(*_SAID) or (named and column.means("head.title"))
    figures = shape.email + shape.url + shape.date + shape.number + shape.phone + shape.boolean
    people = shape.honorific >= _FEW or shape.job >= _SOME or shape.person + shape.first_name >= _SOME
    coded = shape.code >= _MOST or shape.city >= _MOST or shape.street >= _FEW
    return figures < _SOME and not people and not coded and shape.legal_form < _SOME and not shape.repetitive


def _what_it_means(column: Column) -> bool:
    if column.reading.noise:
        return False
    if any(sense.meaning == "deal_title" for sense in column.senses):  # "Bezeichnung", but not "Article"
        return column.reading.weight >= _MOST
    return column.means(*_WHAT)


def _holds_figures(column: Column) -> bool:
    return not column.shape.filled or column.shape.number >= _MOST


def _is_net(column: Column) -> bool:
    """ "Summe netto", "Total excl. VAT": what is asked for, before taxes."""
    key = column.reading.whole_key
    return any(word in key for word in _net_words())


@cache
def _net_words() -> frozenset[str]:
    known = lexicon().entries.items()
    return frozenset(
        word for word, entries in known if len(word) > 2 and any(e.meaning == "about.net" for e in entries)
    )


def _tells_kind_of_talk(column: Column) -> bool:
    """ "Type", "Duration" and the like: a log of talks has them."""
    entries = lexicon().entries.get(column.reading.whole_key, ())
    spoken = any(hint == "activities" for hint, _ in column.reading.hints)
    said = column.means("head.subject") or column.shape.date >= _MOST  # what it is about, and when it is due
    return any(entry.meaning == "about.type" for entry in entries) or (spoken and not said)
