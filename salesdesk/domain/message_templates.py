"""Templates of messages: a subject and a text with fields in them.

A field is written ``{first_name}``, or ``{first_name|there}`` with what stands in for it where it is empty. Braces round
anything that is no such key are text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

TEMPLATE_FIELDS = (
    "first_name", "last_name", "full_name", "honorific", "job_title", "company", "city", "email", "phone", "owner",
    "deal_title", "deal_value", "expected_close",
)  # fmt: skip
"""The fields that every file offers, by key; a file's own fields of contacts go by theirs (``custom.stand``)."""

_FIELD = re.compile(r"\{\s*([a-z][a-z0-9_]*(?:\.[^\s{}|]+)?)\s*(?:\|([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A named subject and text."""

    id: int
    name: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its fields filled in. ``empty`` are the keys of those that had neither a value nor a stand-in."""

    subject: str
    body: str
    empty: tuple[str, ...]


def fields_of(text: str) -> tuple[str, ...]:
    """The keys of the fields in a text, each once."""
    return tuple(dict.fromkeys(match[1] for match in _FIELD.finditer(text)))


def unknown_fields(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Those among the fields of a text that there are not."""
    return tuple(key for key in fields_of(text) if key not in known)


def filled(template: MessageTemplate, values: Mapping[str, str]) -> Filled:
    """A template with the values of its fields, texts by key."""
    empty: dict[str, None] = {}

    def value(match: re.Match[str]) -> str:
        text = values.get(match[1], "").strip()
        if text:
            return text
        if match[2] is None:
            empty[match[1]] = None
        return (match[2] or "").strip()

    subject, body = (_FIELD.sub(value, text) for text in (template.subject, template.body))
    return Filled(" ".join(subject.split()), body, tuple(empty))
