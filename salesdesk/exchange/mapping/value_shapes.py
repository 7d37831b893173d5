"""What the values of a column look like: shares of e-mails, phones, dates, names and so on, from a small sample."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise

from salesdesk.domain.cleaning.refusals import answer_of, says_refusal
from salesdesk.domain.cleaning.text import cell_text, fold_key, is_empty_word
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.lifecycle import parse_lifecycle
from salesdesk.domain.sheets import Cell
from salesdesk.paths import resource

_SAMPLE = 24  # distinct values looked at closely; more cost time and change no decision
_CELLS = 60  # non-empty cells counted, for repetition and running numbers

_EMAIL = re.compile(r"(?<![^@\s,;<>()\[\]])[^@\s,;<>()\[\]]++@[^@\s,;<>()\[\]]+\.[a-z]{2,}", re.IGNORECASE)
_URL = re.compile(r"(https?://|www\.)\S+$|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/\S*)?$", re.IGNORECASE)
_HOMEPAGE = re.compile(r"(https?://)?[^\s/@]+/?$", re.IGNORECASE)
_LINKEDIN = re.compile(r"linkedin\.com/", re.IGNORECASE)
_PHONE = re.compile(r"[+(]?[\d][\d\s().,/\-–+]{5,}\d(\s*(ext|x|dw|ap|poste|int)\.?\s*\d+)?$", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})\b|\d{4}年\d{1,2}月|"
    r"\d{1,2}[ .-]+[^\W\d]{3,9}\.?[ .-]+\d{2,4}|[^\W\d]{3,9}\.? \d{1,2}(st|nd|rd|th)?,? \d{4}",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_MONEY = re.compile(
    r"(?:[€$£¥]|[A-Z]{3})\s?-?[\d.,' \u00a0]+$|-?[\d.,' \u00a0]+\s?(?:[€$£¥]|EUR|USD|GBP|CHF|kr|zł|Kč|Ft|руб\.?)$"
)
_NUMBER = re.compile(r"-?\d{1,3}([.,' \u00a0]\d{3})*([.,]\d+)?$|-?\d+([.,]\d+)?$")
_POSTAL = re.compile(
    r"(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{4})?$|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}$|[A-Z]\d[A-Z]\s?\d[A-Z]\d$|"
    r"\d{3}\s\d{2}$|\d{2}-\d{3}$|\d{4}\s?[A-Z]{2}$|\d{4}-\d{3}$|\d{5}-\d{3}$|〒?\d{3}-\d{4}$",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"(?=.*\d)[0-9a-f]{8,}$|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$|[a-z]{2,6}_\w{8,}$", re.I
)
_CODE = re.compile(r"#?[^\W_]{1,200}+(?:[-_./#][^\W_]{1,40}+){0,5}$")
_ORDER_NUMBER = re.compile(r"#?[A-Z]{0,4}[-_]?\d{3,}(-\d+)*$")
_TOLD = frozenset({"city", "country", "legal_form", "first_name", "person", "street"})
_LONGEST_TOLD = 60
_IP_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}$")
_HAS_DIGIT = re.compile(r"\d")


_SPACED_FORMS = (" a s", " i s", " k s", " s a", " s l", " s r o", " s p a", " s r l", " b v", " n v", " d o o", " sp z o o",
                 " o o", " s p k", " e v", " e k", " o e", " a e", " e p e")  # fmt: skip
"""Legal forms written with points or strokes, as they are folded."""


@dataclass(frozen=True, slots=True)
class Shape:
    """``count`` non-empty cells looked at, ``distinct`` of them different; the rest are shares 0..1."""

    count: int = 0
    distinct: int = 0
    email: float = 0.0
    url: float = 0.0
    homepage: float = 0.0
    linkedin: float = 0.0
    phone: float = 0.0
    date: float = 0.0
    time: float = 0.0
    money: float = 0.0
    number: float = 0.0
    integer: float = 0.0
    percent: float = 0.0
    postal: float = 0.0
    identifier: float = 0.0
    code: float = 0.0
    order_number: float = 0.0
    boolean: float = 0.0
    consent: float = 0.0
    answer: float = 0.0
    lifecycle: float = 0.0
    honorific: float = 0.0
    legal_form: float = 0.0
    job: float = 0.0
    street: float = 0.0
    city: float = 0.0
    country: float = 0.0
    currency: float = 0.0
    first_name: float = 0.0
    person: float = 0.0
    capital_word: float = 0.0
    named: float = 0.0
    long_text: float = 0.0
    sequence: bool = False

    @property
    def repetitive(self) -> bool:
        """Few values again and again: a choice or an owner, not something each record has of its own."""
        return self.count >= 3 and self.distinct * 3 <= self.count

    @property
    def filled(self) -> bool:
        return self.count > 0


@cache
def value_words() -> dict[str, frozenset[str]]:
    """The value lists of ``resources/mapping/values.tsv`` by sort, folded; read once per process."""
    lists: dict[str, frozenset[str]] = {}
    for line in resource("mapping/values.tsv").read_text(encoding="utf-8").splitlines():
        sort, separator, values = line.partition("\t")
        if separator and not line.startswith("#"):
            lists[sort] = frozenset(fold_key(value) or value.strip() for value in values.split("|"))
    return lists


def shape_of(cells: Sequence[Cell]) -> Shape:
    """The shape of a column's first 60 filled cells; empty cells and words like "n/a" do not count."""
    texts: list[str] = []
    seen: dict[str, Cell] = {}
    for cell in cells:
        if cell is None or cell == "":
            continue
        text = (cell if isinstance(cell, str) else cell_text(cell)).strip()
        if not text or is_empty_word(text):
            continue
        texts.append(text)
        if len(texts) >= _CELLS:
            break
        if len(seen) < _SAMPLE:
            seen.setdefault(text, cell)
    if not texts:
        return Shape()
    votes: dict[str, float] = {}
    for text, cell in seen.items():
        for sort in (*_sorts(text, cell), *_answers(text, cell)):
            votes[sort] = votes.get(sort, 0) + 1
    size = len(seen)
    shares = {sort: count / size for sort, count in votes.items()}
    return Shape(len(texts), len(set(texts)), **shares, sequence=_is_sequence(texts))


def _answers(text: str, cell: Cell) -> list[str]:
    """Whether a value tells who may be addressed: in words that say nothing else, or as any yes or no does."""
    if len(text) > _LONGEST_TOLD or isinstance(cell, date) or _DATE.match(text):
        return []
    if says_refusal(text) is not None:
        return ["consent", "answer"]
    return ["answer"] if answer_of(cell, consent=False) is not None else []


def _is_sequence(texts: list[str]) -> bool:
    """1, 2, 3 …: a running number, which identifies nothing beyond its file."""
    if len(texts) < 2 or not all(text.isdecimal() and len(text) < 9 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers[0] in (0, 1) and all(after - before == 1 for before, after in pairwise(numbers))


def told_sorts(text: str) -> frozenset[str]:
    """The sorts that the words of a text tell for certain: a town, a firm, somebody's name, a job …; none for words
    that may be anything."""
    if not text or len(text) > _LONGEST_TOLD or _HAS_DIGIT.search(text):
        return frozenset()
    return frozenset(_sorts_of_words(text)) & _TOLD


def _sorts(text: str, cell: Cell) -> list[str]:
    """Every sort one value belongs to."""
    if isinstance(cell, bool):
        return ["boolean"]
    if isinstance(cell, (datetime, date)):
        return ["date", "time"] if isinstance(cell, datetime) and cell.time() != cell.time().min else ["date"]
    if len(text) > 160:
        sorts = ["long_text"]
        return [*sorts, "email"] if _EMAIL.search(text) and len(text) < 400 and text[0] in "[{" else sorts
    if "@" in text and _EMAIL.search(text):
        return ["email"]
    if _HAS_DIGIT.search(text):
        return _sorts_with_digits(text, cell)
    return _sorts_of_words(text)


def _sorts_with_digits(text: str, cell: Cell) -> list[str]:
    sorts = []
    is_number = isinstance(cell, (int, float)) or bool(_NUMBER.match(text))
    if is_number:
        sorts.append("number")
        if text.lstrip("-").isdecimal():
            sorts.append("integer")
    elif _MONEY.match(text):
        sorts += ["money", "number"]
    elif text.endswith("%"):
        sorts += ["percent", "number"]
    if len(text) <= 10 and _POSTAL.match(text):
        sorts.append("postal")
    if _DATE.match(text):
        sorts.append("date")
        if _TIME.search(text):
            sorts.append("time")
    elif _PHONE.match(text) and 7 <= sum(map(str.isdigit, text)) <= 16 and not _IP_ADDRESS.match(text):
        sorts.append("phone")
    if _IDENTIFIER.match(text):
        sorts.append("identifier")
    if (text.isdecimal() or not is_number) and "date" not in sorts and _CODE.match(text):
        sorts.append("code")
    if _ORDER_NUMBER.match(text):
        sorts.append("order_number")
    if not sorts or sorts == ["code"]:
        if "." in text and " " not in text and _URL.match(text):
            return _sorts_of_links(text)
        words = fold_key(text).split()
        lists = value_words()
        if any(word in lists["street_word"] for word in words) or any(
            word.endswith(
                ("strasse", "str", "weg", "straat", "laan", "gatan", "vagen", "vej", "gade", "katu")
            )
            for word in words
        ):
            sorts.append("street")
        if words and words[-1] in lists["legal_form"]:
            sorts.append("legal_form")
    if len(text) > 60:
        sorts.append("long_text")
    return sorts


def _sorts_of_links(text: str) -> list[str]:
    if _LINKEDIN.search(text):
        return ["url", "linkedin"]
    return ["url", "homepage"] if _HOMEPAGE.match(text) else ["url"]


def _sorts_of_words(text: str) -> list[str]:
    if "." in text and " " not in text and _URL.match(text):
        return _sorts_of_links(text)
    lists = value_words()
    key = fold_key(text) or text
    words = key.split()
    sorts = ["lifecycle"] if parse_lifecycle(text) else []
    for sort in ("honorific", "boolean", "city", "country", "currency"):
        if key in lists[sort]:
            sorts.append(sort)
    if (
        any(word in lists["legal_form"] for word in words[1:])
        or key.endswith(_SPACED_FORMS)
        or (
            not key.isascii()
            and any(form in key for form in ("株式会社", "有限公司", "주식회사", "ооо", "公司"))
        )
    ):
        sorts.append("legal_form")
    elif any(word in lists["job_word"] for word in words):
        sorts.append("job")
    elif any(word in lists["street_word"] for word in words[1:]) and len(words) > 1:
        sorts.append("street")
    elif words and len(words) <= 4:
        given = [word in lists["first_name"] for word in words]
        if len(words) == 1 and given[0]:
            sorts.append("first_name")
        elif len(words) > 1 and any(given):
            sorts.append("person")
        if len(words) == 1 and text[:1].isupper():
            sorts.append("capital_word")
        elif 2 <= len(words) <= 3 and all(word[:1].isupper() for word in text.split()):
            sorts.append("named")
    if len(text) > 60:
        sorts.append("long_text")
    return sorts


def fit(field: str, shape: Shape) -> float:
    """How well the values suit a field: 1 they do, 0 nothing can be said, -1 they are something else."""
    if not shape.filled:
        return 0.0
    type_ = FIELD[field].type if field in FIELD else FieldType.TEXT
    if type_ is FieldType.EMAIL:
        return _for_and_against(shape.email, shape.phone + shape.number + shape.date)
    if type_ is FieldType.PHONE:
        return _for_and_against(
            shape.phone,
            shape.email + shape.url + shape.date + shape.person + shape.first_name + shape.integer,
        )  # an integer that is no phone is too short for one
    if field in ("website", "facebook", "twitter"):
        return _for_and_against(shape.url, shape.email + shape.phone + shape.person)
    if field == "linkedin":
        return _for_and_against(shape.linkedin, shape.email + shape.phone)
    if type_ in (FieldType.DATE, FieldType.DATETIME):
        return _for_and_against(shape.date, shape.email + shape.person + shape.boolean + shape.legal_form)
    if type_ in (FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT):
        return _for_and_against(shape.number, shape.email + shape.date + shape.person + shape.job + shape.url)
    if field in ("first_name", "last_name", "full_name", "middle_name"):
        good = shape.person + shape.first_name
        bad = shape.phone + shape.email + shape.date + shape.url + shape.legal_form * 0.7
        return _for_and_against(good, bad, 0.3)
    if field in ("lead_status", "stage", "lead_source", "pipeline", "lifecycle_stage", "owner", "job_title"):
        against = shape.number + shape.date + shape.url + (shape.email if field != "owner" else 0.0)
        return -1.0 if against >= 0.6 else 0.2
    if field in ("company", "city", "department", "deal_title", "product_name", "industry"):
        good = {"company": shape.legal_form, "city": shape.city}.get(field, 0.0)
        return _for_and_against(good, shape.email + shape.phone + shape.date + shape.url, 0.25)
    if field == "country":
        return _for_and_against(shape.country, shape.number + shape.email + shape.date, 0.5)
    if field == "postal_code":
        return _for_and_against(shape.postal + shape.integer, shape.email + shape.date + shape.person)
    if field == "honorific":
        return _for_and_against(shape.honorific, shape.job + shape.number + shape.person)
    if field == "street":
        return _for_and_against(shape.street, shape.email + shape.number + shape.date, 0.3)
    if field == "notes":
        return -1.0 if shape.email >= 0.9 else 0.0
    if field in ("region", "street_2", "suffix", "tags", "currency"):
        return -1.0 if shape.email + shape.date + shape.phone >= 0.6 else 0.2
    return 0.0


def _for_and_against(good: float, bad: float, enough: float = 0.6) -> float:
    if good >= enough:
        return 1.0
    if bad >= 0.6 and good < 0.2:
        return -1.0
    return 0.0
