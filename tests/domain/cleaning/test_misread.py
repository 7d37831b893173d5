from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.misread import (
    has_lost_letters,
    is_misread,
    may_be_misread,
    misread_letters,
    repaired,
    seems_misread,
    without_mark,
)

TEXT = "Mäkelä Oy – Größe, Łódź, Ítaca à la carte"
READ = ("cp1252", "latin-1", "mac_roman", "cp850", "cp437", "cp1250", "cp1251", "cp1254")


@pytest.mark.parametrize("codec", READ)
def test_utf8_read_as_anything_else_is_the_same_text(codec: str) -> None:
    once = TEXT.encode().decode(codec, "replace")
    assert is_misread(once, TEXT)
    assert not is_misread(TEXT, once), "a text that was put right is another one"
    assert is_misread("Größe".encode().decode("cp1252").encode().decode("cp1252"), "Größe")


def test_bytes_that_a_program_left_out_change_nothing() -> None:
    assert is_misread("山田商事株式会社".encode().decode("cp1252", "ignore"), "山田商事株式会社")
    assert not is_misread("Gre", "Größe")


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp850"])
def test_what_was_read_as_utf8_without_being_it_is_the_same_text(codec: str) -> None:
    assert is_misread("Größe für Mäkelä".encode(codec).decode("utf-8", "replace"), "Größe für Mäkelä")


@pytest.mark.parametrize(
    ("text", "original"),
    [("Köln", "München"), ("Makelä", "Mäkelä"), ("Mõe", "Mäe"), ("Perič", "Periè"), ("Muller", "Müller")],
)
def test_what_somebody_can_have_typed_is_not(text: str, original: str) -> None:
    assert not is_misread(text, original)


def test_one_code_page_for_another_may_be() -> None:
    assert may_be_misread("Perič", "Periè")
    assert may_be_misread("M‰kel‰", "Mäkelä")
    assert not may_be_misread("Makelä", "Mäkelä")


def test_question_marks_for_letters() -> None:
    assert has_lost_letters("M?kel? Gr??e", "Mäkelä Größe")
    assert has_lost_letters("Mäkelä ?ód?", "Mäkelä Łódź")
    assert not has_lost_letters("Mäkelä", "Mäkelä")
    assert not has_lost_letters("Makela?", "Mäkelä")
    assert not has_lost_letters("Why?", "Why")


@pytest.mark.parametrize("codec", ["latin-1", "mac_roman", "cp850", "cp437"])
def test_a_text_is_repaired_where_it_is_certain(codec: str) -> None:
    assert repaired("Größe Łódź".encode().decode(codec)) == "Größe Łódź"


@pytest.mark.parametrize(
    "text", ["l’école", "Müller", "„Ä“", "Ångström", "Иванов", "łódź", "30 °C", "Åse–Ärö", "plain"]
)
def test_a_sound_text_is_left(text: str) -> None:
    assert repaired(text) == text
    assert not seems_misread(text)


@pytest.mark.parametrize("mark", ["\ufeff", "ï»¿", "Ôªø", "´╗┐", "п»ї"])
def test_a_byte_order_mark_is_no_part_of_a_text(mark: str) -> None:
    assert without_mark(f'{mark}"Name"') == without_mark(f"{mark}Name") == "Name"


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac_roman", "cp850", "cp437", "cp1250"])
def test_letters_of_a_long_text_that_were_read_wrong_are_counted(codec: str) -> None:
    text = "Müller,Größe,Zoë\n"
    assert misread_letters(text.encode().decode(codec, "replace")) == 4
    assert misread_letters(text) == misread_letters("M?ller") == 0
    assert misread_letters(f"{text}„Ä“") == 0, "most of its letters are sound"
