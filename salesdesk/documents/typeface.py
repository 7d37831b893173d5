"""How wide a text is in the shipped typeface: its tables of letters and widths, read without any other program."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache, lru_cache

from salesdesk.paths import resource

FAMILY = "Inter"
_WIDE, _USUAL = 1.0, 0.62
"""Of a letter that the typeface lacks, in heights of the letters: of East Asia, and else."""
_DIGIT = "0"


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text set in ``size``, in the same unit; digits all have the width of a nought, as in
    columns of numbers."""
    widths = _widths("Inter-SemiBold.otf" if bold else "Inter-Regular.otf")
    return size * sum(widths.get(letter) or _foreign(letter) for letter in text)


def elided(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text``, or as much of its beginning as fits into ``room`` with "…"."""
    if text_width(text, size, bold=bold) <= room:
        return text
    short = text
    while short and text_width(short + "…", size, bold=bold) > room:
        short = short[:-1]
    return f"{short.rstrip()}…"


def _foreign(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _USUAL


@cache
def _widths(name: str) -> dict[str, float]:
    """The width of every letter of a font file as a share of its height; none where the file is missing."""
    try:
        data = resource(f"fonts/{name}").read_bytes()
        tables = _tables(data)
        units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
        counted = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
        glyphs = _glyphs(data, tables["cmap"])
    except (OSError, KeyError, struct.error):
        return {}
    place = tables["hmtx"]
    found = {
        chr(code): struct.unpack_from(">H", data, place + 4 * min(glyph, counted - 1))[0] / units
        for code, glyph in glyphs.items()
    }
    return found | dict.fromkeys("0123456789", found.get(_DIGIT, _USUAL))


def _tables(data: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * place) for place in range(count))
    return {tag.decode("latin-1"): start for tag, _sum, start, _length in entries}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of every letter, from the segmented tables (formats 4 and 12) of Unicode."""
    found: dict[int, int] = {}
    for place in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, _encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * place)
        at = cmap + offset
        form = struct.unpack_from(">H", data, at)[0]
        if platform in (0, 3) and form == 12:
            found |= _ranges(data, at)
        elif platform in (0, 3) and form == 4:
            found = _segments(data, at) | found
    return found


def _ranges(data: bytes, at: int) -> dict[int, int]:
    found = {}
    for group in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * group)
        found.update({code: glyph + code - first for code in range(first, last + 1)})
    return found


def _segments(data: bytes, at: int) -> dict[int, int]:
    found = {}
    double = struct.unpack_from(">H", data, at + 6)[0]
    ends, starts = at + 14, at + 16 + double
    for place in range(0, double, 2):
        last, first = (struct.unpack_from(">H", data, base + place)[0] for base in (ends, starts))
        delta, offset = (
            struct.unpack_from(">H", data, starts + count * double + place)[0] for count in (1, 2)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                entry = starts + 2 * double + place + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, entry)[0]
                if not glyph:
                    continue
            found[code] = (glyph + delta) & 0xFFFF
    return found
