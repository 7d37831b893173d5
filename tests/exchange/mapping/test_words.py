"""The table of header words, and headers taken apart with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from salesdesk.domain.fields import FIELD, declared
from salesdesk.exchange.mapping import kept_words
from salesdesk.exchange.mapping.header_guess import read_header
from salesdesk.exchange.mapping.value_shapes import fit, shape_of
from salesdesk.exchange.mapping.words import (
    compound,
    keep_lexicon,
    lexicon,
    parse_lexicon,
    split_words,
    whole_table,
)

CATEGORIES = {"head", "whose", "block", "about", "none", "group"}


def test_every_meaning_of_the_table_is_known() -> None:
    for key, entries in lexicon().entries.items():
        for entry in entries:
            category = entry.meaning.partition(".")[0]
            assert entry.meaning in FIELD or entry.meaning == "may_email" or category in CATEGORIES, (
                key,
                entry,
            )
            assert 0 < entry.weight <= 1


def test_a_broken_line_names_itself() -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_lexicon("email\ten\te-mail\nno tabs here\n")


def test_what_is_kept_of_the_table_is_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "kept.words"
    monkeypatch.setattr(kept_words, "place", lambda: place)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    table = whole_table(declared())
    assert kept_words.is_missing()
    keep_lexicon()
    assert not kept_words.is_missing()
    assert kept_words.load(table) == parse_lexicon(table.decode()) == lexicon()
    assert kept_words.load(table + b"\nemail\ten\tpost") is None, "of another table"
    place.write_bytes(place.read_bytes()[:5_000])
    assert kept_words.load(table) is None, "half a file"
    os.utime(place, (0, 0))
    assert kept_words.is_missing(), "older than the table"
    assert [file.name for file in tmp_path.glob("kept*")] == ["kept.words"]


def test_a_folder_that_cannot_be_written_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_words, "place", lambda: tmp_path / "file" / "kept.words")
    (tmp_path / "file").write_text("")
    assert not kept_words.is_missing()
    keep_lexicon()
    assert kept_words.load(kept_words.TABLE.read_bytes()) is None


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("EmailAddress", ["email", "address"]),
        ("billing_address_1", ["billing", "address", "1"]),
        ("Created (UTC)", ["created"]),
        ("Associated Company IDs", ["associated", "company", "ids"]),
        ("Nom de l'assistant(e)", ["nom", "assistant"]),
        ("電話番号", ["電", "話", "番", "号"]),
    ],
)
def test_headers_are_split_into_words(header: str, words: list[str]) -> None:
    assert [word.text for word in split_words(header, lexicon().skip)] == words


def test_compounds_are_taken_apart() -> None:
    assert compound("firmentelefon", lexicon())[-1] == "telefon"
    assert compound("billingstate", lexicon()) == ("billing", "state")
    assert compound("qwertzuiop", lexicon()) == ()


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("E-Mail-Adresse", "email"),
        ("e_mail_adresse", "email"),
        ("Telefone", "phone"),
        ("Strasse", "street"),
        ("What is your e-mail address?", "email"),
        ("Please tell us your first name (optional)", "first_name"),
        ("Kontaktp.", "full_name"),
        ("Bemerk.", "notes"),
        ("Indiriz.", "head.address"),
        ("Ragion. soc.", "company"),
        ("Entrepr.", "company"),
        ("Geburtsd.", "birthday"),
        ("Os. kontaktowa", "full_name"),
        ("Last, First", "full_name"),
        ("06-nr", "mobile"),
        ("Fkt.", "job_title"),
        ("Wpl.", "city"),
        ("Övr.", "notes"),
        ("Hr./Fr./Fam.", "honorific"),
        ("Adresregel 1", "street"),
        ("Adresregel 2", "street_2"),
        ("Utdelningsadress", "street"),
        ("Gasse/Str.", "street"),
        ("E-Mail (invoices!)", "email"),
        ("E-mail / Skype", "email"),
        ("Adresse 1 (facturation)", "street"),
        ("Adresse 2 (facturation)", "street_2"),
        ("Tel. Praxis", "phone"),
        ("Firmenname / Nachname", "company"),
        ("Contact details Email", "email"),
        ("Kontakte Vorname", "first_name"),
        ("Kontakte E-Mail 1", "email"),
        ("Kontaktdaten Telefon", "phone"),
        ("Coordonnées Téléphone", "phone"),
        ("Datos de contacto Correo", "email"),
        ("Dati di contatto Cognome", "last_name"),
        ("Dane kontaktowe Telefon", "phone"),
        ("Контактные данные Телефон", "phone"),
        ("Company details Website", "website"),
        ("Person Name", "full_name"),
        ("Contact name", "full_name"),
    ],
)
def test_headers_mean_fields(header: str, meaning: str) -> None:
    reading = read_header(header, lexicon())
    assert reading.means(meaning)
    assert reading.weight >= 0.5


@pytest.mark.parametrize(
    ("header", "noise"),
    [
        ("Spouse - DOB", "somebody"),
        ("Lead Owner.id", "about"),
        ("Email Confidence", "none"),
        ("How satisfied are you with our web site?", "unknown"),
        ("", "unknown"),
    ],
)
def test_headers_that_are_no_field(header: str, noise: str) -> None:
    reading = read_header(header, lexicon())
    assert reading.noise == noise or (noise == "unknown" and reading.weight < 0.85)


def test_shapes_of_values() -> None:
    assert shape_of(["a@b.de", "c@d.org", "n/a", None, ""]).email == 1
    assert shape_of(["+49 89 1234567", "0171/5551234"]).phone == 1
    assert shape_of(["2024-01-31", "31.01.2024"]).date == 1
    assert shape_of(["1", "2", "3"]).sequence
    assert not shape_of(["1", "5", "3"]).sequence
    assert shape_of([]).filled is False
    assert fit("email", shape_of(["a@b.de"])) == 1
    assert fit("email", shape_of(["0171/5551234", "+49 89 1234567"])) == -1
