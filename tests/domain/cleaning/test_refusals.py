"""Who may not be addressed: what headers ask and cells answer, in many languages."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from salesdesk.domain.cleaning.readers import Odd
from salesdesk.domain.cleaning.refusal_readers import read_refusal
from salesdesk.domain.cleaning.refusals import asks_for_consent, question_of, refused_in, says_refusal
from salesdesk.exchange.mapping.kept_words import TABLE


@pytest.mark.parametrize(
    "header",
    ["Subscribed", "has_newsletter", "Accepts Email Marketing", "Email Opt-In", "AcceptsMarketing", "GDPR consent", "DSGVO-Einwilligung",
     "Nieuwsbrief", "Рассылка", "メルマガ", "Nyhetsbrev", "Mailing ja/nein", "Newsletter (yes/no)", "Anruf erlaubt"],
)  # fmt: skip
def test_columns_of_consent(header: str) -> None:
    assert asks_for_consent(header)


@pytest.mark.parametrize(
    "header",
    ["Email Opt Out", "EmailOptedOut", "Unsubscribed", "Do not email", "No newsletter", "Status", "Newsletter abbestellt", "UNSUB_TIME",
     "Opted out of email: Marketing Information", "Baja newsletter", "Brak zgody na newsletter", "Widerruf Einwilligung", "Nevolat"],
)  # fmt: skip
def test_columns_of_refusal(header: str) -> None:
    assert not asks_for_consent(header)


def test_every_known_header_is_read_the_way_it_is_meant() -> None:
    """The words of the table say what a column means; its cells are read by the header. Both must agree."""
    wrong = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        meaning, _, words = line.partition("\t")
        if meaning not in ("may_email", "do_not_email", "do_not_call"):
            continue
        for word in words.partition("\t")[2].split("|"):
            header = word.strip().partition("~")[0].lstrip("=")
            if asks_for_consent(header) is not (meaning == "may_email"):
                wrong.append(f"{meaning}: {header}")
    assert wrong == []


def test_words_that_mean_the_same_in_any_column() -> None:
    for text in (
        "Unsubscribed",
        "Opted out 03/02/2024",
        "not subscribed",
        "abgemeldet am 5.1.2024",
        "Désinscrit",
        "bounced",
    ):
        assert says_refusal(text) is True, text
    for text in ("subscribed", "Opted in 03/02/2024", "not unsubscribed", "nicht abgemeldet"):
        assert says_refusal(text) is False, text
    for text in ("yes", "nein", "2024", "Weekly"):
        assert says_refusal(text) is None, text


@pytest.mark.parametrize(
    "cell",
    ["yes", "x", "1", "-1", -1, 1, True, "2024-01-05", "05.01.2024", "2024-01-05T10:11:12Z", date(2024, 1, 5), datetime(2024, 1, 5, 9, 30),
     "Opted out 03/02/2024", "unsubscribed", "refused", "abgelehnt", "widerrufen", "REVOKED", "refusé", "rechazado", "отозвано"],
)  # fmt: skip
def test_what_refuses_in_a_column_of_refusals(cell: object) -> None:
    assert read_refusal(cell, consent=False) is True  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["seit 2023", "perhaps", "ask Anna", "yes, but ask", 7, "45296"])
def test_what_is_no_clear_no_holds_back_and_is_said(cell: object) -> None:
    found = read_refusal(cell, consent=False)  # type: ignore[arg-type]
    assert isinstance(found, Odd)
    assert found.value is True
    assert found.reason is not None
    assert found.keep == str(cell)


@pytest.mark.parametrize(
    "cell", ["no", "nein", "0", 0, False, "0.0", "never", "Subscribed", "opted in", "not unsubscribed"]
)
def test_a_clear_no_refuses_nothing(cell: object) -> None:
    assert read_refusal(cell, consent=False) is False  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["n/a", "-", "0000-00-00", "0000-00-00 00:00:00"])
def test_nothing_refuses_nothing(cell: str) -> None:
    assert read_refusal(cell, consent=False) is None


@pytest.mark.parametrize(
    "cell",
    ["no", "nein", "0", False, "denied", "Withdrawn", "revoked", "abgelehnt", "widerrufen", "nicht erteilt", "refusé", "never", "opt-out",
     "Unsubscribed", "not granted"],
)  # fmt: skip
def test_what_refuses_in_a_column_of_consent(cell: object) -> None:
    assert read_refusal(cell, consent=True) is True  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        "yes",
        "-1",
        True,
        "granted",
        "Given",
        "erteilt am 5.1.2024",
        "accordé",
        "concedido",
        "opt-in",
        "2024-01-05",
    ],
)
def test_what_agrees_in_a_column_of_consent(cell: object) -> None:
    assert read_refusal(cell, consent=True) is False  # type: ignore[arg-type]


def test_what_is_no_clear_yes_in_a_column_of_consent_holds_back_and_is_said() -> None:
    found = read_refusal("pending", consent=True)
    assert isinstance(found, Odd)
    assert found.value is True
    assert found.reason is not None


def test_other_ways_of_addressing_are_no_question_of_ours() -> None:
    for header in (
        "SMS opt out",
        "Postal mail consent",
        "Fax opt-out",
        "OPTIN_IP",
        "Unsubscribe reason",
        "Terms accepted",
    ):
        assert question_of(header) is None, header


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("No calls please", ("do_not_call",)), ("no phone calls", ("do_not_call",)), ("Keine Anrufe", ("do_not_call",)),
        ("pas d'appels", ("do_not_call",)), ("Sin llamadas", ("do_not_call",)), ("Nessuna chiamata", ("do_not_call",)),
        ("no emails", ("do_not_email",)), ("Keine E-Mails bitte", ("do_not_email",)),
        ("no email", ()), ("no phone", ()), ("no calls received", ()), ("keine Anrufe eingegangen", ()), ("calls ok", ()),
    ],
)  # fmt: skip
def test_what_somebody_does_not_want_in_any_column(text: str, fields: tuple[str, ...]) -> None:
    assert refused_in(text, told=False) == fields
