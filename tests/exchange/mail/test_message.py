"""What is read of one e-mail: heads, texts, attachments, moments, and what is no e-mail at all."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.mails import Mail, MailPerson
from salesdesk.exchange.mail.headers import decoded, moment, people, text_of
from salesdesk.exchange.mail.html_text import text_of_html
from salesdesk.exchange.mail.message import NotAMail, read_mail, tidy

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def mail(head: str = "", body: bytes | str = b"Hello", **headers: str) -> Mail:
    """A mail of a few headers, the rest of its head as it stands, and a body."""
    known = {"From": "Anna Berg <anna@x.de>", "To": "ben@y.de", "Date": "Mon, 23 Nov 2026 10:00:00 +0100"}
    lines = [f"{name}: {value}" for name, value in {**known, **headers}.items()]
    content = body.encode() if isinstance(body, str) else body
    return read_mail("\r\n".join([*lines, head.strip()]).strip().encode() + b"\r\n\r\n" + content, NOW)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?iso-8859-1?Q?Gr=FC=DFe?=", "Grüße"),
        ("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?utf-8?B?w4Q=?= =?utf-8?B?w5Y=?=", "ÄÖ"),
        ("=?utf-8?B?w4Q=?=\r\n =?utf-8?B?w5Y=?= and more", "ÄÖ and more"),
        ("=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "€"),  # a character cut in two
        ("=?windows-1252?Q?5_=80?=", "5 €"),
        ("=?iso-8859-1?Q?5_=80?=", "5 €"),
        ("=?gb2312?B?xOO6w6Oh?=", "你好！"),
        ("=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?utf-8*de?Q?Stra=C3=9Fe?=", "Straße"),
        ("=?utf-8?Q?with spaces in it?=", "with spaces in it"),
        ("=?nonsense?Q?abc?=", "abc"),
        ("=?utf-8?B?broken base64!?=", None),
        ("Re: plain", "Re: plain"),
        ("a =? b ?= c", "a =? b ?= c"),
    ],
)
def test_encoded_words_are_read(written: str, read: str | None) -> None:
    found = decoded(written.replace("\r\n", "\n"))
    assert found == read or read is None
    assert read is None or mail(Subject=written).subject == read


def test_heads_that_are_not_encoded_are_read_all_the_same() -> None:
    for codec in ("utf-8", "cp1252"):
        raw = b"From: anna@x.de\r\nSubject: " + "Grüße".encode(codec) + b"\r\n\r\nHi"
        assert read_mail(raw, NOW).subject == "Grüße"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("anna@x.de", [("anna@x.de", "")]),
        ("Anna Berg <Anna@X.de>", [("anna@x.de", "Anna Berg")]),
        ('"Berg, Anna" <anna@x.de>, b@y.de', [("anna@x.de", "Berg, Anna"), ("b@y.de", "")]),
        ("=?utf-8?Q?Berg=2C_Anna?= <anna@x.de>", [("anna@x.de", "Berg, Anna")]),
        ("anna@x.de (Anna Berg)", [("anna@x.de", "Anna Berg")]),
        ("anna@x.de <anna@x.de>", [("anna@x.de", "")]),
        ("'anna@x.de' <anna@x.de>", [("anna@x.de", "")]),
        ("Team: anna@x.de, ben@y.de;", [("anna@x.de", ""), ("ben@y.de", "")]),
        ("undisclosed-recipients:;", []),
        ("Anna Berg", []),
        ("anna@x.de, ANNA@x.de", [("anna@x.de", "")]),
        ("Anna O'Neil <o'neil@x.de>", [("o'neil@x.de", "Anna O'Neil")]),
    ],
)
def test_addresses_are_read(written: str, read: list[tuple[str, str]]) -> None:
    assert [(one.address, one.name) for one in people([written])] == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mon, 23 Nov 2026 10:00:00 +0100", "2026-11-23T09:00:00Z"),
        ("23 Nov 2026 10:00 EST", "2026-11-23T15:00:00Z"),
        ("Mon, 23 Nov 2026 10:00:00 -0000", "2026-11-23T10:00:00Z"),
        ("Mon, 23 Nov 2026 10:00:00 GMT (Greenwich)", "2026-11-23T10:00:00Z"),
        ("Mon, 23 Nov 26 10:00:00 +0530", "2026-11-23T04:30:00Z"),
        ("yesterday", ""),
        ("Fri, 01 Jan 2100 10:00:00 +0000", ""),
        ("Thu, 01 Jan 1904 10:00:00 +0000", ""),
    ],
)
def test_a_mail_was_sent_when_it_says_in_whatever_zone(written: str, read: str) -> None:
    assert mail(Date=written).at == read


def test_a_mail_that_does_not_say_when_was_sent_when_a_server_had_it() -> None:
    passed = (
        "Received: from b by c; Mon, 23 Nov 2026 12:00:05 +0000\r\n"
        "Received: from a by b; Mon, 23 Nov 2026 12:00:00 +0000"
    )
    assert mail(passed, Date="never").at == "2026-11-23T12:00:00Z"
    assert moment("") is None


def test_a_mail_in_parts_gives_its_plain_text_and_its_files() -> None:
    quoted = "Gr=C3=BC=C3=9Fe aus =\r\nHamburg"
    body = (
        "--A\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n"
        f"--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n"
        "--B\r\nContent-Type: text/html\r\n\r\n<p>HTML</p>\r\n--B--\r\n"
        "--A\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''%C3%84ngebot.pdf\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{b64encode(b'PDF').decode()}\r\n"
        "--A\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment\r\n\r\nnotes\r\n--A--\r\n"
    )
    read = mail("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=A", body)
    assert read.text == "Grüße aus Hamburg"
    assert [(file.name, file.content) for file in read.files] == [
        ("Ängebot.pdf", b"PDF"),
        ("notes.txt", b"notes"),
    ]


@pytest.mark.parametrize(
    "parameter",
    [
        'filename="=?utf-8?B?w4RuZ2Vib3QucGRm?="',
        "filename*0*=utf-8''%C3%84nge; filename*1*=bot.pdf",
        'filename="Ängebot.pdf"',
        "filename*=iso-8859-1'de'%C4ngebot.pdf",
    ],
)
def test_names_of_attachments_are_read_whichever_way_they_are_written(parameter: str) -> None:
    body = f"--A\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; {parameter}\r\n\r\nx\r\n--A--\r\n"
    (file,) = mail("Content-Type: multipart/mixed; boundary=A", body).files
    assert file.name == "Ängebot.pdf"


def test_a_name_cannot_lead_out_of_its_folder() -> None:
    body = '--A\r\nContent-Disposition: attachment; filename="../../.ssh/id"\r\n\r\nx\r\n--A--\r\n'
    (file,) = mail("Content-Type: multipart/mixed; boundary=A", body).files
    assert file.name == "id"


def test_pictures_in_the_text_are_no_files_and_a_mail_in_a_mail_is_one() -> None:
    body = (
        "--A\r\nContent-Type: text/html\r\n\r\n<p>Hi</p><img src='cid:logo'>\r\n"
        "--A\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename=l.png\r\n\r\nPNG\r\n"
        "--A\r\nContent-Type: image/png\r\nContent-ID: <photo>\r\nContent-Disposition: inline; filename=p.png\r\n\r\nPNG\r\n"
        "--A\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@z.de\r\nSubject: Inner\r\n\r\nText\r\n--A--\r\n"
    )
    read = mail("Content-Type: multipart/related; boundary=A", body)
    assert [file.name for file in read.files] == ["Inner.eml", "p.png"]
    assert read.text == "Hi"


def test_text_in_any_character_set_is_read() -> None:
    for charset, codec in (
        ("iso-8859-1", "cp1252"),
        ("windows-1251", "cp1251"),
        ("nonsense", "utf-8"),
        ("us-ascii", "utf-8"),
    ):
        text = "Привет" if codec == "cp1251" else "5 € für Zoë"
        assert mail(f"Content-Type: text/plain; charset={charset}", text.encode(codec)).text == text
    assert text_of("Größe".encode("cp1252")) == "Größe"
    assert text_of(b"abc", "base64") == "abc"


def test_a_mail_without_an_id_has_the_same_one_whenever_it_is_read() -> None:
    assert mail().message_id == mail().message_id != mail(body="Other").message_id
    assert mail(**{"Message-ID": "<a.b@x>"}).message_id == "<a.b@x>"
    assert mail(**{"Message-ID": " <a\r\n b@x> (comment)"}).message_id == "<ab@x>"


def test_whose_mailbox_it_was_put_into_is_told() -> None:
    assert mail(**{"Delivered-To": "Ben@Y.de"}).delivered_to == ("ben@y.de",)
    assert mail(Cc="ben@y.de, c@z.de").recipients == (MailPerson("ben@y.de"), MailPerson("c@z.de"))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two<br>Three</div>", "One\nTwo\nThree"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<a href='https://x.de/offer'>the offer</a>", "the offer <https://x.de/offer>"),
        ("<a href='https://www.x.de/'>x.de</a>", "x.de"),
        ("<a href='mailto:a@x.de'>a@x.de</a>", "a@x.de"),
        ("<style>p{}</style><script>alert(1)</script>Hi", "Hi"),
        ("<div style='display:none'>hidden <b>x</b></div>seen", "seen"),
        ("<blockquote>old<br>text</blockquote>new", "> old\n> text\n>\nnew"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a  b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("&lt;b&gt; &amp; &uuml; &#8364;", "<b> & ü €"),
        ("a\n   b\t c", "a b c"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]>Hi", None),
    ],
)
def test_html_is_made_readable(html: str, text: str | None) -> None:
    found = tidy(text_of_html(html))
    assert text is None or found == text


@pytest.mark.parametrize(
    "content", [b"", b"\r\n\r\n", b"Just a text without a head", b"Subject: x\r\n\r\nno people"]
)
def test_what_says_of_nobody_is_no_mail(content: bytes) -> None:
    with pytest.raises(NotAMail):
        read_mail(content, NOW)


def test_a_mail_nested_without_end_is_refused() -> None:
    body = "".join(f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(3000))
    with pytest.raises(NotAMail, match="deep"):
        mail("Content-Type: multipart/mixed; boundary=b0", body)
    nested = b"From: a@x.de\r\nContent-Type: message/rfc822\r\n\r\n" * 3000
    with pytest.raises(NotAMail, match="deep"):
        read_mail(nested, NOW)


@given(st.binary(max_size=400), st.sampled_from(["", "base64", "quoted-printable", "x-uuencode", "7bit"]))
def test_nothing_a_mail_holds_makes_it_unreadable(content: bytes, encoding: str) -> None:
    head = f"Content-Transfer-Encoding: {encoding}\r\nContent-Type: text/html; charset=utf-8"
    assert mail(head, content).sender == MailPerson("anna@x.de", "Anna Berg")


@given(st.text(max_size=300))
def test_nothing_a_header_says_makes_a_mail_unreadable(text: str) -> None:
    content = (
        f"From: a@x.de\r\nSubject: {text}\r\nDate: {text}\r\nTo: {text}\r\nContent-Type: {text}\r\n\r\nHi"
    )
    read_mail(content.encode("utf-8", "surrogatepass"), NOW)
    text_of_html(text)


def test_text_is_tidied_and_cut() -> None:
    assert tidy("a  \r\n\r\n\r\n\r\nb\0") == "a\n\nb"
    assert tidy("x" * 300_000).endswith("[…]")
