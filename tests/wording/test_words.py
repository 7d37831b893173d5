"""From a phrase to words."""

from __future__ import annotations

from datetime import date

from salesdesk.errors import InputError
from salesdesk.phrases import phrase, said
from salesdesk.wording import Counted, Refusal, Wording

_TEXTS = {
    "a.found": Counted("{count:,} person was found.", "{count:,} people were found."),
    "a.refused": Refusal("No {what}", "The {what} “{name}” was refused: {why}"),
    "a.many": "{names} on {day}",
}
WORDS = Wording(_TEXTS)


def test_numbers_decide_the_text() -> None:
    assert [WORDS(phrase("a.found", count=count)) for count in (0, 1, 12345)] == [
        "0 people were found.",
        "1 person was found.",
        "12,345 people were found.",
    ]


def test_a_refusal_has_a_heading_and_tells_what_lies_below() -> None:
    error = InputError("a.refused", field="name", what="stage", name="Neu", why=phrase("a.found", count=1))
    assert WORDS.title(error) == "No stage"
    assert WORDS(error) == "The stage “Neu” was refused: 1 person was found."
    assert error.field == "name"


def test_lists_and_days_are_told() -> None:
    assert WORDS(phrase("a.many", names=("Anna", "Bo"), day=date(2026, 3, 31))) == "Anna, Bo on 2026-03-31"


def test_words_of_the_interface_pass_through_on_one_line() -> None:
    assert WORDS(said("Two\nlines", "Heading")) == "Two lines"
    assert WORDS.title(said("Two\nlines", "Heading")) == "Heading"


def test_a_code_without_words_is_told_all_the_same() -> None:
    assert WORDS(phrase("a.new", count=3)) == "a.new(count=3)"
    assert WORDS(phrase("a.many", names="Anna")) == "a.many(names=Anna)"


def test_another_language_is_looked_up_by_the_source_text() -> None:
    german = Wording(_TEXTS, {"{count:,} people were found.": "{count:,} Personen gefunden."}.__getitem__)
    assert german(phrase("a.found", count=2)) == "2 Personen gefunden."


def test_braces_that_a_person_typed_are_no_template() -> None:
    assert WORDS(phrase("a.many", names="{day}", day="{names}")) == "{day} on {names}"
