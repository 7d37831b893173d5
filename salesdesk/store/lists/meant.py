"""What the words of a filter stand for where the rows hold something else: countries by name, and how a deal ended."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import fn

from salesdesk.domain.cleaning.countries import parse_country
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.stage_meanings import ending
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import folded
from salesdesk.store.lists.fields import ListField
from salesdesk.store.lists.resolved import Resolved, all_of, any_of, compared
from salesdesk.store.models.pipelines import Stage


def country_keys(texts: Sequence[str]) -> list[str]:
    """Countries, in whatever language they are named, as they are compared: by code, and as they were written for those
    that were stored as nothing known."""
    codes = [parse_country(text) for text in texts]
    return list(dict.fromkeys(fold_key(text) for text in (*texts, *filter(None, codes))))


def by_ending(kind: ListField, found: Resolved, texts: Sequence[str]) -> Resolved:
    """What was ``found`` by the names of stages; a word that is the name of none says how a deal ended: "gewonnen"."""
    value = kind.value
    meant = []
    for text in texts:
        end = ending(text)
        if end is not None:
            other = Stage.alias("s")

            def fits(ending_: Query, key: Query, other: Query = other) -> Query:
                named = other.select(other.id).where(folded(other.name) == key)
                return (value == ending_) & ~fn.EXISTS(named)

            meant.append(compared("ending", [end.value, fold_key(text)], fits).needing(kind.joins))
    return any_of([found, *meant]) if meant else found


def within(field: ListField, found: Resolved) -> Resolved:
    """What was ``found`` by a field, among the rows that can have a value there."""
    rows = field.within
    return found if rows is None else all_of([Resolved((field.key, "within"), (), lambda _: rows), found])
