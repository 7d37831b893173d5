"""What a workbook says about its cells outside the sheets: comments and the targets of links.

The package has been checked before (see ``workbook_scan.check_package``): no part declares entities. Parts are read
as streams, only when a sheet refers to them, and up to limits; what is odd is passed over. Nothing is ever fetched.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from salesdesk.exchange.workbook.scan import column_number, part_name

MAX_PART = 32 << 20  # bytes of a part when unpacked
MAX_COMMENTS = 50_000
MAX_SOURCES = 4  # parts with comments of one sheet; it has one of each kind
MAX_LENGTH = 4_000  # characters of one comment
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PLACEHOLDER = "[Threaded comment]"  # what Excel writes for programs that know only the old comments

Place = tuple[int, int]
"""Row and column of a cell, 0-based."""


def sheet_comments(path: Path, part: str) -> dict[Place, str]:
    """The comments on the cells of the sheet ``part``, each as one line; a thread is joined with slashes."""
    try:
        with zipfile.ZipFile(path) as archive:
            plain: dict[Place, str] = {}
            threads: dict[Place, str] = {}
            sources = dict.fromkeys((kind, target) for kind, target, _ in _relations(archive, part).values())
            wanted = [source for source in sources if source[0] in ("comments", "threadedComment")]
            for kind, target in wanted[:MAX_SOURCES]:
                if kind == "comments":
                    plain |= dict(_comments(archive, target, "comment"))
                elif kind == "threadedComment":
                    for place, text in _comments(archive, target, "threadedComment"):
                        before = threads.get(place, "")
                        if (
                            len(before) < MAX_LENGTH
                        ):  # a longer thread is cut: adding to it again and again takes ages
                            threads[place] = f"{before} / {text}" if before else text
            return {place: text for place, text in (plain | threads).items() if text}
    except Exception:  # an odd package: its cells can be read without its comments
        return {}


def link_targets(path: Path, part: str, links: dict[Place, str]) -> dict[Place, str]:
    """The addresses behind the cells in ``links`` (place: id of the relation): web addresses, and mail addresses
    without their scheme."""
    try:
        with zipfile.ZipFile(path) as archive:
            relations = _relations(archive, part)
    except Exception:  # an odd package: its cells keep their texts
        return {}
    found: dict[Place, str] = {}
    for place, name in links.items():
        _, _, target = relations.get(name, ("", "", ""))
        scheme, _, rest = target.strip().partition(":")
        if scheme.lower() == "mailto":
            found[place] = rest.partition("?")[0]
        elif scheme.lower() in ("http", "https"):
            found[place] = target.strip()
    return found


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str, str]]:
    """By id the kind, the name of the part and the text of the target of everything the sheet refers to."""
    folder = PurePosixPath(part_name(part)).parent
    found: dict[str, tuple[str, str, str]] = {}
    for element in _elements(archive, f"{folder}/_rels/{PurePosixPath(part).name}.rels", "Relationship"):
        target = element.get("Target", "")
        full = part_name(target if target.startswith("/") else f"{folder}/{target}")
        found[element.get("Id", "")] = element.get("Type", "").rsplit("/", 1)[-1], full, target
    return found


def _comments(archive: zipfile.ZipFile, name: str, tag: str) -> Iterator[tuple[Place, str]]:
    for count, element in enumerate(_elements(archive, name, tag)):
        reference = _REFERENCE.fullmatch(element.get("ref", ""))
        if count >= MAX_COMMENTS:
            return
        if reference is None:
            continue
        texts = (
            child.text or "" for child in element.iter() if child.tag.rsplit("}", 1)[-1] in ("t", "text")
        )
        text = " ".join("".join(texts).split())[:MAX_LENGTH]
        if not text.startswith(_PLACEHOLDER):
            yield (int(reference[2]) - 1, column_number(reference[1])), text


def _elements(archive: zipfile.ZipFile, name: str, tag: str) -> Iterator[ElementTree.Element]:
    """The elements called ``tag`` of a part, one after another; none where there is no such part."""
    info = next((info for info in archive.infolist() if part_name(info.filename) == part_name(name)), None)
    if info is None or info.file_size > MAX_PART:
        return
    with archive.open(info) as stream:
        root: ElementTree.Element | None = None
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            if root is None:
                root = element
            elif event == "end" and element.tag.rsplit("}", 1)[-1] == tag:
                yield element
                root.clear()
