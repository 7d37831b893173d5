"""The rows that an OpenDocument spreadsheet does not show: hidden, or filtered away."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

_CHUNK = 1 << 20
_TAG = re.compile(rb"<table:table(-row)?(?=[\s/>])[^<>]*>")
_NAME = re.compile(rb"""\stable:name=(?:"([^"<>]*)"|'([^'<>]*)')""")
_REPEATED = re.compile(rb"""\stable:number-rows-repeated=["'](\d{1,8})["']""")
_NOT_SHOWN = re.compile(rb"""\stable:visibility=["'](?:collapse|filter)["']""")
_LONGEST_RUN = 20_000  # rows that one element hides; what goes on for longer is the empty rest of a sheet


def hidden_rows(path: Path) -> dict[str, frozenset[int]]:
    """0-based rows by name of the sheet; sheets that hide none are left out. Raises what the decompressor raises."""
    found: dict[str, set[int]] = {}
    name, row, carry = "", 0, b""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        while data := stream.read(_CHUNK):
            whole = carry + data
            cut = whole.rfind(b"<")
            whole, carry = (whole[:cut], whole[cut:]) if 0 <= len(whole) - cut < _CHUNK else (whole, b"")
            for tag in _TAG.finditer(whole):
                text = tag.group()
                if tag.group(1) is None:
                    called = _NAME.search(text)
                    raw = (called.group(1) or called.group(2) or b"") if called else b""
                    name, row = unescape(raw.decode("utf-8", "replace")), 0
                    continue
                times = _REPEATED.search(text)
                count = int(times.group(1)) if times else 1
                if count <= _LONGEST_RUN and _NOT_SHOWN.search(text):
                    found.setdefault(name, set()).update(range(row, row + count))
                row += count
    return {sheet: frozenset(rows) for sheet, rows in found.items()}
