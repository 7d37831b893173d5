"""The text form of filters: what is typed is what is meant, and it reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.filters import (
    Condition,
    Counted,
    Filter,
    Group,
    Join,
    Op,
    Part,
    Words,
    filter_text,
    group,
    parse_filter,
    turned_round,
)
from salesdesk.errors import InputError
from tests.refusals import refusing

FIELDS = frozenset({"stage", "owner", "created", "email", "tag", "country"})


def parse(text: str) -> Filter:
    return parse_filter(text, FIELDS)


@pytest.mark.parametrize(
    ("text", "conditions", "words"),
    [
        ("stage:lead,customer", (Condition("stage", Op.IS, ("lead", "customer")),), ""),
        ('owner:"Anna Berg" nordwind', (Condition("owner", Op.IS, ("Anna Berg",)),), "nordwind"),
        ("created>=2026-01-01", (Condition("created", Op.AT_LEAST, ("2026-01-01",)),), ""),
        ("-tag:vip email:?", (Condition("tag", Op.IS, ("vip",), True), Condition("email", Op.FILLED)), ""),
        ("created:30d", (Condition("created", Op.LAST_DAYS, ("30",)),), ""),
        ("email~nordwind", (Condition("email", Op.CONTAINS, ("nordwind",)),), ""),
        ("two words", (), "two words"),
        ("custom.stand:H5", (Condition("custom.stand", Op.IS, ("H5",)),), ""),
        ('custom."Shoe size":42', (Condition('custom."Shoe size"', Op.IS, ("42",)),), ""),
        ('custom."Shoe size"', (Condition('custom."Shoe size"', Op.FILLED),), ""),
        ('-custom."Größe"', (Condition('custom."Größe"', Op.FILLED, (), True),), ""),
        ("https://nordwind.eu", (), "https://nordwind.eu"),
        ("", (), ""),
    ],
)
def test_what_is_typed_is_what_is_meant(text: str, conditions: tuple[Condition, ...], words: str) -> None:
    assert parse(text) == Filter(conditions, words)


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    with refusing(InputError, match=r"“colour”.*country, created"):
        parse("colour:red")


def test_a_comparison_without_a_value_is_refused() -> None:
    with refusing(InputError, match="stage:"):
        parse("stage:")


# what cannot be seen is no part of the text form
_TEXT = st.text(
    st.characters(blacklist_characters='"', blacklist_categories=("Cs", "Cc", "Z")), min_size=1, max_size=12
).filter(lambda text: one_line(text) == text)
_VALUE = st.lists(_TEXT, min_size=1, max_size=3).map(tuple)
_CONDITION = st.one_of(
    st.builds(Condition, st.sampled_from(sorted(FIELDS)), st.just(Op.IS), _VALUE, st.booleans()),
    st.builds(
        Condition,
        st.sampled_from(sorted(FIELDS)),
        st.sampled_from([Op.CONTAINS, Op.AT_LEAST, Op.AT_MOST]),
        _VALUE,
        st.booleans(),
    ),
    st.builds(Condition, st.sampled_from(sorted(FIELDS)), st.just(Op.FILLED), st.just(()), st.booleans()),
    st.builds(
        Condition,
        st.sampled_from(sorted(FIELDS)),
        st.just(Op.LAST_DAYS),
        st.integers(0, 9999).map(lambda n: (str(n),)),
        st.booleans(),
    ),
)


@given(st.lists(_CONDITION, max_size=4).map(tuple))
def test_the_text_form_reads_back(conditions: tuple[Condition, ...]) -> None:
    wanted = Filter(conditions)
    assert parse(filter_text(wanted)) == wanted


@pytest.mark.parametrize("value", ["30d", "?", "?x", "9999d"])
def test_values_that_look_like_signs_are_quoted(value: str) -> None:
    wanted = Filter((Condition("tag", Op.IS, (value,)),))
    assert parse(filter_text(wanted)) == wanted


def test_conditions_are_added() -> None:
    lead, mia = Condition("stage", Op.IS, ("lead",)), Condition("owner", Op.IS, ("Mia",))
    both = Filter((lead,), "nordwind").having(mia)
    assert both == Filter((lead, mia), "nordwind")
    assert Filter(text="  ").is_empty
    assert not both.is_empty


def one_of(*parts: Part, negated: bool = False) -> Group:
    return Group(Join.ANY, parts, negated)


def all_of(*parts: Part, negated: bool = False) -> Group:
    return Group(Join.ALL, parts, negated)


GERMAN, VIENNA = Condition("country", Op.IS, ("DE",)), Condition("owner", Op.IS, ("Wien",))
VIP = Condition("tag", Op.IS, ("vip",))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(country:DE or owner:Wien) -tag:vip", (one_of(GERMAN, VIENNA), turned_round(VIP))),
        ("(country:DE OR owner:Wien)", (one_of(GERMAN, VIENNA),)),
        ("(country:DE tag:vip or owner:Wien)", (one_of(all_of(GERMAN, VIP), VIENNA),)),
        ("(country:DE and tag:vip or owner:Wien)", (one_of(all_of(GERMAN, VIP), VIENNA),)),
        ("(country:DE (tag:vip or owner:Wien))", (all_of(GERMAN, one_of(VIP, VIENNA)),)),
        ("-(country:DE or owner:Wien)", (one_of(GERMAN, VIENNA, negated=True),)),
        ("-(country:DE)", (turned_round(GERMAN),)),
        ("((country:DE))", (GERMAN,)),
        ("(country:DE or nordwind)", (one_of(GERMAN, Words("nordwind")),)),
        ('(country:DE or "nord wind")', (one_of(GERMAN, Words("nord wind")),)),
        ('("anna" or bert)', (one_of(Words("anna"), Words("bert")),)),
        ('(country:DE or "or")', (one_of(GERMAN, Words("or")),)),
        ('(tag:or or tag:"a or b")', (one_of(Condition("tag", Op.IS, ("or",)), Condition("tag", Op.IS, ("a or b",))),)),
        ("(owner:Halle(Saale) or tag:vip)", (one_of(Condition("owner", Op.IS, ("Halle(Saale)",)), VIP),)),
        ('(owner:"a)" or tag:vip)', (one_of(Condition("owner", Op.IS, ("a)",)), VIP),)),
        ("(email:? or -email:?)", (one_of(Condition("email", Op.FILLED), Condition("email", Op.FILLED, (), True)),)),
        ("(created:30d or http://x.de)", (one_of(Condition("created", Op.LAST_DAYS, ("30",)), Words("http://x.de")),)),
    ],
)  # fmt: skip
def test_brackets_make_a_group(text: str, parts: tuple[Part, ...]) -> None:
    found = parse(text)
    assert found == Filter(parts)
    assert parse(filter_text(found)) == found


@pytest.mark.parametrize(
    ("text", "conditions", "words"),
    [
        ("Berg (Wien)", (), "Berg (Wien)"),
        ("(030) 12 34", (), "(030) 12 34"),
        ("anna and bert", (), "anna and bert"),
        ('anna "or" bert', (), "anna or bert"),
        ("do not call", (), "do not call"),
        ("+49 - 30", (), "+49 - 30"),
        ("owner:Halle(Saale)", (Condition("owner", Op.IS, ("Halle(Saale)",)),), ""),
        ("owner:a) b", (Condition("owner", Op.IS, ("a)",)),), "b"),
        ("-(x) ()", (), "-(x) ()"),
        ("https://x.de/a(b:c)", (), "https://x.de/a(b:c)"),
    ],
)  # fmt: skip
def test_a_text_without_a_group_means_what_it_always_meant(
    text: str, conditions: tuple[Condition, ...], words: str
) -> None:
    assert parse(text) == Filter(conditions, words)
    assert parse(filter_text(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("country:DE or owner:Wien", (one_of(GERMAN, VIENNA),)),
        ("country:DE OR owner:Wien", (one_of(GERMAN, VIENNA),)),
        ("country:DE || owner:Wien", (one_of(GERMAN, VIENNA),)),
        ("country:DE tag:vip or owner:Wien", (one_of(all_of(GERMAN, VIP), VIENNA),)),
        ("country:DE and tag:vip", (GERMAN, VIP)),
        ("country:DE && tag:vip", (GERMAN, VIP)),
        ("country:DE AND (tag:vip or owner:Wien)", (GERMAN, one_of(VIP, VIENNA))),
        ("(country:DE tag:vip) or owner:Wien", (one_of(all_of(GERMAN, VIP), VIENNA),)),
        ("country:DE or owner:Wien or tag:vip", (one_of(GERMAN, VIENNA, VIP),)),
        ("anna or bert", (one_of(Words("anna"), Words("bert")),)),
        ("(anna or bert)", (one_of(Words("anna"), Words("bert")),)),
        ("anna berg or country:DE", (one_of(Words("anna berg"), GERMAN),)),
        ('"a or b" or "or"', (one_of(Words("a or b"), Words("or")),)),
        ("(https://x.de or y)", (one_of(Words("https://x.de"), Words("y")),)),
        ("not country:DE", (turned_round(GERMAN),)),
        ("NOT (country:DE or owner:Wien)", (one_of(GERMAN, VIENNA, negated=True),)),
        ("(not country:DE or owner:Wien)", (one_of(turned_round(GERMAN), VIENNA),)),
        ("-nordwind country:DE", (Words("nordwind", negated=True), GERMAN)),
        ("(-nordwind or country:DE)", (one_of(Words("nordwind", negated=True), GERMAN),)),
    ],
)
def test_alternatives_need_no_brackets(text: str, parts: tuple[Part, ...]) -> None:
    found = parse(text)
    assert found == Filter(parts)
    assert parse(filter_text(found)) == found


@pytest.mark.parametrize(
    "text",
    [
        "or",
        "or tag:vip",
        "tag:vip or",
        "tag:vip or or country:DE",
        "(tag:vip or )",
        "(or)",
        "anna || ",
        "tag:vip | | x",
    ],
)
def test_an_or_without_something_on_both_sides_is_refused(text: str) -> None:
    with refusing(InputError, match="“or” stands between"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "(stage:lead",
        "(stage:lead)x",
        "a(stage:lead or b)",
        "(stage:lead or owner:Mia))",
        "( " * 2_000 + "tag:vip",
        "(anna or bert",
        "(weber",
        "anna (weber",
        "owner:a) (b",
    ],
)
def test_brackets_that_do_not_fit_are_refused_and_not_searched_for(text: str) -> None:
    with refusing(InputError, match="brackets"):
        parse(text)


_WORDS = st.builds(
    Words,
    st.one_of(_TEXT, st.sampled_from(["or", "and", "not", "||", "(", "a b", "tag:x", "-", "-x"])),
    st.booleans(),
)
_PART = st.recursive(
    st.one_of(_CONDITION, _WORDS),
    lambda inner: st.builds(
        Group, st.sampled_from(Join), st.lists(inner, min_size=2, max_size=3).map(tuple), st.booleans()
    ),
    max_leaves=8,
)


@given(
    st.lists(_PART, max_size=3).map(tuple), st.sampled_from(["", "anna", "(a tag:x) (tag:y)", "or ( ) -(b)"])
)
def test_a_tree_reads_back(parts: tuple[Part, ...], words: str) -> None:
    wanted = Filter(parts, words)
    assert parse(filter_text(wanted)) == wanted


def test_an_unknown_field_in_a_group_is_named() -> None:
    with refusing(InputError, match="“colour”"):
        parse("(colour:red or tag:vip)")


def test_brackets_far_too_deep_are_refused() -> None:
    with refusing(InputError, match="brackets"):
        parse("(" * 500 + "tag:vip" + ")" * 500)
    assert parse("(" * 5_000).text == "(" * 5_000


def test_one_part_is_no_group() -> None:
    assert group(Join.ANY, [VIP]) == VIP
    assert group(Join.ALL, []) is None
    with pytest.raises(ValueError, match="two parts"):
        Group(Join.ALL, (VIP,))


@pytest.mark.parametrize("text", ["Tag:vip", "TAG:vip", "(Tag:vip)"])
def test_a_field_is_named_in_any_case(text: str) -> None:
    assert parse(text) == parse("tag:vip")
    assert parse("custom.Interesse:hoch") == parse("custom.interesse:hoch")


CALLS = Filter((Condition("kind", Op.IS, ("call",)), Condition("at", Op.LAST_DAYS, ("30",))))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("activities[kind:call at:30d]>=2", (Counted("activities", CALLS, Op.AT_LEAST, 2),)),
        ("Activities[kind:call at:30d]", (Counted("activities", CALLS, Op.AT_LEAST, 1),)),
        ("-activities[kind:call at:30d]", (Counted("activities", CALLS, Op.AT_LEAST, 1, True),)),
        ("activities[]<3", (Counted("activities", Filter(), Op.BELOW, 3),)),
        ("deals[]=0", (Counted("deals", Filter(), Op.IS, 0),)),
        (
            'campaigns[campaign:"Autumn [1]" response:clicked,replied]',
            (
                Counted(
                    "campaigns",
                    Filter(
                        (
                            Condition("campaign", Op.IS, ("Autumn [1]",)),
                            Condition("response", Op.IS, ("clicked", "replied")),
                        )
                    ),
                ),
            ),
        ),
        (
            "(activities[kind:call at:30d]>=2 or country:DE) stage:lead",
            (
                Group(
                    Join.ANY,
                    (Counted("activities", CALLS, Op.AT_LEAST, 2), Condition("country", Op.IS, ("DE",))),
                ),
                Condition("stage", Op.IS, ("lead",)),
            ),
        ),
    ],
)
def test_what_hangs_on_a_row_is_counted(text: str, parts: tuple[Part, ...]) -> None:
    assert parse(text) == Filter(parts)
    assert parse(filter_text(Filter(parts))) == Filter(parts)


@pytest.mark.parametrize(
    "text", ["activities[kind:call", "activities[kind:call]x", "(activities[kind:call or a:b)"]
)
def test_square_brackets_that_do_not_close_are_refused(text: str) -> None:
    with refusing(InputError):
        parse(text)


def test_an_unknown_field_between_square_brackets_is_named() -> None:
    with refusing(InputError, match="“colour”"):
        parse("activities[colour:red]")
