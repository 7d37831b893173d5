"""Names in Chinese signs and in Latin letters are compared as their owners read them."""

from __future__ import annotations

import pytest

from salesdesk.domain.matching import certainty
from salesdesk.domain.matching.east import in_latin
from salesdesk.domain.matching.finder import find_duplicates
from salesdesk.domain.matching.given_names import NameMatch
from salesdesk.domain.matching.profiles import profiles_of
from salesdesk.domain.matching.records import Grade, MatchRecord

ONE = {
    "小明 王": "Xiaoming Wang",
    "小明 王 ": "Xiao-Ming Wang",
    "志玲 林": "Zhiling Lin",
    "明 山田": "Akira Yamada",
    "太郎 山田": "Taro Yamada",
    "美咲 佐藤": "Misaki Sato",
    "健一 佐々木": "Kenichi Sasaki",
    "민준 김": "Minjun Kim",
    "偉 陳": "Wei Chen",
    "强 曾": "Qiang Zeng",
}
TWO = {"芳 王": "方 王", "小明 王": "Peter Wang", "明 山田": "Hanako Yamada", "민수 김": "민주 김"}


def people(one: str, other: str) -> list[MatchRecord]:
    names = [text.split() for text in (one, other)]
    pair = [MatchRecord(n, first_name=f, last_name=s, company="Acme") for n, (f, s) in enumerate(names, 1)]
    return [*pair, MatchRecord(3, first_name="Paul", last_name="Ott", company="Beta")]


@pytest.mark.parametrize("one", ONE)
def test_one_person_in_signs_and_in_letters_is_likely_one(one: str) -> None:
    (pair,) = find_duplicates(people(one, ONE[one]))
    assert (pair.a, pair.b) == (1, 2)
    assert pair.grade is Grade.LIKELY  # a name and a company are not enough to join


@pytest.mark.parametrize("one", TWO)
def test_two_people_are_told_apart(one: str) -> None:
    first, second = profiles_of(people(one, TWO[one])[:2])
    assert certainty.is_contradicted(first, second) or certainty.name_matches(first, second)[0] in (
        NameMatch.APART,
        NameMatch.OPEN,
    )
    assert "same_first_name" not in {
        reason.code for pair in find_duplicates(people(one, TWO[one])) for reason in pair.reasons
    }


def test_a_japanese_name_that_is_in_no_table_says_nothing_either_way() -> None:
    first, second = profiles_of(people("颯翔 山田", "Akira Yamada")[:2])
    assert certainty.name_matches(first, second) == (NameMatch.OPEN, NameMatch.SAME)


def test_the_family_name_tells_how_a_sign_is_read() -> None:
    assert in_latin("明", "山田") == ("akira", "yamada")
    assert in_latin("明", "王") == ("ming", "wang")
    assert in_latin("森", "林") == ("sen", "lin")
    assert in_latin("太郎", "林") == ("taro", "hayashi")
