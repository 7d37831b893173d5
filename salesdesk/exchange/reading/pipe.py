"""Messages between the program and the child that reads foreign files: a length, then a pickle.

A message is a tuple whose first member is the number of the request it belongs to. From the program:
``(number, verb, arguments)`` or ``(number, "cancel", ())``. From the child: ``(number, what, payload)`` with
``what`` one of "progress", "patience", "chunk", "result", "problem", "cancelled", "memory", "gone", "failed".
"""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<Q")
Message = tuple[int, str, Any]


def write_message(stream: BinaryIO, message: Message) -> None:
    """Send one message and flush. Raises OSError when the other side is gone."""
    payload = pickle.dumps(message, protocol=5)
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def read_payload(stream: BinaryIO) -> bytes | None:
    """The bytes of the next message, or None when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    payload = stream.read(size)
    return payload if len(payload) == size else None


def unpacked(payload: bytes) -> Message:
    """The message in ``payload``."""
    message: Message = pickle.loads(payload)
    return message
