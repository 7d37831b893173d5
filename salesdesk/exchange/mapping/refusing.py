"""Columns that tell who may not be addressed, found by what their header asks and what their cells answer.

The table of words knows the usual headers. Here are the others: "unsubscribed_at", "GDPR consent", "Mailing" with yes
and no below it. ``domain.cleaning.refusals`` reads the cells by the same rule.
"""

from __future__ import annotations

from salesdesk.domain.cleaning.refusals import names_a_mailing, question_of, tells_of_other_ways
from salesdesk.exchange.mapping.columns import Column

_MOST, _MANY, _HALF = 0.9, 0.6, 0.5
_OTHERS = frozenset({"company", "deal", "order", "product", "owner", "somebody"})


def refusing_field(column: Column) -> tuple[str, float, str] | None:
    """The field of refusals that a column is, how surely (0..1) and why ("header", "values" or "inverted"); None when
    it is none."""
    reading, shape = column.reading, column.shape
    if reading.noise == "somebody" or reading.whose & _OTHERS or tells_of_other_ways(reading.header):
        return None
    asked = question_of(reading.header)
    field = "do_not_call" if asked is not None and asked.calls else "do_not_email"
    if asked is not None and not asked.consent:
        return (field, 0.9, "header") if shape.answer + shape.date >= _HALF else None
    if shape.consent >= _MOST:
        return "do_not_email", 0.85, "values"
    if asked is None or shape.date >= _MANY:
        return None  # when somebody agreed
    if asked.clear and shape.answer >= _MANY:
        return field, 0.9, "inverted"
    if shape.answer >= _MOST and names_a_mailing(reading.header):
        return field, 0.75, "inverted"
    if shape.consent > 0 and shape.answer >= _HALF:
        return field, 0.75, "inverted"
    return None
