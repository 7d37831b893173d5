"""One e-mail in its own format (RFC 5322 and MIME) read as a ``Mail``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import collapse_rfc2231_value
from hashlib import sha256

from salesdesk.domain.attachments import LIMIT, NewFile, kept_name
from salesdesk.domain.mails import Mail
from salesdesk.exchange.mail.headers import (
    decoded,
    first_header,
    line_of,
    people,
    raw_headers,
    sent_at,
    text_of,
)
from salesdesk.exchange.mail.html_text import text_of_html

LONGEST_TEXT = 200_000
"""Characters of the text of a mail that are kept."""
_DEEPEST, _MOST_PARTS = 40, 2_000
_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
_ENDINGS = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "application/pdf": "pdf", "text/calendar": "ics",
    "text/html": "html", "text/plain": "txt", "text/vcard": "vcf", "text/csv": "csv", "application/zip": "zip",
    "application/ms-tnef": "dat",
}  # fmt: skip


class NotAMail(Exception):
    """The bytes are no e-mail; ``why`` is "head" (nothing says from whom to whom) or "deep" (nested without end)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(slots=True)
class _Found:
    """What the parts of a mail hold."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[NewFile] = field(default_factory=list)
    inline: list[tuple[str, NewFile]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_mail(content: bytes, now: datetime) -> Mail:
    """The mail in ``content``; ``now`` is the present moment, after which none was sent. Raises ``NotAMail``."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(content.lstrip(b"\r\n\xef\xbb\xbf"))
        return _read(message, now)
    except RecursionError as error:
        raise NotAMail("deep") from error


def _read(message: Message, now: datetime) -> Mail:
    sender = people(raw_headers(message, "from")) or people(raw_headers(message, "sender"))
    to, cc = (
        people(raw_headers(message, "to")),
        people([*raw_headers(message, "cc"), *raw_headers(message, "bcc")]),
    )
    if not (sender or to or cc):
        raise NotAMail("head")
    found = _Found()
    for part in _leaves(message):
        _take(part, found)
    html = "\n".join(found.html)
    plain = "\n".join(text.strip("\n") for text in found.plain if text.strip())
    text = plain if plain.strip() else text_of_html(html)
    # a picture in the text is no file of its own
    files = [*found.files, *(file for name, file in found.inline if not (name and name in html))]
    at = sent_at(message, now)
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else ""
    subject = first_header(message, "subject")[:500]
    shown = tidy(text)
    return Mail(
        message_id_of(
            first_header(message, "message-id"), stamp, subject, sender and sender[0].address, shown
        ),
        stamp,
        subject,
        sender[0] if sender else None,
        to,
        cc,
        shown,
        tuple(files),
        tuple(
            person.address
            for person in people(
                [*raw_headers(message, "delivered-to"), *raw_headers(message, "x-delivered-to")]
            )
        ),
        tuple(found.left_out),
    )


def message_id_of(said: str, *told: object) -> str:
    """The Message-ID that is said, or one made of what the mail says."""
    begin, end = said.find("<"), said.rfind(">")
    named = said[begin + 1 : end] if 0 <= begin < end else said
    named = "".join(named.split())[:400]
    if named:
        return f"<{named}>"
    return f"<{sha256(repr(told).encode()).hexdigest()[:40]}@salesdesk.invalid>"


def tidy(text: str) -> str:
    """Text without blanks at the ends of its lines, without more than one blank line at once, and not longer than is kept."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n"):
        clean = line.rstrip()
        if clean or (lines and lines[-1]):
            lines.append(clean)
    found = "\n".join(lines).strip("\n")
    return found if len(found) <= LONGEST_TEXT else f"{found[:LONGEST_TEXT].rstrip()}\n[…]"


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in their order. Of alternatives to each other all; which one is shown is decided later."""
    waiting, parts = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if depth > _DEEPEST or parts > _MOST_PARTS:
            raise NotAMail("deep")
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [(one, depth + 1) for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def _take(part: Message, found: _Found) -> None:
    kind, name = part.get_content_type(), _name(part)
    disposition = str(part.get("content-disposition") or "").strip().casefold()
    if kind in _SIGNATURES:
        return
    if kind in ("message/rfc822", "message/global"):
        inner = part.get_payload()
        held = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None
        content = _bytes_of(held) if held is not None else _content(part)
        subject = first_header(held, "subject") if held is not None else ""
        _keep(name or f"{subject or 'message'}.eml", content, found)
        return
    attached = disposition.startswith("attachment")
    if kind in ("text/plain", "text/html") and not attached and not name:
        text = text_of(_content(part), _charset(part))
        (found.plain if kind == "text/plain" else found.html).append(text)
        return
    if part.get_content_maintype() in ("message", "multipart") and not name:
        return  # a receipt, or what is left of a broken mail
    content = _content(part)
    if not content and not name:
        return
    mark = line_of(str(part.get("content-id") or "")).strip("<> ")
    if mark and not attached and len(content) <= LIMIT:
        found.inline.append((f"cid:{mark}", NewFile(kept_name(name or f"picture.{_ending(kind)}"), content)))
        return
    _keep(name or f"attachment.{_ending(kind)}", content, found)


def _keep(name: str, content: bytes, found: _Found) -> None:
    if len(content) > LIMIT:
        found.left_out.append(kept_name(name))
    else:
        found.files.append(NewFile(kept_name(name), content))


def _ending(kind: str) -> str:
    return _ENDINGS.get(kind, "bin")


def _bytes_of(message: Message) -> bytes:
    try:
        return message.as_bytes(unixfrom=False)
    except Exception:  # the library raises whatever it stumbles over
        return str(message).encode("utf-8", "replace")


def _content(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except Exception:  # an encoding that is none
        found = None
    if isinstance(found, bytes):
        return found
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _charset(part: Message) -> str:
    try:
        said = part.get_param("charset")
        return collapse_rfc2231_value(said) if said else ""
    except Exception:
        return ""


def _name(part: Message) -> str:
    """The name of a part, whichever way it is written; "" without any."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        for value in raw_headers(part, header):
            holder = Message()
            holder[header] = value
            try:
                said = holder.get_param(parameter, header=header)
                if said:
                    return line_of(decoded(collapse_rfc2231_value(said)))
            except Exception:  # a name that cannot be read is none
                continue
    return ""
