"""Any text at all is a filter or is refused in a sentence, and what is read comes back the same from its text form."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, filter_text, parse_filter
from salesdesk.errors import InputError
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.refusals import refusing

_FIELDS = sorted(set().union(*(filter_fields(kind) for kind in entities().lists)))
_PIECES = st.one_of(
    st.sampled_from(
        [
            *_FIELDS,
            *":~<>=-?\"',#%\\ \n\x00()",
            "(",
            ")",
            " or ",
            " and ",
            "-(",
            ">=",
            "<=",
            ":?",
            "30d",
            "99999d",
            "2026-13-01",
            "0000",
            "9999",
            "custom.x",
            "#1",
            'custom."a b"',
            "activities[",
            "deals[stage_kind:open",
            "campaigns[response:replied]",
            "]",
            "]>=2",
            "next 3 days",
            "14 days ago",
        ]
    ),
    st.text(max_size=8),
)
_TEXTS = st.lists(_PIECES, max_size=14).map("".join)


def check_sentence(refused: InputError) -> None:
    assert worded(refused).endswith(".")
    assert worded(refused).isprintable()


@settings(max_examples=150)
@given(text=_TEXTS, kind=st.sampled_from(entities().lists))
def test_a_filter_survives_its_text_form(text: str, kind: RecordKind) -> None:
    fields = filter_fields(kind)
    try:
        found = parse_filter(text, fields)
    except InputError as refused:
        check_sentence(refused)
        return
    once = filter_text(found)
    again = parse_filter(once, fields)
    assert filter_text(again) == once
    assert _shape(again) == _shape(found)


def _shape(filter_: Filter) -> list[object]:
    return [
        (leaf.field, leaf.op, leaf.negated, len(leaf.values)) if isinstance(leaf, Condition) else leaf
        for leaf in filter_.leaves()
    ]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=_TEXTS,
    sort=st.one_of(st.sampled_from(_FIELDS), st.text(max_size=5)),
    kind=st.sampled_from(entities().lists),
)
def test_a_list_answers_any_filter(store: Store, text: str, sort: str, kind: RecordKind) -> None:
    from salesdesk.domain.saved_views import parse_sort

    reader = store.list_of(kind)
    try:
        filter_ = parse_filter(text, filter_fields(kind))
        reader.page(reader.ids(filter_, parse_sort(sort)))
        reader.count(filter_)
    except InputError as refused:
        check_sentence(refused)


@pytest.mark.parametrize(
    "text", ["a " * 3_000, "-tag:vip " * 300, "city~" + ",".join("abc" for _ in range(2_000))]
)
def test_a_filter_of_a_whole_page_is_refused(store: Store, text: str) -> None:
    for kind in entities().lists[:2]:
        with refusing(InputError, match="Shorten it"):
            store.list_of(kind).count(parse_filter(text, filter_fields(kind)))
