"""Contact cards in and out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salesdesk.domain.fields import FieldSpec, FieldType, RecordKind, declared_too
from salesdesk.errors import FileProblem
from salesdesk.exchange.cards.card import Card
from salesdesk.exchange.cards.syntax import fold
from salesdesk.exchange.cards.vcard import card_tables
from salesdesk.exchange.cards.writing import write_vcards
from salesdesk.exchange.reading.tables import CardTable
from tests.refusals import refusing


def _read(content: str | bytes) -> CardTable:
    return card_tables(content.encode() if isinstance(content, str) else content, Path("cards.vcf"))[0]


def _card(body: str | bytes, version: str = "3.0") -> dict[str, object]:
    lines = body.encode() if isinstance(body, str) else body
    table = _read(f"BEGIN:VCARD\r\nVERSION:{version}\r\n".encode() + lines + b"\r\nEND:VCARD\r\n")
    keys = [name if name != "custom" else header for header, name in table.columns]
    return dict(zip(keys, table.records[0], strict=True))


def test_a_card_of_every_field() -> None:
    card = _card(
        "FN:Dr. Anna Müller\r\nN:Müller;Anna;Maria;Dr.;MBA\r\nORG:Firma GmbH;Einkauf;Team 2\r\nTITLE:Leiterin\r\n"
        "EMAIL;TYPE=home:b@example.com\r\nEMAIL;TYPE=work,pref:a@example.com\r\nTEL;TYPE=cell:+49 171 1\r\n"
        "TEL;TYPE=work:+49 30 2\r\nTEL;TYPE=fax:+49 30 3\r\nADR;TYPE=work:;;Ring 5;Köln;NRW;50667;Deutschland\r\n"
        "URL:https://example.com\r\nBDAY:19800229\r\nNOTE:one\\, two\\nthree\r\nCATEGORIES:fair,vip\r\nUID:abc-1",
    )
    assert card == {
        "full_name": "Dr. Anna Müller", "first_name": "Anna", "middle_name": "Maria", "last_name": "Müller",
        "honorific": "Dr.", "suffix": "MBA", "company": "Firma GmbH", "department": "Einkauf, Team 2",
        "job_title": "Leiterin", "email": "a@example.com", "email_2": "b@example.com", "mobile": "+49 171 1",
        "phone": "+49 30 2", "fax": "+49 30 3", "street": "Ring 5", "city": "Köln", "region": "NRW",
        "postal_code": "50667", "country": "Deutschland", "website": "https://example.com", "birthday": "1980-02-29",
        "notes": "one, two\nthree", "tags": "fair, vip", "external_id": "abc-1", "Email (label)": "work", "Second email (label)": "home",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"FN;CHARSET=WINDOWS-1252:John Do\xeb", "John Doë"),
        (b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=BCrgen", "Jürgen"),
        (b"FN;QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=\r\n=BCrgen Gro=C3=9F", "Jürgen Groß"),
        (b"FN;CHARSET=no-such-thing:J\xc3\xbcrgen", "Jürgen"),
        (b"FN:J\xc3\r\n \xbcrgen", "Jürgen"),
        (b"FN:Anna \r\n  M", "Anna  M"),
        (b"item1.FN:Anna", "Anna"),
        (b'FN;X-A="a:b;c":Anna', "Anna"),
        (b"N:Last;First;;;", "First Last"),
    ],
)
def test_names_in_every_coding(body: bytes, name: str) -> None:
    assert _card(body, "2.1" if b"QUOTED" in body or b"WINDOWS" in body else "3.0")["full_name"] == name


def test_pictures_are_left_out_in_every_style() -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(["QUJD" * 15] * 40)
    old = "LOGO;BASE64:\r\n  QUJDQUJD\r\n  QUJD\r\n"
    assert _card(f"{photo}\r\n{old}\r\nFN:Anna") == {"full_name": "Anna"}


def test_groups_and_labels_of_apple() -> None:
    card = _card(
        "FN:Anna\r\nitem1.TEL:+49 171 1\r\nitem1.X-ABLabel:Mobil\r\nitem2.X-ABDATE:20200102\r\n"
        "item2.X-ABLabel:_$!<Anniversary>!$_\r\nX-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/anna",
    )
    assert card["mobile"] == "+49 171 1"
    assert card["Anniversary"] == "2020-01-02"
    assert card["linkedin"] == "https://www.linkedin.com/in/anna"


def test_version_4_addresses_of_phones() -> None:
    card = _card(
        'FN:A\r\nTEL;VALUE=uri;TYPE="voice,cell":tel:+1-555-5555;ext=5\r\nEMAIL;PREF=1:x@y.de', "4.0"
    )
    assert card["mobile"] == "+1-555-5555 ext. 5"


def test_several_cards_nested_and_broken_ones() -> None:
    table = _read(
        "BEGIN:VCARD\nFN:One\nAGENT:\nBEGIN:VCARD\nFN:Secretary\nEND:VCARD\nTEL:1234\nEND:VCARD\n\n"
        "BEGIN:VCARD\nFN:Two\nBEGIN:VCARD\nFN:Three\nend:vcard\nBEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:All\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Four",
    )
    assert [record[0] for record in table.records] == ["One", "Two", "Three", "Four"]
    assert table.records[0][1] == "1234"


def test_a_company_card_is_a_company() -> None:
    assert _card("FN:Firma GmbH\r\nX-ABShowAs:COMPANY\r\nORG:Firma GmbH") == {"company": "Firma GmbH"}


@pytest.mark.parametrize(
    "body",
    [
        "KIND:org\r\nFN:Firma GmbH\r\nORG:Firma GmbH",
        "KIND:org\r\nFN:Firma GmbH\r\nN:Firma GmbH;;;;",
        "FN:+49 30 123456\r\nORG:Firma GmbH",
        "FN:\r\nN:;;;;\r\nORG:Firma GmbH",
        "FN:Firma GmbH\r\nN:Firma GmbH;;;;\r\nORG:Firma GmbH",
        "ORG:Firma GmbH",
    ],
)
def test_a_card_without_a_person_is_a_company(body: str) -> None:
    assert _card(body + "\r\nTEL:+49 30 123456", "4.0") == {"company": "Firma GmbH", "phone": "+49 30 123456"}


def test_another_name_of_a_company_is_kept() -> None:
    card = _card("KIND:org\r\nFN:Die Firma\r\nORG:Firma GmbH", "4.0")
    assert card == {"company": "Firma GmbH", "Display name": "Die Firma"}


def test_a_person_of_a_company_stays_a_person() -> None:
    card = _card("FN:Firma\r\nN:Firma;Anna;;;\r\nORG:Firma")
    assert (card["first_name"], card["last_name"], card["company"]) == ("Anna", "Firma", "Firma")


def test_a_comma_inside_a_category_divides_nothing() -> None:
    assert _card("FN:A\r\nCATEGORIES:vip,new\\,york")["tags"] == "vip, new york"


@pytest.mark.parametrize(
    "numbers",
    [
        'TEL;VALUE=uri;TYPE="cell,voice":tel:+420-777-123-456',
        "TEL;TYPE=cell,voice:+420-777-123-456",
        "TEL;CELL;VOICE:+420-777-123-456",
        "TEL;TYPE=cell:+420-777-123-456\r\nTEL;TYPE=voice:+420 777 123 456",
    ],
)
def test_a_mobile_number_is_one_number(numbers: str) -> None:
    card = _card(f"FN:A\r\n{numbers}", "4.0")
    assert {key: card[key] for key in card if key in ("phone", "mobile")} == {"mobile": "+420-777-123-456"}


def test_what_has_no_field_is_kept() -> None:
    card = _card("FN:A\r\n" + "\r\n".join(f"TEL:{n}" for n in range(100, 105)) + "\r\nX-SPOUSE:Bernd")
    assert (card["phone_3"], card["Phone 4"], card["Phone 5"], card["Spouse"]) == (
        "102",
        "103",
        "104",
        "Bernd",
    )


@pytest.mark.parametrize(
    "content", ["BEGIN:INVALID\r\nEND:INVALID", "BEGIN:VCARD\r\nVERSION:4.0\r\n", "VERSION:4.0\r\nEND:VCARD"]
)
def test_files_without_a_card_are_refused(content: str) -> None:
    with refusing(FileProblem, match="no contact card"):
        _read(content)


def _written(cards: list[Card], version: str) -> bytes:
    stream = io.StringIO(newline="")
    assert write_vcards(cards, stream, version) == len(cards)
    return stream.getvalue().encode("utf-8")


TEXT = (
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=80)
    .map(str.strip)
    .filter(bool)
)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(
    st.fixed_dictionaries(
        {"full_name": TEXT, "first_name": TEXT, "last_name": TEXT},
        optional={
            "company": TEXT,
            "job_title": TEXT,
            "notes": TEXT,
            "street": TEXT,
            "city": TEXT,
            "nickname": TEXT,
        },
    )
)
@example({"full_name": "A B", "first_name": "A", "last_name": "\\"})
def test_what_is_written_is_read_again(version: str, values: dict[str, str]) -> None:
    table = _read(_written([Card(values)], version))
    found = dict(zip([name for _, name in table.columns], table.records[0], strict=True))
    assert {key: " ".join(str(text).split()) for key, text in found.items()} == {
        key: " ".join(text.split()) for key, text in values.items()
    }


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_numbers_mails_and_days_survive(version: str) -> None:
    values = {
        "full_name": "Anna Müller", "first_name": "Anna", "last_name": "Müller", "email": "a@b.de", "email_2": "c@d.de",
        "phone": "+49301", "mobile": "+49171", "phone_2": "+49302", "fax": "+49303", "birthday": "1980-02-29",
        "tags": "fair, vip", "website": "https://a.de", "linkedin": "https://www.linkedin.com/in/anna",
        "postal_code": "01234", "country": "DE", "external_id": "7",
    }  # fmt: skip
    table = _read(_written([Card(values, (("Spouse", "Bernd"),))], version))
    found = dict(zip([name for _, name in table.columns], table.records[0], strict=True))
    assert found == {**values, "notes": "Spouse: Bernd"}


@given(st.text(max_size=300).filter(lambda text: "\r" not in text and "\n" not in text))
def test_folded_lines_are_short_and_lose_nothing(line: str) -> None:
    encodable = line.encode("utf-8", "ignore").decode()
    folded = fold(encodable)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == encodable


def test_cards_are_read_from_their_file(tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"
    file.write_bytes("BEGIN:VCARD\nFN:Ägean\nEND:VCARD\n".encode("utf-16"))
    table = card_tables(file.read_bytes(), file)[0]
    assert (table.name, [list(record) for record in table.records]) == ("cards", [["Ägean"]])


def test_an_unknown_version_is_our_mistake() -> None:
    with pytest.raises(ValueError, match=r"2\.1"):
        write_vcards([], io.StringIO(), "2.1")


def test_a_field_is_written_under_the_property_it_is_declared_to_have() -> None:
    pronouns = FieldSpec(
        "pronouns", "Pronouns", FieldType.TEXT, frozenset({RecordKind.CONTACTS}), card="X-PRONOUNS"
    )
    with declared_too(pronouns):
        written = _written([Card({"full_name": "Anna Berg", "pronouns": "she, her"})], "3.0")
        table = _read(written)
    assert b"X-PRONOUNS:she\\, her\r\n" in written
    assert dict(zip([name for _, name in table.columns], table.records[0], strict=True)) == {
        "full_name": "Anna Berg",
        "first_name": "Anna",
        "last_name": "Berg",
        "pronouns": "she, her",
    }


def test_a_further_fax_is_no_phone() -> None:
    found = _card(
        "FN:Paula\r\nTEL;TYPE=WORK,FAX:+49 30 1\r\nTEL;TYPE=HOME,FAX:+49 30 2\r\nTEL;FAX;PREF:+49 30 1\r\n"
    )
    assert (found["fax"], "phone" in found, "mobile" in found) == ("+49 30 1", False, False)
    assert "+49 30 2" in found.values()


def test_a_home_phone_is_no_mobile_one() -> None:
    found = _card(
        "FN:Paula\r\nitem1.TEL:+49 30 3\r\nitem1.X-ABLabel:Home Phone\r\nitem2.TEL;TYPE=CELL:+49 171 4\r\n"
    )
    assert (found["phone"], found["mobile"]) == ("+49 30 3", "+49 171 4")
