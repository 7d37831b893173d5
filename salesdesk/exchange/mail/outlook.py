"""An e-mail as Outlook saves it (.msg) read as a ``Mail``."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from email.parser import HeaderParser
from pathlib import Path
from typing import Any, cast

from salesdesk.domain.attachments import LIMIT, NewFile, kept_name
from salesdesk.domain.mails import Mail, MailPerson
from salesdesk.exchange.mail.headers import first_header, line_of, people, raw_headers, sent_at, text_of
from salesdesk.exchange.mail.html_text import text_of_html
from salesdesk.exchange.mail.message import NotAMail, message_id_of, tidy

_BODY, _HTML, _RTF, _CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_SENDER_NAME, _SENDER, _SENDER_SMTP, _REPRESENTED_SMTP = 0x0C1A, 0x0C1F, 0x5D01, 0x5D02
_REPRESENTED, _REPRESENTED_NAME = 0x0065, 0x0042
_HEADERS, _ID, _RECIPIENT_TYPE = 0x007D, 0x1035, 0x0C15
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SHORT_NAME, _CONTENT_ID, _SHOWN, _HIDDEN = 0x3704, 0x3712, 0x3001, 0x7FFE
_COPY, _BLIND = 2, 3


def read_outlook(path: Path, now: datetime) -> Mail:
    """The mail in a file. Raises ``NotAMail``: "head" where nothing says from whom to whom, "rtf" where the text is there in the
    format of Outlook alone, "broken" where the file cannot be read."""
    from oxmsg import Message

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            message = Message.load(str(path))
            kind = message.message_class
            return _read(message, kind, now)
    except NotAMail:
        raise
    except RecursionError as error:
        raise NotAMail("deep") from error
    except MemoryError:
        raise
    except Exception as error:  # the library raises whatever it stumbles over
        raise NotAMail("broken") from error


def _read(message: Any, kind: str, now: datetime) -> Mail:
    if kind and not kind.casefold().startswith(
        ("ipm.note", "ipm.schedule", "report.", "ipm.document", "ipm.post")
    ):
        raise NotAMail("other")
    text_at = message.properties.str_prop_value
    head = HeaderParser().parsestr(_said(text_at, _HEADERS) or "")
    sender = people(raw_headers(head, "from")) or _sender(text_at)
    to, cc = _recipients(message)
    to = to or people(raw_headers(head, "to"))
    cc = cc or people(raw_headers(head, "cc"))
    if not (sender or to or cc):
        raise NotAMail("head")
    html, text = _html(message), _said(getattr, message, "body") or ""
    if not text.strip() and html.strip():
        text = text_of_html(html)
    if not text.strip() and message.properties.binary_prop_value(_RTF):
        raise NotAMail("rtf")
    moments = [_said(message.properties.date_prop_value, pid) for pid in (_SUBMITTED, _DELIVERED)]
    said = [at.astimezone(UTC) for at in moments if at is not None and at.year >= 1971]
    at = next((at for at in said if (at - now).total_seconds() < 86_400), None) or sent_at(head, now)
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else ""
    subject = line_of(_said(getattr, message, "subject") or "")[:500] or first_header(head, "subject")[:500]
    shown = tidy(text)
    named = _said(text_at, _ID) or first_header(head, "message-id")
    files, left_out = _files(message, html)
    return Mail(
        message_id_of(named, stamp, subject, sender and sender[0].address, shown),
        stamp,
        subject,
        sender[0] if sender else None,
        to,
        cc,
        shown,
        files,
        tuple(person.address for person in people(raw_headers(head, "delivered-to"))),
        left_out,
    )


def _said(read: Callable[..., Any], *arguments: Any) -> Any:
    """What a property says; None where it cannot be read: the others may still be."""
    try:
        return read(*arguments)
    except Exception:  # the library raises whatever it stumbles over
        return None


def _person(name: str | None, *addresses: str | None) -> tuple[MailPerson, ...]:
    """Somebody by a name and the first of some addresses that is one: Exchange has names of its own for people."""
    for address in addresses:
        found = people([address or ""])
        if found:
            shown = line_of(name or "").strip("'\"")
            return (MailPerson(found[0].address, "" if shown.casefold() == found[0].address else shown),)
    return ()


def _recipient(recipient: Any) -> tuple[MailPerson, ...]:
    return _person(recipient.name, recipient.email_address, recipient.name)


def _sender(text_at: Callable[[int], str | None]) -> tuple[MailPerson, ...]:
    def at(pid: int) -> str | None:
        return cast("str | None", _said(text_at, pid))

    return _person(
        at(_REPRESENTED_NAME) or at(_SENDER_NAME),
        at(_REPRESENTED_SMTP),
        at(_SENDER_SMTP),
        at(_REPRESENTED),
        at(_SENDER),
    )


def _recipients(message: Any) -> tuple[tuple[MailPerson, ...], tuple[MailPerson, ...]]:
    to: list[MailPerson] = []
    cc: list[MailPerson] = []
    for recipient in message.recipients:
        found = _said(_recipient, recipient) or ()
        way = _said(recipient.properties.int_prop_value, _RECIPIENT_TYPE)
        (cc if way in (_COPY, _BLIND) else to).extend(found)
    return tuple(to), tuple(cc)


def _html(message: Any) -> str:
    """The HTML, in the code page that it is said to be in, if the library knows it."""
    content = _said(message.properties.binary_prop_value, _HTML)
    if content:
        page = _said(message.properties.int_prop_value, _CODEPAGE)
        return text_of(content, _charset(page))
    return _said(message.properties.str_prop_value, _HTML) or ""


def _charset(page: int | None) -> str:
    known = {
        65001: "utf-8",
        20127: "ascii",
        28591: "iso-8859-1",
        936: "gb18030",
        54936: "gb18030",
        949: "cp949",
    }
    return known.get(page or 0, f"cp{page}" if page else "")


def _files(message: Any, html: str) -> tuple[tuple[NewFile, ...], tuple[str, ...]]:
    files: list[NewFile] = []
    left_out: list[str] = []
    for number, attachment in enumerate(message.attachments, 1):
        content = _said(getattr, attachment, "file_bytes")
        text_at = attachment.properties.str_prop_value

        def at(pid: int, text_at: Callable[[int], str | None] = text_at) -> str | None:
            return cast("str | None", _said(text_at, pid))

        name = _said(getattr, attachment, "file_name") or at(_SHORT_NAME) or at(_SHOWN)
        name = kept_name(line_of(name or f"attachment {number}"))
        mark = at(_CONTENT_ID)
        if content is None:
            if mark is None:
                left_out.append(name)  # another item of Outlook, or a file that was only pointed at
        elif mark and f"cid:{mark}" in html:
            continue  # a picture in the text
        elif len(content) > LIMIT:
            left_out.append(name)
        else:
            files.append(NewFile(name, content))
    return tuple(files), tuple(left_out)
