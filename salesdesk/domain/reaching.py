"""Addresses that other programs take: to call, to write, to chat, to look something up on the web or on a map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from salesdesk.domain.cleaning.urls import clean_url

LONGEST_ADDRESS = 1_900
"""Letters of an address up to which every system hands it on (Windows cuts at 2,048)."""

_EXTENSION = re.compile(r"\s*(?:ext\.?|x|#)\s*(\d{1,8})\s*$", re.IGNORECASE)
_NETWORKS = {
    "twitter": "https://x.com/{0}",
    "instagram": "https://www.instagram.com/{0}",
    "facebook": "https://www.facebook.com/{0}",
    "linkedin": "https://www.linkedin.com/in/{0}",
}
_HANDLE = re.compile(r"@?([\w.-]{2,100})")


def call_address(number: str) -> str | None:
    """The ``tel:`` address of a phone number with its extension (RFC 3966); None for a text without digits."""
    found = _EXTENSION.search(number)
    plain = number[: found.start()] if found is not None else number
    digits = re.sub(r"\D", "", plain)
    if not digits:
        return None
    plus = "+" if plain.strip().startswith("+") else ""
    return f"tel:{plus}{digits}" + (f";ext={found[1]}" if found is not None else "")


def chat_address(number: str) -> str | None:
    """The address of a chat with a number; None for one without its country, which no chat knows."""
    found = _EXTENSION.search(number)
    if found is not None or not number.strip().startswith("+"):
        return None
    digits = re.sub(r"\D", "", number)
    return f"https://wa.me/{digits}" if 7 <= len(digits) <= 15 else None


def mail_address(address: str, subject: str = "", body: str = "") -> str:
    """The ``mailto:`` address of a message (RFC 6068), lines of its text parted by CR LF."""
    parts = []
    if subject:
        parts.append(f"subject={quote(' '.join(subject.split()), safe='')}")
    if body:
        lines = "\r\n".join(body.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        parts.append(f"body={quote(lines, safe='')}")
    return f"mailto:{quote(address, safe='@')}" + (f"?{'&'.join(parts)}" if parts else "")


def web_address(text: str, network: str = "") -> str | None:
    """The address of a page; of a bare name its page on ``network`` ("twitter"…). None where the text is neither: nothing
    but http and https is ever opened."""
    handle = _HANDLE.fullmatch(text.strip())
    if network in _NETWORKS and handle is not None and clean_url(text) is None:
        return _NETWORKS[network].format(quote(handle[1]))
    url = clean_url(text)
    return url if url is not None and url.startswith(("http://", "https://")) else None


def map_address(parts: Sequence[str | None]) -> str | None:
    """The address of a map that shows a postal address; None where nothing is known of it."""
    said = ", ".join(part.strip() for part in parts if part and part.strip())
    return f"https://www.openstreetmap.org/search?query={quote(said, safe='')}" if said else None
