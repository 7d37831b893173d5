"""Conditions on names and texts: of records that a row is linked with, of parts it has several of, in whatever way they are
written."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from functools import partial, reduce
from operator import or_

from peewee import fn

from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Condition, Op
from salesdesk.domain.names import name_key
from salesdesk.domain.search_words import set_apart, ways_to_write
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import containing, folded, like
from salesdesk.store.lists.kinds import has_trash
from salesdesk.store.lists.list_field import Linked, ListField
from salesdesk.store.lists.resolved import Resolved, among, any_of, compared
from salesdesk.store.models.companies import Company
from salesdesk.store.models.lists import Owner, Source, Tag
from salesdesk.store.models.pipelines import Pipeline, Stage

_NUMBER = re.compile(r"#\d{1,18}")
NAMES = frozenset({Owner, Source, Tag, Pipeline, Stage})
"""Lists of names, whose keys tell signs apart (``domain.names.name_key``)."""


def by_name(name: str, linked: Linked, condition: Condition) -> Resolved:
    """Rows linked with a target by its name, or by its number written ``#12``."""
    numbers = [int(value[1:]) for value in condition.values if _NUMBER.fullmatch(value)]
    names = [value for value in condition.values if not _NUMBER.fullmatch(value)]
    found: list[Resolved] = []
    if numbers:
        found.append(among((name, "number"), linked.column, numbers).framed("linked", linked.frame))
    if names:
        target = linked.model.alias("n")
        key = getattr(target, linked.key)
        key = key if linked.key.endswith("_key") else folded(key)
        key_of = name_key if linked.model in NAMES else fold_key
        keys = [key_of(one) for one in names]
        if condition.op is Op.CONTAINS:
            written = getattr(target, linked.name)
            fits = any_of([found for one in names for found in holding(name, key, written, one)])
        else:
            fits = among((name, "name"), key, keys)
            if linked.model is Company:  # "Nordwind" is Nordwind GmbH
                matched = among((name, "match"), target.match_key, [company_key(one) for one in names])
                fits = any_of([fits, matched])

        def targets(inside: Query) -> Query:
            alive = inside & target.deleted_at.is_null() if has_trash(linked.model) else inside
            return linked.frame(linked.column.in_(target.select(target.id).where(alive)))

        found.append(fits.framed("named", targets))
    return any_of(found)


def holding(name: Hashable, key: Query, written: Query, text: str) -> list[Resolved]:
    """Texts that hold another, in whatever way it is written. ``key`` is what they are folded, ``written`` as they are."""
    found = []
    for way in ways_to_write(text):
        signs = [containing(sign) for letters in way.letters for sign in letters]
        fits = partial(_is_written, key, written, way.letters)
        found.append(compared((name, "holds", way.letters), [containing(way.key), *signs], fits))
    if bare := set_apart(fold_key(text)):
        found.append(compared((name, "together"), [containing(bare)], lambda slot: like(together(key), slot)))
    return found


def together(key: Query) -> Query:
    """A folded text without its spaces."""
    return fn.REPLACE(key, " ", "")


def called(name: Hashable, key: Query, texts: Sequence[str]) -> Resolved:
    """Texts that are one of several, a name without spaces however it is written. ``key`` is what they are folded."""
    keys = [fold_key(text) for text in texts]
    bare = [one for one in map(set_apart, keys) if one]
    fits = among(name, key, keys)
    return any_of([fits, among((name, "together"), together(key), bare)]) if bare else fits


def _is_written(key: Query, written: Query, letters: Sequence[str], pattern: Query, *signs: Query) -> Query:
    fits, rest = like(key, pattern), iter(signs)
    for several in letters:
        fits &= reduce(or_, [like(written, next(rest)) for _ in several])
    return fits


def in_parts(field: ListField, condition: Condition) -> Resolved:
    """Any e-mail, phone or role of the record, not only the primary one."""
    assert field.parts is not None
    column, name = field.parts.column, (field.key, condition.op)
    if field.type is FieldType.PHONE:
        patterns = [like_ for value in condition.values for like_ in _number_patterns(value, condition.op)]
    else:
        fold = fold_key if field.type is FieldType.TEXT else str.lower
        keys = [fold(value.strip()) for value in condition.values]
        if condition.op is Op.IS:
            return among(name, column, keys).framed("part", field.parts.frame)
        patterns = [containing(key) for key in keys]
    fits = any_of([compared(name, [one], lambda slot: like(column, slot)) for one in patterns])
    return fits.framed("part", field.parts.frame)


def _number_patterns(text: str, op: Op) -> list[str]:
    """A national number is the end of the stored one, which has its calling code instead of leading zeros."""
    from salesdesk.domain.cleaning.phones import digits_key  # the numbering plans are needed for phones only

    digits = digits_key(text)
    bare = digits.lstrip("0")
    if op is Op.CONTAINS:
        return [f"%{part}%" for part in dict.fromkeys((digits, bare)) if part] or ["?"]
    return [f"%{bare}" if bare else digits or "?"]
