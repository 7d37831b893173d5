"""What lists ask is composed of expressions for every engine, once for every shape."""

from __future__ import annotations

import re
from typing import Any

import pytest

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort, parse_filter
from salesdesk.errors import InputError
from salesdesk.services.services import Services
from salesdesk.store.engine.postgresql_dialect import PostgresDialect
from salesdesk.store.engine.statements import Query, StatementCache, compile_query
from salesdesk.store.figures import FigureQueries
from salesdesk.store.store import Store
from tests.builders import contacts_where

OPERATORS = [
    ":?",
    "~ab_c%",
    ":abc",
    ':"a, b",c',
    ">=5",
    "<2020-01-01",
    ":#3",
    ":30d",
    ':""',
    ":yes",
    ":today",
]


@pytest.fixture
def composed(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """Every query composed from here on."""
    found: list[Query] = []
    cache = StatementCache(store.database.dialect)
    monkeypatch.setattr(store.database, "_statements", cache)
    former = cache._compiled

    def compiled(key: Any, query: Query) -> Any:
        found.append(query)
        return former(key, query)

    monkeypatch.setattr(cache, "_compiled", compiled)
    return found


ONLY_SQLITE = re.compile(
    r"\bjson_each\b|\bgroup_concat\b|\bjulianday\b|\bstrftime\b|\bIS NOT 1\b|\bIS 1\b|\bGLOB\b|\bIFNULL\b"
    r"|\browid\b|WHERE 1\b|\btotal\(|\bLIMIT -1\b|\bMATCH\b|\bIS (NOT )?\(",
    re.IGNORECASE,
)  # fmt: skip


def check_for_a_server(queries: list[Query]) -> None:
    for query in queries:
        text = compile_query(query, PostgresDialect()).sql
        assert ONLY_SQLITE.search(text) is None, text
        assert text.count("(") == text.count(")")


@pytest.mark.parametrize("kind", entities().lists)
def test_every_field_compares_and_sorts_on_a_server(
    store: Store, services: Services, composed: list[Query], kind: RecordKind
) -> None:
    names: set[str] = set(filter_fields(kind))
    spec = entity_of(kind)
    if spec.custom:
        for type_ in CustomType:
            services.custom_fields.create(spec.kind, f"Own {type_.value}", type_)
            names.add(f"custom.own_{type_.value}")
    composed.clear()
    reader = store.list_of(kind)
    for field in sorted(names):
        for operator in OPERATORS:
            try:
                filter_ = parse_filter(f"-{field}{operator}", frozenset(names))
                reader.count(filter_)
            except InputError:
                continue
        for descending in (False, True):
            reader.ids(Filter(), Sort(field, descending))
    reader.page([1, 2])
    assert len(composed) > len(names) * 4
    check_for_a_server(composed)


def test_figures_are_asked_of_a_server(store: Store, composed: list[Query]) -> None:
    from datetime import date

    from salesdesk.domain.rates import Rates

    figures = FigureQueries(store.database)
    rates = Rates([], "2026-05-01")
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    for group in ("all", "stage", "source", "owner", "reason"):
        for owner in (None, "Mia"):
            figures.closed("won", first, last, group, "EUR", rates, owner)
            figures.open(group, "EUR", rates, owner)
    figures.leads_by_source(first, last, "Mia")
    figures.days_in_stage("2026-05-01T00:00:00Z", "Mia")
    store.quick_search.find("anna")
    assert len(composed) > 20
    check_for_a_server(composed)


def test_a_filter_of_known_shape_is_not_composed_again(store: Store, composed: list[Query]) -> None:
    def ask(text: str) -> None:
        store.contacts.count(contacts_where(text))
        store.contacts.ids(contacts_where(text))

    ask('city:köln (tag:vip,fair or -owner:ben) created:30d id:1,2,3 phone~12 "anna"')
    known = len(composed)
    assert known
    ask('city:bonn (tag:old,new or -owner:mia) created:90d id:7,8,9,10,11 phone~34 "berta"')
    assert len(composed) == known
    ask("city:bonn,berlin")
    assert len(composed) > known
