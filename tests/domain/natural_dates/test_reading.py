"""A typed line: what is left of its words, and the day, the hour and the length that it says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.natural_dates.lexicon import known_lexicon
from salesdesk.domain.natural_dates.reading import Doubt, Facing, Said, Typist, read_when

from .tables import NOW, told


@pytest.mark.parametrize(
    ("language", "line", "title"),
    [
        ("en", "send quote · fri 10:00", "send quote"),
        ("en", "Friday, 3pm - call Bob", "call Bob"),
        ("en", "send quote (friday)", "send quote"),
        ("en", "Call Bob at 10 tomorrow about the 5 vans", "Call Bob about the 5 vans"),
        ("en", "30 min call Friday 10:00", "call"),
        ("en", "Fri. 27 Nov. 10:00", ""),
        ("de", "am Freitag um 10 Uhr Angebot senden", "Angebot senden"),
        ("de", "Do. 26.11. 9 Uhr Besuch bei Müller & Söhne", "Besuch bei Müller & Söhne"),
        ("fr", "rdv vendredi 10h avec Anne", "rdv avec Anne"),
        ("es", "cita el viernes a las 10 con Ana", "cita con Ana"),
    ],
)
def test_what_is_left_of_the_words(language: str, line: str, title: str) -> None:
    assert read_when(line, NOW, Typist(language)).title == title


@pytest.mark.parametrize("line", ["call April Smith", "Monday  or Tuesday", "room 10", "send the proposal"])
def test_what_is_not_understood_stays_whole(line: str) -> None:
    reading = read_when(line, NOW)
    assert reading.title == " ".join(line.split())
    assert (reading.day, reading.time, reading.moment, reading.spans) == (None, None, None, ())


def test_each_part_says_where_it_stands() -> None:
    line = "call Friday at 10:00 for 30 min"
    reading = read_when(line, NOW)
    said = {span.said: line[span.start : span.end] for span in reading.spans}
    assert said == {Said.DAY: "Friday", Said.TIME: "at 10:00", Said.LENGTH: "for 30 min"}
    assert reading.moment == datetime(2026, 11, 27, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    assert reading.minutes == 30


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("Monday or Tuesday", Doubt.SEVERAL), ("Thursday 27.11.", Doubt.SEVERAL), ("not on Monday", Doubt.UNCLEAR),
        ("notes from Monday", Doubt.UNCLEAR), ("every Monday", Doubt.UNCLEAR), ("next month", Doubt.UNCLEAR), ("room 10", None),
        ("Friday", None),
    ],
)  # fmt: skip
def test_why_there_is_no_day(line: str, doubt: Doubt | None) -> None:
    assert read_when(line, NOW).doubt is doubt


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "send quote within 48 hours"), ("en", "send quote within 48h"), ("en", "call back in a couple of days"),
        ("en", "in 2-3 days"), ("en", "in the next two weeks"),
        ("de", "Angebot binnen 48 Stunden"), ("de", "innerhalb von 3 Tagen"), ("de", "in ein paar Tagen nachfassen"),
        ("fr", "envoyer devis sous 48h"), ("fr", "sous quinzaine"), ("fr", "rappeler dans une quinzaine"), ("fr", "dans quelques jours"),
        ("es", "enviar oferta en un par de días"), ("es", "en un plazo de 48 horas"), ("es", "en una quincena"),
    ],
)  # fmt: skip
def test_a_limit_and_a_loose_number_of_days_are_no_day_and_that_is_told(language: str, line: str) -> None:
    reading = read_when(line, NOW, Typist(language))
    assert (reading.day, reading.doubt) == (None, Doubt.UNCLEAR)
    assert read_when(f"{line}, 27.11. 10:00", NOW, Typist(language)).doubt in (
        None,
        Doubt.UNCLEAR,
        Doubt.SEVERAL,
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "room 10"), ("en", "24 h service"), ("en", "contract for 12 months"), ("en", "call Bob"), ("en", "20 min demo"),
        ("de", "Vertrag über 12 Monate"), ("de", "in Hamburg anrufen"), ("fr", "contrat de 12 mois"), ("es", "servicio 24 horas"),
    ],
)  # fmt: skip
def test_a_length_that_is_no_limit_is_in_no_doubt(language: str, line: str) -> None:
    assert read_when(line, NOW, Typist(language)).doubt is None


@pytest.mark.parametrize(
    ("language", "line", "read"),
    [
        ("en", "Angebot Freitag 10 Uhr", "2026-11-27 10:00"), ("de", "call tomorrow at 3pm", "2026-11-24 15:00"),
        ("fr", "mañana a las 10", "2026-11-24 10:00"), ("es", "demain à 10h", "2026-11-24 10:00"),
        ("de", "Meeting next week", "2026-11-30"), ("en", "übermorgen", "2026-11-25"), ("it", "call Friday", "2026-11-27"),
        # one word, and what it means in the language of whoever types it
        ("de", "hier anrufen", "-"), ("fr", "hier", "2026-11-22"),
        ("es", "mar 10:00", "2026-11-24 10:00"), ("en", "24 mar", "2027-03-24"),
        ("de", "Mo 10 Uhr", "2026-11-30 10:00"), ("en", "so 10:00", "2026-11-24 10:00"),
        ("de", "So 10:00", "2026-11-29 10:00"), ("de", "10 am Freitag", "2026-11-27"), ("en", "10 am Friday", "2026-11-27 10:00"),
    ],
)  # fmt: skip
def test_other_languages_are_understood_after_the_own_one(language: str, line: str, read: str) -> None:
    assert told(read_when(line, NOW, Typist(language))) == read


@pytest.mark.parametrize(
    ("line", "order", "day"),
    [
        ("3/4", "DMY", date(2027, 4, 3)), ("3/4", "MDY", date(2027, 3, 4)), ("3/4", "YMD", date(2027, 3, 4)),
        ("due 3/4/27", "DMY", date(2027, 4, 3)), ("due 3/4/27", "MDY", date(2027, 3, 4)),
        # a point is used by those who write the day first, and the year first is always followed by the month
        ("3.4.", "MDY", date(2027, 4, 3)), ("2027-04-03", "MDY", date(2027, 4, 3)),
        ("by 11/27", "DMY", None), ("by 11/27/2026", "DMY", date(2026, 11, 27)),
    ],
)  # fmt: skip
def test_the_order_of_dates(line: str, order: str, day: date | None) -> None:
    assert read_when(line, NOW, Typist(date_order=order)).day == day


@pytest.mark.parametrize(
    ("line", "ahead", "behind"),
    [
        ("Friday", date(2026, 11, 27), date(2026, 11, 20)), ("Monday", date(2026, 11, 30), date(2026, 11, 16)),
        ("20.11.", date(2027, 11, 20), date(2026, 11, 20)), ("23.11.", date(2026, 11, 23), date(2026, 11, 23)),
        ("the 5th", date(2026, 12, 5), date(2026, 11, 5)), ("yesterday", date(2026, 11, 22), date(2026, 11, 22)),
        ("9:00", date(2026, 11, 24), date(2026, 11, 23)), ("15:00", date(2026, 11, 23), None),
        ("29 February", date(2028, 2, 29), date(2024, 2, 29)), ("CW 50", date(2026, 12, 7), date(2025, 12, 8)),
    ],
)  # fmt: skip
def test_the_next_one_of_a_plan_is_the_last_one_of_a_log(line: str, ahead: date, behind: date | None) -> None:
    assert read_when(line, NOW).day == ahead
    assert read_when(line, NOW, facing=Facing.BEHIND).day == behind


def test_a_morning_begins_with_the_work() -> None:
    early, late = Typist(work_starts=time(7, 30)), Typist(work_starts=time(10))
    assert read_when("tomorrow morning", NOW, early).time == time(7, 30)
    assert read_when("tomorrow morning", NOW, late).time == time(10)
    assert read_when("tomorrow morning", NOW).is_about
    assert not read_when("tomorrow morning at 9", NOW).is_about


def test_an_hour_without_a_half_of_the_day_is_one_of_daylight() -> None:
    assert read_when("Friday at 6", NOW).time == time(18)
    assert read_when("Friday at 7", NOW).time == time(7)
    assert read_when("Friday at 6", NOW, Typist(work_starts=time(6))).time == time(6)
    assert read_when("Friday 03:30", NOW).time == time(3, 30)
    assert read_when("Friday evening at 8", NOW).time == time(20)


@pytest.mark.parametrize(
    "line",
    ["tonight at 2", "12am tomorrow", "Friday midnight", "at 0:00 on Friday", "tomorrow afternoon at 9am"],
)
def test_an_hour_that_may_belong_to_another_day_is_none(line: str) -> None:
    assert read_when(line, NOW).day is None


def test_a_part_of_the_day_that_has_begun_gives_the_day_alone() -> None:
    assert told(read_when("this morning", NOW)) == "2026-11-23"
    assert told(read_when("this afternoon", NOW)) == "2026-11-23 14:00"


def test_hours_are_counted_through_a_change_of_the_clock() -> None:
    before = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    reading = read_when("in 3 hours", before)
    assert reading.time == time(3, 30)  # from 2 to 3 the hour came twice
    assert read_when("in 3 hours", before.replace(tzinfo=None)).time == time(4, 30)


def test_an_hour_of_another_zone_is_not_taken_for_one_of_the_own() -> None:
    assert read_when("Friday 10:00 CET", NOW).time == time(10)
    assert read_when("Friday 10:00 EST", NOW).day is None


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("20 min", 20), ("call of 1.5h", 90), ("1,5 h", 90), ("1h30", 90), ("1:30 h", 90), ("2 hours", 120), ("eine Stunde", 60),
        ("anderthalb Stunden", 90), ("une heure et demie", 90), ("media hora", 30), ("1 h 15 min", 75), ("trois quarts d'heure", 45),
        ("Viertelstunde", 15), ("½ h", 30), ("20 min or 30 min", None), ("room 20", None), ("every 30 min", None),
        ("2 days", None), ("10-11 Uhr", 60), ("from 2 to 3:30pm", 90),
    ],
)  # fmt: skip
def test_how_long_it_takes(line: str, minutes: int | None) -> None:
    assert read_when(line, NOW).minutes == minutes


def test_the_end_of_the_calendar_is_no_error() -> None:
    assert read_when("in 9999 years", NOW).day is None
    assert read_when("in 9999 months", datetime(9999, 12, 30)).day is None


WORDS = sorted({" ".join(words) for language in ("en", "de", "fr", "es") for entries in known_lexicon(language).phrases.values() for words, _ in entries})  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(WORDS).map(str.title), st.integers(0, 3000).map(str),
    st.sampled_from("10:00 27.11. 3/4 24/7 1h30 1/2 ½ - . , : ; / ' @ ( ) & € % 31.2. 2026-02-30 Hassan 5th 9am".split()),
    st.text(max_size=5),
)  # fmt: skip


@given(st.lists(PIECES, max_size=8), st.sampled_from(("en", "de", "fr", "es")), st.sampled_from(Facing))
def test_any_line_is_read_without_losing_words(pieces: list[str], language: str, facing: Facing) -> None:
    line = " ".join(pieces)
    reading = read_when(line, NOW, Typist(language), facing)
    end = 0
    for span in reading.spans:
        assert end <= span.start < span.end <= len(line)
        end = span.end
    assert all(word.strip(",;.!?") in line for word in reading.title.split())
    if reading.day is None:
        assert all(span.said is Said.LENGTH for span in reading.spans)
        assert reading.time is None
    else:
        assert abs(reading.day - NOW.date()) < timedelta(days=366 * 8000)
