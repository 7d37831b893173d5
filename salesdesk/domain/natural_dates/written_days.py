"""Days in figures and months by name: "27.11.", "3/4" by the order of the person's dates, "1st of March", "le 5"."""

from __future__ import annotations

import re

from salesdesk.domain.natural_dates.measures import MEASURES
from salesdesk.domain.natural_dates.nodes import Line
from salesdesk.domain.natural_dates.senses import Sense
from salesdesk.domain.natural_dates.terms import Written

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_FRACTIONS = frozenset(("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "1/8", "1/10", "7/11", "9/11"))
_ALWAYS = "24/7"
_BY_WORD = 2


def read_written(line: Line, place: int) -> tuple[Written, int] | None:
    """The day that is written in figures or with the name of its month from ``place`` on, and the place behind it."""
    node = line.at(place)
    if node is None:
        return None
    return (_figures(line, place) if node.is_run else None) or _with_month(line, place)


def is_fraction(run: str) -> bool:
    """Whether figures are more often a part of something than a day."""
    return run in _FRACTIONS


def is_late(run: str) -> bool:
    """Whether two numbers with a point between them are a day rather than a version or a chapter: "27.11"."""
    day, _, month = run.partition(".")
    return len(month) == 2 and day.isdigit() and int(day) > 12


def _full(year: str | None) -> int | None:
    if year is None:
        return None
    return int(year) if len(year) == 4 else 2000 + int(year)


def _figures(line: Line, place: int) -> tuple[Written, int] | None:
    run, end = line.nodes[place].run, place + 1
    if not _stands_alone(line, place):
        return None
    if match := _ISO.fullmatch(run):
        if line.at(end) is not None and line.nodes[end].first.key == "t" and line.is_glued(end):
            end += 1  # 2026-11-27T10:00
        return Written(int(match[3]), int(match[2]), int(match[1])), end
    if match := _DOTTED.fullmatch(run):
        if match[3] is not None:
            return Written(int(match[1]), int(match[2]), _full(match[3])), line.past_dot(end) if line.at(
                line.past_dot(end)
            ) is None else end
        if int(match[2]) > 12 or int(match[1]) > 31 or _is_version(line, place, int(match[1])):
            return None
        dotted = line.past_dot(end) > end
        return Written(int(match[1]), int(match[2]), loose=not dotted), line.past_dot(end)
    match = _SLASHED.fullmatch(run)
    if match is not None and (
        max(int(match[1]), int(match[3])) > 31 or min(int(match[1]), int(match[3])) > 12
    ):
        return None
    if match is None or run == _ALWAYS or (match[2] == "-" and match[4] is None):
        return None
    if line.says(end, Sense.MONTH, Sense.MONTH_FIRST):
        return None  # "3/4 December": the 3rd or the 4th
    if run in _FRACTIONS and (
        line.says(end, Sense.GLUE) or not (line.goes_on(end) or line.is_given_name(end))
    ):
        return None
    return Written(int(match[1]), int(match[3]), _full(match[4]), either=True, loose=match[4] is None), end


def _is_version(line: Line, place: int, first: int) -> bool:
    """Whether two numbers that something is raised to are no day: "upgraded to 2.4."."""
    before = line.at(place - 1)
    return first <= 12 and before is not None and before.first.key in ("to", "auf", "à", "a")


def _stands_alone(line: Line, place: int) -> bool:
    """Whether figures are no part of something longer: "v2.4", "12.50 EUR", "#3/4"."""
    if line.is_glued(place) and line.sign(place - 1) not in (
        "(",
        "[",
        ",",
        ";",
        ":",
        "·",
        "–",
        "—",
        "-",
        "→",
        "|",
    ):
        return False
    if line.sign(place - 1) == "-" and line.is_glued(place - 1) and line.is_glued(place):
        return False
    before = line.sign(place - 1)
    if before in _NO_DAY_BEHIND and before:
        return False
    end = place + 1
    following = line.at(end)
    if following is None:
        return True
    if following.first.glued and (
        (following.is_word and following.first.key != "t")
        or following.sign in ("%", "€", "$", "£", "°", "+", "=", "/")
    ):
        return False
    if following.first.glued and following.first.key == "t":
        return True
    return following.sign not in ("€", "$", "£", "%", "*", "=", "+") and following.first.plain not in MEASURES


_NO_DAY_BEHIND = "§#$€£+*=<>%&×°º"


def year_behind(line: Line, place: int) -> tuple[int, int] | None:
    """The year of four digits there, a comma or "of" passed over, and the place behind it."""
    at = place
    while (line.sign(at) in (",", "-") and line.sign(at)) or line.says(at, Sense.GLUE):
        at += 1
    node = line.at(at)
    if node is None or not _YEAR.fullmatch(node.run) or line.says(at + 1, Sense.OCLOCK):
        return None
    return int(node.run), at + 1


def _with_month(line: Line, place: int) -> tuple[Written, int] | None:
    day = _day_number(line, place) or _day_in_words(line, place)
    if day is not None:
        number, at, marked = day
        figure = line.at(at)
        if (
            marked
            and figure is not None
            and figure.whole is not None
            and figure.whole <= 12
            and line.past_dot(at + 1) > at + 1
            and not line.is_glued(at)
        ):
            end = line.past_dot(at + 1)  # "5. 12."
            year = year_behind(line, end)
            return Written(number, figure.whole, year[0] if year else None), year[1] if year else end
        while line.says(at, Sense.GLUE) or line.sign(at) == "-":
            at += 1
        month = line.value(at, Sense.MONTH)
        month = line.value(at, Sense.MONTH_FIRST) if month is None else month
        if month is not None:
            end = line.past_dot(at + 1)
            year = year_behind(line, end)
            return Written(number, month, year[0] if year else None), year[1] if year else end
    month = line.value(place, Sense.MONTH_FIRST)
    if month is None:
        return None
    at = line.past_dot(place + 1)
    while line.says(at, Sense.GLUE):
        at += 1
    day = _day_number(line, at) or _number_in_words(line, at)
    if day is None:
        return None
    number, end, marked = day
    if line.says(end, Sense.OCLOCK, Sense.HOUR_SIGN, Sense.UNIT) or line.half_day(end) is not None:
        return None
    year = year_behind(line, end)
    if year is not None:
        return Written(number, month, year[0]), year[1]
    return (Written(number, month), end) if marked or line.goes_on(end) else None


def _day_number(line: Line, place: int) -> tuple[int, int, bool] | None:
    """A day of a month, the place behind it, and whether an ending or a full stop marks it as one."""
    node = line.at(place)
    if node is None:
        return None
    spoken = line.value(place, Sense.ORDINAL)
    if spoken is not None:
        return spoken, place + 1, True
    if not node.is_run or node.whole is None or len(node.run) > 2 or not 1 <= node.whole <= 31:
        return None
    if line.is_glued(place) and line.sign(place - 1) not in ("(", "[", ",", ";", ":", "-", "–", "—", "·"):
        return None
    end = place + 1
    if line.says(end, Sense.ORDINAL_END) and line.is_glued(end):
        return node.whole, end + 1, True
    dotted = line.past_dot(end)
    return node.whole, dotted, dotted > end


def _day_in_words(line: Line, place: int) -> tuple[int, int, bool] | None:
    """The same of a number as a word between the article and its month, as days are said where they are counted: "le trois
    décembre", "el veintisiete de noviembre"."""
    number = line.value(place, Sense.NUMBER)
    said = line.says(place - 1, Sense.ON_NUMBER, Sense.WEEKDAY)
    if number is None or not 1 <= number <= 31 or not said or (number == 1 and not _has_article(line, place)):
        return None
    at = place + 1
    while line.says(at, Sense.GLUE):
        at += 1
    return (number, place + 1, False) if line.says(at, Sense.MONTH) else None


_ARTICLES = frozenset({"le", "el", "del"})
"""Where days are counted with the numbers that other things are counted with."""


def _counted_day(line: Line, place: int) -> tuple[int, int, bool] | None:
    """A day that is a number as a word, the hour behind it: "le quinze à 10h", "jueves veintiséis a las 9"."""
    number = line.value(place, Sense.NUMBER)
    if number is None or not 1 <= number <= 31 or place == 0:
        return None
    is_said = _has_article(line, place) or (number > 1 and line.says(place - 1, Sense.WEEKDAY))
    return (number, place + 1, False) if is_said and _hour_follows(line, place + 1) else None


def _has_article(line: Line, place: int) -> bool:
    before = line.at(place - 1)
    return before is not None and before.tokens[-1].key in _ARTICLES


def _number_in_words(line: Line, place: int) -> tuple[int, int, bool] | None:
    """A day behind its month: "november twenty-seven at 10"."""
    number = line.value(place, Sense.NUMBER)
    if number is None or not 1 < number <= 31:
        return None
    is_whole = line.ends(place + 1) or _hour_follows(line, place + 1)
    return (number, place + 1, False) if is_whole else None


def _hour_follows(line: Line, place: int) -> bool:
    if line.says(place, Sense.NOON):
        return True
    at = place + 1 if line.says(place, Sense.AT) else place
    node = line.at(at)
    if node is None or not (node.is_run or node.says(Sense.NUMBER)):
        return False
    return at > place or ":" in node.run or line.says(at + 1, Sense.OCLOCK, Sense.HOUR_SIGN)


def number_in_month(line: Line, place: int, numbered: int | None) -> tuple[int, int] | None:
    """The day of the month that a number is by the connector before it, see ``read_day``, and the place behind it."""
    day = _day_number(line, place) or _counted_day(line, place)
    if day is None or numbered is None:
        return None
    number, end, marked = day
    if line.says(place, Sense.ORDINAL):
        # "the first" is more often no day, "the first at 9" is one
        return (number, end) if numbered == _BY_WORD or _hour_follows(line, end) else None
    return (number, end) if marked or numbered else None
