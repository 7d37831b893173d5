"""Files of e-mails read through the child process: one or many, from Outlook, damaged and hostile."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.mails import Mail, MailPerson, UnreadMail
from salesdesk.errors import Cancelled, FileProblem
from salesdesk.exchange.mail.session import MailSession
from salesdesk.wording import worded
from tests.builders import CancelAfter
from tests.exchange.mail.outlook_files import outlook_mail

SENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HEAD = {
    0x0037: "Angebot für Müller",
    0x0C1A: "Anna Berg",
    0x0C1F: "/O=EXCH/CN=ANNA",
    0x5D01: "Anna@Nordwind.de",
    0x0039: SENT,
    0x1035: "<m1@nordwind.de>",
}
BEN = {0x3001: "Ben Ode", 0x39FE: "ben@x.de", 0x0C15: 1}
CLEO = {0x3001: "Cleo", 0x39FE: "cleo@x.de", 0x0C15: 2}
EML = b"From: Anna <anna@x.de>\r\nTo: ben@y.de\r\nSubject: Hi\r\nMessage-ID: <1@x>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n\r\nHello\r\n"


def read(path: Path) -> list[Mail | UnreadMail]:
    """All mails of a file."""
    with MailSession() as session:
        session.open(path)
        return list(session.mails())


def only(path: Path) -> Mail:
    """The one mail of a file."""
    (mail,) = read(path)
    assert isinstance(mail, Mail)
    return mail


def refused(folder: Path, name: str, content: bytes) -> str:
    """The sentence a file is refused with."""
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(FileProblem) as problem:
        read(path)
    return worded(problem.value)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_an_eml_is_read(tmp_path: Path) -> None:
    mail = only(written(tmp_path, "hi.eml", EML))
    assert (mail.subject, mail.text, mail.at) == ("Hi", "Hello", "2026-11-23T09:00:00Z")
    assert mail.people == (MailPerson("anna@x.de", "Anna"), MailPerson("ben@y.de"))


def test_a_mail_of_outlook_is_read_with_its_people_and_files(tmp_path: Path) -> None:
    content = outlook_mail(
        {**HEAD, 0x1000: "Hallo,\r\nanbei."},
        [BEN, CLEO],
        [{0x3707: "Angebot.pdf", 0x3701: b"x" * 10_000}, {0x3704: "KURZ~1.TXT", 0x3701: b"short"}],
    )
    mail = only(written(tmp_path, "a.msg", content))
    assert mail.message_id == "<m1@nordwind.de>"
    assert (mail.subject, mail.text, mail.at) == (
        "Angebot für Müller",
        "Hallo,\nanbei.",
        "2026-11-20T09:30:00Z",
    )
    assert mail.sender == MailPerson("anna@nordwind.de", "Anna Berg")
    assert (mail.to, mail.cc) == ((MailPerson("ben@x.de", "Ben Ode"),), (MailPerson("cleo@x.de", "Cleo"),))
    assert [(file.name, len(file.content)) for file in mail.files] == [
        ("Angebot.pdf", 10_000),
        ("KURZ~1.TXT", 5),
    ]


def test_a_mail_of_outlook_in_html_is_made_readable(tmp_path: Path) -> None:
    html = "<p>Grüße</p><img src='cid:logo'>".encode("cp1252")
    logo = {0x3707: "logo.png", 0x3701: b"PNG", 0x3712: "logo"}
    mail = only(written(tmp_path, "a.msg", outlook_mail({**HEAD, 0x1013: html, 0x3FDE: 1252}, [BEN], [logo])))
    assert (mail.text, mail.files) == ("Grüße", ())


def test_a_mail_of_outlook_is_read_by_its_internet_head_where_it_has_one(tmp_path: Path) -> None:
    head = "From: Anna <anna@x.de>\r\nTo: ben@y.de\r\nMessage-ID: <9@x>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n"
    mail = only(written(tmp_path, "a.msg", outlook_mail({0x0037: "Hi", 0x1000: "Text", 0x007D: head})))
    assert (mail.message_id, mail.at) == ("<9@x>", "2026-11-23T09:00:00Z")
    assert mail.to == (MailPerson("ben@y.de"),)


def test_what_outlook_alone_can_show_is_one_sentence(tmp_path: Path) -> None:
    said = refused(tmp_path, "a.msg", outlook_mail({**HEAD, 0x1009: b"{\\rtf1}"}, [BEN]))
    assert said.startswith("«a.msg» holds its text in the format of Outlook alone.")
    said = refused(tmp_path, "b.msg", outlook_mail({**HEAD, 0x001A: "IPM.Contact"}, [BEN]))
    assert said == "«b.msg» is another item of Outlook and no e-mail."


def test_a_damaged_file_of_outlook_is_one_sentence(tmp_path: Path) -> None:
    whole = outlook_mail({**HEAD, 0x1000: "Text"}, [BEN])
    for size in (8, 200, 512, 700, len(whole) // 2):
        assert refused(tmp_path, "a.msg", whole[:size]).startswith("«a.msg» is ")
    looped = bytearray(whole)
    for at in range(512, len(looped) - 4, 61):  # chains that lead anywhere
        looped[at : at + 2] = b"\x01\x00"
    path = written(tmp_path, "b.msg", bytes(looped))
    with suppress(FileProblem):
        read(path)


def test_a_mailbox_gives_its_mails_one_by_one(tmp_path: Path) -> None:
    second = EML.replace(b"<1@x>", b"<2@x>").replace(
        b"Hello", b"Hello\r\n\r\n>From here on\r\nFrom there\r\n\r\nFrom nowhere"
    )
    box = (
        b"From anna@x.de Mon Nov 23 10:00:00 2026\r\n" + EML + b"\r\n"
        b"From - Mon Nov 23 10:00:00 2026\r\n" + second + b"\r\n"
        b"From MAILER-DAEMON Mon Nov 23 10:00:00 2026\r\nSubject: nobody\r\n\r\nx\r\n"
    )
    first, other, broken = read(written(tmp_path, "Inbox", box))
    assert isinstance(first, Mail)
    assert isinstance(other, Mail)
    assert (first.message_id, other.message_id) == ("<1@x>", "<2@x>")
    assert other.text == "Hello\n\nFrom here on\nFrom there\n\nFrom nowhere"
    assert broken == UnreadMail(3)


def test_a_mailbox_of_thousands_is_read_and_can_be_stopped(tmp_path: Path) -> None:
    one = b"From a@x.de Mon Nov 23 10:00:00 2026\n" + EML.replace(b"\r\n", b"\n") + b"\n"
    path = written(tmp_path, "many.mbox", one * 3000)
    assert len(read(path)) == 3000
    with MailSession() as session:
        session.open(path)
        mails = session.mails(work=CancelAfter(3))
        with pytest.raises(Cancelled):
            list(mails)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "«x.eml» is no e-mail."),
        (b"Dear Anna, this is a text.", "«x.eml» is no e-mail."),
        (b"\x00\x01\x02" * 100, "«x.eml» is no e-mail."),
        (b"name;town\nAnna;Berlin\n", "«x.eml» is no e-mail."),
        (
            b"Subject: nobody\r\n\r\ntext",
            "«x.eml» is no e-mail: nothing in it says from whom or to whom it is.",
        ),
        (b"%PDF-1.4 x", "«x.eml» is no e-mail."),
        (
            b"From: a@x.de\r\nContent-Type: message/rfc822\r\n\r\n" * 5000,
            "«x.eml» is nested too deeply to be an e-mail, and was not read.",
        ),
    ],
)
def test_what_is_no_mail_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    assert refused(tmp_path, "x.eml", content).startswith(said)


def test_a_mail_of_countless_parts_is_refused(tmp_path: Path) -> None:
    head = b"From: a@x.de\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    assert "nested too deeply" in refused(tmp_path, "x.eml", head + b"--b\r\n\r\nx\r\n" * 20_000)


def test_a_file_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        read(tmp_path / "gone.eml")


def test_an_attachment_over_the_limit_is_left_out_and_told(tmp_path: Path) -> None:
    body = (
        b"--A\r\n\r\nText\r\n--A\r\nContent-Disposition: attachment; filename=big.bin\r\n\r\n"
        + b"x" * (26 << 20)
        + b"\r\n--A--"
    )
    head = b"From: a@x.de\r\nContent-Type: multipart/mixed; boundary=A\r\n\r\n"
    mail = only(written(tmp_path, "big.eml", head + body))
    assert (mail.files, mail.left_out, mail.text) == ((), ("big.bin",), "Text")
