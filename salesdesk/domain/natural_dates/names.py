"""Where a weekday or a month is somebody's or something's name: "Herr Montag", "Black Friday", "Avenida 9 de Julio"."""

from __future__ import annotations

from salesdesk.domain.cleaning.name_words import ADDRESSES
from salesdesk.domain.matching.given_names import is_given_name
from salesdesk.domain.natural_dates.nodes import Line, Node
from salesdesk.domain.natural_dates.senses import Sense

_SURNAMES = frozenset("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag".split())
_STREET_ENDS = ("strasse", "platz", "allee", "weg", "gasse", "ufer")
_NAME_AND_SURNAME = 2


_DAYS = (Sense.WEEKDAY, Sense.SHORT_WEEKDAY, Sense.TINY_WEEKDAY, Sense.OFFSET)


def names_somebody(before: Node, node: Node) -> bool:
    """Whether a word makes the one behind it a name: a form of address always, another title or "with" one with a capital."""
    if not before.says(Sense.TITLE, Sense.WITH) or before.says(Sense.ON):
        return False
    return node.first.is_capital or before.first.plain in ADDRESSES


def is_any_such(line: Line, place: int, chain: int, end: int) -> bool:
    """Whether a weekday is any of its kind or describes something: "un lundi", "the Friday deal"."""
    before = line.at(place - 1)
    if before is None:
        return False
    if before.senses.get(Sense.NUMBER) == 1 and not before.is_run:
        return True
    return before.first.key == "the" and not line.ends(end) and not line.says(end, Sense.NEXT_BEHIND)


_NAMES_OF_MONTHS = frozenset("april may june august jan mai juni august avril julio abril".split())


def is_month_name(line: Line, place: int, end: int) -> bool:
    """Whether a number and a month may be so many of something: "12 May Fair tickets"."""
    if end - place != 2 or line.nodes[end - 1].first.key not in _NAMES_OF_MONTHS:
        return False
    following = line.at(end)
    return (
        following is not None
        and following.is_word
        and following.first.is_capital
        and not following.senses
        and place > 0
    )


def is_name(line: Line, place: int, chain: int) -> bool:
    """Whether the weekday at ``place``, with its connectors from ``chain`` on, is a name."""
    node = line.nodes[place]
    before = line.at(chain - 1)
    bare = chain == place
    if bare and before is not None:
        if names_somebody(before, node):
            return True
        if before.sign == "." and names_somebody(line.nodes[chain - 2], node):
            return True
        if before.sign == "-" and line.is_glued(place) and line.is_glued(chain - 1):
            return True
    following = line.at(place + 1)
    if (
        following is not None
        and following.first.glued
        and following.sign in ("-", ".")
        and line.is_glued(place + 2)
    ):
        further = line.nodes[place + 2]
        if further.is_word and not further.says(
            Sense.PART, Sense.WEEKDAY, Sense.OFFSET, Sense.SHORT_WEEKDAY, Sense.SAID_PART
        ):
            return True
    if following is not None and (following.sign == "&" or following.says(Sense.RIVAL)):
        partner = line.at(place + 2)
        if (
            partner is not None
            and partner.first.is_capital
            and (partner.says(Sense.COMPANY) or (following.sign == "&" and not partner.says(*_DAYS)))
        ):
            return True
    if (
        line.says(place + 1, Sense.COMPANY)
        and line.nodes[place + 1].tokens[-1].is_capital
        and node.first.is_capital
    ):
        return True
    if node.says(Sense.NAMELIKE) and node.first.is_capital and bare:
        first = before is None or bool(before.sign)
        timed = following is None or following.is_run or following.sign == "," or following.says(Sense.AT)
        return not (first and timed) or (before is None and following is None)
    return False


def may_be_name(line: Line, place: int, chain: int) -> bool:
    """Whether the weekday may well be a name: "Anna Freitag", "call Wednesday Addams", "Tuesday Smith signed"."""
    node, before = line.nodes[place], line.at(chain - 1)
    if chain != place or not node.first.is_capital or node.says(Sense.SHORT_WEEKDAY, Sense.WEEKDAY_PART):
        return False
    given = before is not None and before.is_word and before.first.is_capital and not before.senses
    given = given and before is not None and is_given_name(before.first.plain)
    if node.first.key in _SURNAMES:
        return given
    if given and len(line) == _NAME_AND_SURNAME:
        return True
    following = line.at(place + 1)
    unknown = (
        following is not None and following.is_word and following.first.is_capital and not following.senses
    )
    return unknown and not any(
        ":" in other.run or line.half_day(at) is not None for at, other in enumerate(line.nodes)
    )


def is_in_street(line: Line, chain: int, end: int) -> bool:
    """Whether a day with a month is part of a street's name: "rue du 8 mai 1945"."""
    before = line.at(chain - 1)
    if before is not None and before.is_word:
        plain = before.first.plain
        if before.says(Sense.STREET) or plain.endswith(_STREET_ENDS):
            return True
    return line.says(end, Sense.STREET) and line.nodes[end].first.is_capital
