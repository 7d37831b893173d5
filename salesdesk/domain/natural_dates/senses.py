"""What words say about when something is: the senses that the words of every language share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto


class Sense(StrEnum):
    """A sense of a word or of several in a row; what the number with it says stands behind it."""

    OFFSET = auto()  # days from today: "tomorrow" 1
    WEEKDAY = auto()  # Monday 0
    SHORT_WEEKDAY = auto()  # the same, where the word is also another: "sun"
    TINY_WEEKDAY = auto()  # the same, in two letters, of the person's own language alone: "Mo"
    WEEKDAY_PART = auto()  # 10 * weekday + part of the day: "Freitagnachmittag"
    WEEKDAYS = auto()  # on each of them: "montags"
    MONTH = auto()  # January 1
    MONTH_FIRST = auto()  # the same, where the day may come behind it: "March 5"
    NUMBER = auto()  # a number as a word
    ORDINAL = auto()  # "first" 1, of a month
    NTH = auto()  # the same, of weekdays alone: "segundo lunes"
    ORDINAL_END = auto()  # behind digits: "th"
    LENGTH = auto()  # minutes: "half an hour"
    UNIT = auto()  # see Unit
    PLURAL = auto()  # of units: "the next weeks" are no day
    IN = auto()  # before a length: "in"
    AGO_BEFORE = auto()  # before it: "vor", "hace"
    AGO_BEHIND = auto()  # behind it: "ago"
    FROM_NOW = auto()  # behind it: "from now"
    SHIFT = auto()  # weeks more: "Friday week", "vendredi en huit"
    NEXT = auto()  # how many further: "next" 1, "last" -1, "this" 0, "übernächste" 2
    NEXT_BEHIND = auto()  # the same behind: "prochain"
    EDGE = auto()  # see Edge, of a week, a month or a year
    DAY_EDGE = auto()  # a whole day: "end of month" in a word, see Edge and Unit: 10 * edge + unit
    QUARTER_NUMBER = auto()  # "Q" in "Q4"
    TIME = auto()  # "time" in "in two days' time"
    ANCHOR = auto()  # between a length and the day it counts from: "a week from Friday"
    WEEK_NUMBER = auto()  # "KW"
    PART = auto()  # see Part
    SAID_PART = auto()  # see Part, with the words that make it one: "in the afternoon"
    PART_TODAY = auto()  # see Part, of today: "tonight"
    NOON = auto()  # minutes of the day: "noon"
    AT = auto()  # before an hour: "at", "gegen"
    AT_NUMBER = auto()  # the same, where a bare number is an hour then: "a las"
    ON = auto()  # before a day: "on", "bis"
    ON_NUMBER = auto()  # the same, where a bare number is a day of the month then: "le 5"
    BY = auto()  # before either: "by"
    GLUE = auto()  # between the parts: "the", "of"
    FROM = auto()  # before the first of two hours
    TO = auto()  # before the second
    OCLOCK = auto()  # behind an hour: "Uhr"
    HOUR_SIGN = auto()  # behind an hour or a number of hours: "h"
    CLOCK_SIGN = auto()  # the same in a language that writes hours so: "10h"
    HALF_DAY = auto()  # "am" 0, "pm" 12
    HALF_TO = auto()  # "halb"
    HALF_PAST = auto()
    QUARTER_PAST = auto()
    QUARTER_TO = auto()
    THREE_QUARTERS = auto()  # "dreiviertel"
    PAST = auto()  # between minutes and an hour
    TO_HOUR = auto()
    AND_MINUTES = auto()  # behind an hour: "y media" 30, "menos cuarto" -15
    AND = auto()  # "y diez"
    LESS = auto()  # "menos diez"
    LASTING = auto()  # before a length: "for"
    EVERY = auto()
    DAILY = auto()  # "every day": an hour behind it is one of many
    SPAN = auto()  # before a length that is no day: "within"
    SOME = auto()  # so many days that it may be others: "quinzaine"
    APART = auto()  # the day behind it is not the one: "not", "from", "after"
    BEFORE = auto()  # an hour behind it is not the one: "before 10"
    RIVAL = auto()  # between two: "or"
    TITLE = auto()  # the word behind it is a name: "Herr"
    WITH = auto()  # what is behind it is somebody: "with"
    LABEL = auto()  # the number behind it numbers something: "room"
    STREET = auto()
    STOP = auto()  # another word that joins parts of a sentence; what is before it has ended
    NAMELIKE = auto()  # a weekday that is also a name, with a capital
    COMMON_WORD = auto()  # a short weekday that is a word of everyday
    NAME = auto()  # several words that are a name: "Black Friday"
    ACTIVITY = auto()  # what is done on a day, not who: "demo"
    OBJECT_VERB = auto()  # a verb which somebody must follow: "call"
    COMPANY = auto()  # behind a company's name: "GmbH"
    THEN = auto()  # what is behind it is next
    NOT_THEN = auto()  # before such a word: "by then"
    CONDITION = auto()  # "if": a "then" behind it is no next step
    BEFORE_THEN = auto()  # "and then"
    OWN = auto()  # a plain word of a language, whatever it is in another


class Unit(StrEnum):
    """Of time."""

    MINUTE = auto()
    HOUR = auto()
    DAY = auto()
    WORKDAY = auto()
    WEEK = auto()
    FORTNIGHT = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()
    WEEKEND = auto()


UNITS: tuple[Unit, ...] = tuple(Unit)
"""By the number that stands for them in the tables of words."""
MINUTE, HOUR, DAY, WORKDAY, WEEK, FORTNIGHT, MONTH, QUARTER, YEAR, WEEKEND = range(10)
START, MIDDLE, END, UNCLEAR = range(4)
"""The edges of a period."""
MORNING, FORENOON, MIDDAY, AFTERNOON, EVENING, NIGHT, LATE_AFTERNOON = range(7)
"""The parts of a day."""

Words = Mapping[Sense, Mapping[float, str]]
"""Sense -> number -> the words that say it, parted by "|"."""
