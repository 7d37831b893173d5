"""Whether what may be a day or a weekday is one: a short weekday beside an hour, two numbers behind "by"."""

from __future__ import annotations

from salesdesk.domain.natural_dates.clocks import Before, read_clock
from salesdesk.domain.natural_dates.day_terms import read_day
from salesdesk.domain.natural_dates.items import Chain, Item
from salesdesk.domain.natural_dates.names import names_somebody
from salesdesk.domain.natural_dates.nodes import Line, Node
from salesdesk.domain.natural_dates.senses import Sense
from salesdesk.domain.natural_dates.written_days import is_fraction, is_late

_LETTERS_OF_OTHERS = 4
_INFINITIVES = ("en", "er", "ir", "re", "ar")


def has_company(line: Line, place: int, end: int, chain: Chain) -> bool:
    """Whether a short weekday stands where only a weekday can: beside an hour or a date, or by itself behind a connector."""
    node = line.nodes[place]
    tiny = not node.says(Sense.WEEKDAY, Sense.SHORT_WEEKDAY)
    if tiny and not node.first.is_capital:
        return False
    after = line.past_dot(end)
    known = after < len(line) and bool(line.nodes[after].senses)
    if (
        chain.linked
        and not line.sign(chain.start - 1)
        and ((known and tiny) or line.goes_on(after) or line.is_given_name(after))
    ):
        return True
    if (place == 0 or line.sign(place - 1) not in ("", ".")) and line.sign(end) == ":":
        return True
    at = end
    while line.sign(at) in (".", ",") and line.sign(at):
        at += 1
    while line.says(at, Sense.AT, Sense.ON, Sense.GLUE) and line.at(at) is not None:
        at += 1
    if (
        read_clock(line, at, Before(at=at > end, number=line.says(at - 1, Sense.AT_NUMBER), day=True))
        is not None
    ):
        return True
    following = read_day(line, at, connected=True, numbered=1 if at == end or line.sign(at - 1) else None)
    if following is not None or line.says(end, Sense.PART, Sense.SAID_PART):
        return True
    if node.says(Sense.COMMON_WORD):
        return False
    if any(line.says(at, Sense.ON, Sense.BY) for at in range(chain.start, place)):
        return line.ends(line.past_dot(end))
    before = line.at(place - 1)
    if (
        not tiny
        and before is not None
        and before.is_word
        and chain.start == place
        and line.at(line.past_dot(end)) is None
    ):
        return before.says(Sense.OBJECT_VERB) or (not before.senses and not before.first.is_capital)
    alone = place == 0 or bool(line.sign(place - 1))
    return not tiny and alone and (line.at(end) is None or bool(line.sign(end)))


def is_likely(line: Line, place: int, end: int, chain: Chain, last: Item | None) -> bool:
    """Whether two numbers with a point or a stroke between them are a day: behind a connector, beside an hour or a weekday, or
    at the beginning or the end of what is said."""
    dotted = "." in line.nodes[place].run
    connected = any(line.says(at, Sense.ON, Sense.BY) for at in range(chain.start, place))
    if read_clock(line, end, Before(day=True)) is not None:
        return True
    if chain.linked or connected:
        return line.goes_on(end)
    before = line.at(place - 1)
    alone = before is None or before.sign not in ("", ".")
    if dotted and place == 0 and is_late(line.nodes[place].run):
        return True
    if dotted:
        return alone and (line.at(end) is None or bool(line.sign(end))) and before is not None
    if is_fraction(line.nodes[place].run) and not alone:
        return before is not None and (before.says(Sense.OBJECT_VERB) or _is_verb(before)) and line.ends(end)
    return alone or line.goes_on(end)


def _is_verb(node: Node) -> bool:
    """Whether a word says what is to be done, in German, French or Spanish: "anrufen", "appeler", "llamar"."""
    return (
        node.says(Sense.STOP)
        and len(node.first.text) > _LETTERS_OF_OTHERS
        and node.first.plain.endswith(_INFINITIVES)
    )


def is_noun(line: Line, place: int, chain: Chain) -> bool:
    """Whether a word that is both "tomorrow" and "morning" is the morning: "la mañana", "Frau Morgen"."""
    before = line.at(place - 1)
    if before is None:
        return False
    if names_somebody(before, line.nodes[place]):
        return True
    return before.first.key in (
        "la",
        "der",
        "den",
        "esta",
        "diesen",
        "jeden",
        "una",
        "einen",
        "sta",
    ) and not before.says(Sense.PART)
