"""Writes .msg files for tests: a compound file (MS-CFB) with the properties that Outlook gives an e-mail (MS-OXMSG).

No more than a reader needs: one sector size, streams in whole sectors, every entry the right sibling of the one before.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

_SECTOR, _MINI, _SMALL = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STRING, _BINARY, _INTEGER, _TIME = 0x001F, 0x0102, 0x0003, 0x0040
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass
class Folder:
    """A storage: streams by name, and further storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)


Value = str | bytes | int | datetime


def properties(values: Mapping[int, Value], head: bytes) -> Folder:
    """A storage with some properties; ``head`` is what its property stream begins with."""
    folder = Folder()
    entries = b""
    for pid, value in values.items():
        if isinstance(value, int):
            kind, eight = _INTEGER, struct.pack("<IHH", value, 0, 0)
        elif isinstance(value, datetime):
            kind, eight = _TIME, struct.pack("<Q", int((value - _EPOCH).total_seconds() * 10_000_000))
        else:
            kind = _STRING if isinstance(value, str) else _BINARY
            content = value.encode("utf-16-le") if isinstance(value, str) else value
            folder.streams[f"__substg1.0_{pid:04X}{kind:04X}"] = content
            eight = struct.pack("<II", len(content) + (2 if kind == _STRING else 0), 0)
        entries += struct.pack("<HHI", kind, pid, 6) + eight
    folder.streams["__properties_version1.0"] = head + entries
    return folder


def outlook_mail(
    values: Mapping[int, Value],
    recipients: Sequence[Mapping[int, Value]] = (),
    attachments: Sequence[Mapping[int, Value]] = (),
) -> bytes:
    """The bytes of an e-mail as Outlook saves it, of its properties by number."""
    head = struct.pack("<8x4I8x", len(recipients), len(attachments), len(recipients), len(attachments))
    root = properties({0x001A: "IPM.Note", 0x340D: 0x00040E79, **values}, head)
    root.folders["__nameid_version1.0"] = Folder({"__substg1.0_00020102": b""})
    for number, one in enumerate(recipients):
        root.folders[f"__recip_version1.0_#{number:08X}"] = properties(one, bytes(8))
    for number, one in enumerate(attachments):
        root.folders[f"__attach_version1.0_#{number:08X}"] = properties({0x3705: 1, **one}, bytes(8))
    return compound(root)


def write_outlook(path: Path, *arguments: object) -> Path:
    """Write such a file."""
    path.write_bytes(outlook_mail(*arguments))  # type: ignore[arg-type]
    return path


def compound(root: Folder) -> bytes:
    """The bytes of a compound file."""
    names: list[tuple[str, int, bytes | None, list[int]]] = [("Root Entry", 5, None, [])]

    def lay(folder: Folder, at: int) -> None:
        for name, content in folder.streams.items():
            names[at][3].append(len(names))
            names.append((name, 2, content, []))
        for name, inner in folder.folders.items():
            names[at][3].append(len(names))
            number = len(names)
            names.append((name, 1, None, []))
            lay(inner, number)

    lay(root, 0)
    sectors: list[bytes] = []
    chain: list[int] = []
    mini, mini_chain = b"", list[int]()

    def put(content: bytes) -> int:
        count = -(-len(content) // _SECTOR)
        first = len(sectors)
        for n in range(count):
            sectors.append(content[n * _SECTOR : (n + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            chain.append(first + n + 1 if n + 1 < count else _END)
        return first if count else _END

    starts: dict[int, tuple[int, int]] = {}
    for number, (_, kind, content, _) in enumerate(names):
        if kind != 2 or content is None:
            continue
        if len(content) >= _SMALL:
            starts[number] = put(content), len(content)
        elif content:
            first, count = len(mini) // _MINI, -(-len(content) // _MINI)
            mini += content.ljust(count * _MINI, b"\0")
            mini_chain += [first + n + 1 if n + 1 < count else _END for n in range(count)]
            starts[number] = first, len(content)
        else:
            starts[number] = _END, 0
    starts[0] = put(mini), len(mini)
    packed = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    mini_fat = put(packed + b"\xff" * (-len(packed) % _SECTOR)) if mini_chain else _END
    entries = b""
    siblings = {
        kid: after for _, _, _, kids in names for kid, after in zip(kids, [*kids[1:], _FREE], strict=False)
    }
    for number, (name, kind, _, kids) in enumerate(names):
        wide = name.encode("utf-16-le") + b"\0\0"
        start, size = starts.get(number, (0, 0))
        entries += wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
        entries += struct.pack("<III", _FREE, siblings.get(number, _FREE), kids[0] if kids else _FREE)
        entries += bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)
    entries += b"".join(
        bytes(64) + struct.pack("<HBBIII", 0, 0, 0, _FREE, _FREE, _FREE) + bytes(48)
        for _ in range(-len(names) % 4)
    )
    directory = put(entries)
    fat_sectors = 1
    while (len(sectors) + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    assert fat_sectors <= 109, "a test needs no file that large"
    fat_at = [len(sectors) + n for n in range(fat_sectors)]
    fat = struct.pack(f"<{len(chain)}I", *chain) + struct.pack("<I", _FAT) * fat_sectors
    fat = fat.ljust(fat_sectors * _SECTOR, b"\xff")
    sectors += [fat[n * _SECTOR : (n + 1) * _SECTOR] for n in range(fat_sectors)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIII", 0, fat_sectors, directory, 0, _SMALL)
    head += struct.pack("<IIII", mini_fat, 1 if mini_chain else 0, _END, 0)
    if len(mini_chain) > 128:
        head = head[:64] + struct.pack("<I", -(-len(mini_chain) // 128)) + head[68:]
    head += struct.pack("<109I", *fat_at, *[_FREE] * (109 - fat_sectors))
    return head + b"".join(sectors)
