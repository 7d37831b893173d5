from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.emails import (
    domain_slip,
    is_plain_address,
    mailbox_key,
    parse_email,
    split_emails,
    without_slips,
)

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "open" / "g_phone_email"


def _rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("Bob <bob@Example.COM>", "bob@example.com", "Bob"),
        ('"Doe, John" <John.Doe@d.com>', "John.Doe@d.com", "Doe, John"),
        ("a@b.de (Anna Berg)", "a@b.de", "Anna Berg"),
        ("<a@b.de>", "a@b.de", ""),
        ("mailto:a@b.de?subject=x", "a@b.de", ""),
        ("'a@b.de'", "a@b.de", ""),
        ("a@b.de;", "a@b.de", ""),
        ("anna (at) firma (dot) de", "anna@firma.de", ""),
        ("  Anna@FIRMA.de\u200b", "Anna@firma.de", ""),
        ("jörg@müller.de", "jörg@müller.de", ""),
    ],
)
def test_parse_email(text: str, address: str, name: str) -> None:
    email = parse_email(text)
    assert email is not None
    assert (email.address, email.key, email.display_name) == (address, address.lower(), name)
    assert email.valid
    assert email.note == ""


@pytest.mark.parametrize(
    "text", ["bob", "bob@", "@b.de", "a b@c.de", "a@b", "a@@b.de", "a..b@c.de", "a@b..de", "a@b.de."]
)
def test_what_is_no_address_is_kept_and_marked(text: str) -> None:
    email = parse_email(text)
    assert email is not None
    assert not email.valid
    assert (email.address, email.note) == (text, "syntax")


@pytest.mark.parametrize("text", ["", "  ", "n/a", "-", "none", "NULL"])
def test_nothing_is_no_address(text: str) -> None:
    assert parse_email(text) is None


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"), ("gmail.con", "gmail.com"), ("hotmial.com", "hotmail.com"),
        ("yahooo.com", "yahoo.com"), ("firma.con", "firma.com"), ("outlok.com", "outlook.com"),
        ("gmail.com", None), ("mail.com", None), ("ymail.com", None), ("email.com", None), ("gmx.de", None),
        ("web.de", None), ("example.com", None), ("hotmail.be", None), ("yahoo.fr", None), ("proton.me", None),
    ],
)  # fmt: skip
def test_slips_are_pointed_out_not_corrected(domain: str, meant: str | None) -> None:
    assert domain_slip(domain) == meant
    email = parse_email(f"anna@{domain}")
    assert email is not None
    assert email.address == f"anna@{domain}"
    assert email.note == (f"typo:{meant}" if meant else "")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a@b.de", ["a@b.de"]),
        ("a@b.de; c@d.de", ["a@b.de", "c@d.de"]),
        ("a@b.de c@d.de", ["a@b.de", "c@d.de"]),
        ("a@b.de / c@d.de", ["a@b.de", "c@d.de"]),
        ('"Doe, John" <j@d.com>; x@y.de, z@w.org', ['"Doe, John" <j@d.com>', "x@y.de", "z@w.org"]),
        ("John <j@d.com>\nk@d.com", ["John <j@d.com>", "k@d.com"]),
        ("no address", ["no address"]),
        ("", []),
    ],
)
def test_split_emails(text: str, parts: list[str]) -> None:
    assert split_emails(text) == parts


_ALMOST = st.text(alphabet="abzÄ09.-_+@<>()\"' ,;:%", max_size=30)


@given(st.one_of(st.text(max_size=30), _ALMOST, st.emails()))
def test_parsing_a_parsed_address_changes_nothing(text: str) -> None:
    email = parse_email(text)
    if email is not None:
        again = parse_email(email.address)
        assert again is not None
        assert (again.address, again.valid, again.note) == (email.address, email.valid, email.note)


@given(_ALMOST)
def test_the_short_cut_accepts_only_what_the_validator_accepts(text: str) -> None:
    from email_validator import validate_email

    if is_plain_address(text):
        local, _, domain = text.rpartition("@")
        found = validate_email(text, check_deliverability=False, globally_deliverable=False)
        assert found.normalized == f"{local}@{domain.lower()}"


@pytest.mark.skipif(not CORPUS.exists(), reason="the open corpora are not beside this checkout")
def test_verdicts_of_two_validators() -> None:
    rows = [row for row in _rows("email_validator_tests.csv") if row["verdict"] != "unscored"]
    rows += _rows("validatorjs_emails.csv")
    # line breaks, brackets and display names around an address are a spreadsheet's habit, not an error
    bare = [row for row in rows if row["address"] == row["address"].strip() and "<" not in row["address"]]
    verdicts = [(row["verdict"] == "accept", parse_email(row["address"])) for row in bare]
    right = sum(accept == (email is not None and email.valid) for accept, email in verdicts)
    assert len(bare) > 150
    assert right / len(bare) >= 0.98
    for row in rows:
        email = parse_email(row["address"])
        if row["verdict"] == "accept":
            assert email is not None
            assert email.valid
            if row.get("normalised"):
                assert email.address == row["normalised"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the open corpora are not beside this checkout")
def test_mailboxes_known_to_be_the_same() -> None:
    rows = [row for row in _rows("validatorjs_normalize_email.csv") if row["options"] == "defaults"]
    pairs = [
        (mailbox_key(row["address"].lower()), mailbox_key(row["normalised"].lower()))
        for row in rows
        if row["result"] == "normalised" and ".." not in row["address"]
    ]
    assert len(pairs) > 15
    assert sum(one == other for one, other in pairs) / len(pairs) >= 0.9


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("g@x.example.", "g@x.example"), ("n@x.example/n2@x.example", "n@x.example; n2@x.example"), ("o @x.example", "o@x.example"),
        ("o@ x.example", "o@x.example"), ("a@x.example. b@y.example", "a@x.example b@y.example"), ("x/y@b.example", "x/y@b.example"),
        ("Anna b @x.example", "Anna b @x.example"), ("a@x.example / b@x.example", "a@x.example; b@x.example"),
    ],
)  # fmt: skip
def test_slips_around_addresses_are_mended(text: str, clean: str) -> None:
    assert without_slips(text) == clean
