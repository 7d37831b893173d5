"""Texts that a program wrote in one encoding and read in another: "MÃ¼ller", "M√ºller", "M\ufffdller" or "M?ller" for "Müller".

What became of a text is told by the text as it was. A text alone tells it only where each of its letters is one of a pair
that no language writes.
"""

from __future__ import annotations

import re

_WRITTEN = ("utf-8", "cp1252", "mac_roman", "cp850", "cp1250")
_READ = ("cp1252", "utf-8", "mac_roman", "cp850", "cp437", "cp1250", "cp1251", "cp1254", "latin-1")
_ROUNDS = 2  # times a file was saved wrong, one after the other
_LOST = re.compile("[\x80-\x9f\ufffd]+")
_BLANKS = re.compile(r"[\s\u00a0\u00ad]+")
_MARKS = ("\ufeff", *("\ufeff".encode().decode(codec) for codec in _READ if codec != "utf-8"))
"""A byte order mark, and what it looks like where it was read as letters."""
_PAIR = re.compile(
    "|".join(
        f"[{re.escape(bytes(range(0xC3, 0xC6)).decode(codec))}]"
        f"[{re.escape(bytes(range(0x80, 0xC0)).decode(codec, 'ignore'))}\x80-\x9f]"
        for codec in ("cp1252", "mac_roman", "cp850", "cp437", "cp1250")
    )
)
"""A letter of Western or Central Europe, written in UTF-8 and read in a code page."""
_LETTERS = re.compile("[\u00c0-\u024f\u0370-\u04ff]")


def is_misread(text: str, original: str) -> bool:
    """Whether a text is what ``original`` looks like where UTF-8 was read as something else, or something else as UTF-8:
    nobody types that."""
    if original.isascii() or text.isascii():
        return False
    wanted = _plain(text)
    forms = {original}
    for _ in range(_ROUNDS):
        forms = {read for form in forms for read in _readings(form, is_utf8=True)}
        if any(_plain(form) == wanted for form in forms):
            return True
        forms = {form for form in forms if "\ufffd" not in form and len(form) > len(original)}
    return False


def may_be_misread(text: str, original: str) -> bool:
    """Whether a text is what ``original`` looks like where one code page was read as another. That gives other letters
    ("č" for "è"), which somebody may as well have meant."""
    if original.isascii() or text.isascii():
        return False
    return any(_plain(form) == _plain(text) for form in _readings(original, is_utf8=False))


def has_lost_letters(text: str, original: str) -> bool:
    """Whether a text is ``original`` with a question mark in place of letters that a program could not write."""
    if original.isascii() or "?" not in text or len(text) > 4 * len(original):
        return False
    form = "".join(
        re.escape(char) if char.isascii() else rf"(?:{re.escape(char)}|[?\ufffd]{{1,4}})" for char in original
    )
    return text != original and re.fullmatch(form, text) is not None


def repaired(text: str) -> str:
    """A text as it was before it was read wrong, where that is certain of all its letters; else the text itself."""
    if text.isascii():
        return text
    for codec in ("cp1252", "mac_roman", "cp850", "cp437", "cp1250"):
        try:
            found = _bytes(text, codec).decode("utf-8")
        except UnicodeError:
            continue
        if _LETTERS.search(found):
            return found
    return text


def seems_misread(text: str) -> bool:
    """Whether a text by itself shows that it was read wrong."""
    return "\ufffd" in text or repaired(text) != text


def misread_letters(text: str) -> int:
    """How many letters of a long text were read wrong: 0 where fewer were than are sound."""
    if text.isascii():
        return 0
    count = len(_PAIR.findall(text))
    sound = sum(1 for char in _PAIR.sub("", text) if char >= "\x80" and char.isalpha()) if count else 0
    return count if count > sound else 0


def without_mark(text: str) -> str:
    """A text without the byte order mark in front of it, however that was read."""
    for mark in _MARKS:
        if text.startswith(mark):
            return text[len(mark) :].strip('"')
    return text


def _readings(text: str, *, is_utf8: bool) -> set[str]:
    found = set()
    for written in _WRITTEN:
        try:
            data = text.encode(written)
        except UnicodeEncodeError:
            continue
        readers = (read for read in _READ if read != written and ("utf-8" in (read, written)) is is_utf8)
        forms = {data.decode(read, "replace"): read for read in readers}
        # What can be read as UTF-8 in full is no worse for it: it was put right
        found |= {form for form, read in forms.items() if read != "utf-8" or "\ufffd" in form}
        if (
            written == "utf-8"
        ):  # programs leave out bytes that are no letter; what is left of a letter is still none
            found |= {_LOST.sub("", form) for form in forms}
    return found - {text}


def _bytes(text: str, codec: str) -> bytes:
    """A text in a code page, whose unused places are kept as the control characters that programs make of them."""
    parts = []
    for char in text:
        control = "\x80" <= char <= "\x9f"
        parts.append(char.encode("latin-1" if control else codec))
    return b"".join(parts)


def _plain(text: str) -> str:
    """What two texts have in common of which one lost characters that no letters are."""
    return _BLANKS.sub(" ", _LOST.sub("\ufffd", text)).strip()
