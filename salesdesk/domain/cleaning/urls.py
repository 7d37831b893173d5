"""Web addresses, domains, and names on social networks."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.text import is_empty_word, one_line

_URL = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*):)?(?://)?(?:[^\s/@?#]*@)?"
    r"(?P<host>(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})|\d{1,3}(?:\.\d{1,3}){3}|localhost)"
    r"\.?(?::(?P<port>\d{1,5}))?(?P<rest>[/?#]\S*)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_SCHEME_SLIP = re.compile(
    r"^(?:h?t?tps?)\s{0,3}:?\s{0,3}[/\\]{1,3}(?=\w)|^https?\s{0,3}:\s{0,3}(?=\w)", re.IGNORECASE
)
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_SLUG = re.compile(r"@?[\w.%-]{2,100}")
_NETWORK = re.compile(
    r"(?:twitter|x|instagram|instagr|facebook|fb|threads|tiktok)\.(?:com|am|net)/(?:#!/)?@?(?P<name>[A-Za-z0-9_.-]+)",
    re.IGNORECASE,
)


def clean_url(text: str) -> str | None:
    """A web address with scheme and lower-case host; None when the text is none.

    A missing scheme becomes https, a lone "/" after the host goes, path and query stay as written:
    "WWW.Example.com/" → "https://www.example.com", "http://a.b/C?d" unchanged.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = one_line(text).strip("<>\"'()[] ,;")
    if not text or is_empty_word(text):
        return None
    if "://" in text or ":" in text[:7]:
        slip = _SCHEME_SLIP.match(text)
        if slip is not None:
            secure = "s" in slip[0].lower()
            text = f"http{'s' if secure else ''}://{text[slip.end() :]}"
    match = _URL.fullmatch(text)
    if match is None or ("@" in text.partition("/")[0] and "//" not in text):
        return None
    scheme = (match["scheme"] or "https").lower()
    if scheme not in ("http", "https", "ftp"):
        return None
    port = match["port"]
    shown_port = f":{port}" if port and port != _DEFAULT_PORTS.get(scheme) else ""
    rest = (match["rest"] or "").rstrip("?#")
    return f"{scheme}://{match['host'].lower()}{shown_port}{'' if rest == '/' else rest}"


def domain_of(url_or_email: str) -> str | None:
    """The lower-case host of a web address or the domain of an e-mail address, without "www."; None
    without one."""
    text = url_or_email.strip()
    if "@" in text and "/" not in text:
        host = text.rpartition("@")[2].strip("<> ").lower().rstrip(".")
        return host if "." in host else None
    url = clean_url(text)
    if url is None:
        return None
    host = re.split(r"[/?#:]", url.partition("://")[2], maxsplit=1)[0]
    return host.removeprefix("www.") or None


def clean_linkedin(text: str) -> str | None:
    """The address of a LinkedIn profile or company page, also from "in/name" or a bare profile name."""
    text = one_line(text)
    if not text or is_empty_word(text):
        return None
    lowered = text.lower()
    if "linkedin." in lowered or "://" in text:
        url = clean_url(text)
        return url.partition("?")[0].rstrip("/") if url is not None and "linkedin." in lowered else url
    path = text.strip("/").removeprefix("@")
    if lowered.lstrip("/").startswith(("in/", "pub/", "company/", "school/")):
        return f"https://www.linkedin.com/{path}"
    return (
        f"https://www.linkedin.com/in/{path}"
        if _SLUG.fullmatch(path) and "." not in path
        else clean_url(text)
    )


def clean_facebook(text: str) -> str | None:
    """The address of a Facebook page, also from a bare page name."""
    text = one_line(text)
    if not text or is_empty_word(text):
        return None
    if _SLUG.fullmatch(text) and not re.search(r"\.(?:com|net|org|me|[a-z]{2})\b", text, re.IGNORECASE):
        return f"https://www.facebook.com/{text.removeprefix('@')}"
    return clean_url(text)


def clean_handle(text: str) -> str | None:
    """The bare name on a network ("@acme", "https://x.com/acme?lang=de" → "acme"); other text tidied.

    Without "@", because a cell starting with "@" is a formula to some spreadsheets.
    """
    text = one_line(text)
    match = _NETWORK.search(text)
    if match is not None:
        return match["name"]
    text = text.strip("@/ ")
    return None if not text or is_empty_word(text) else text
