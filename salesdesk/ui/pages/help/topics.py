"""The topics of the help: short texts in Markdown, in the language of the interface where there is one."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.paths import resource

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """One topic. ``text`` is Markdown below the title; ``pages`` are the keys of the pages it explains. ``key`` is
    also what other topics link to."""

    key: str
    title: str
    text: str
    pages: tuple[str, ...]


def read_topics(language: str = ENGLISH) -> tuple[HelpTopic, ...]:
    """All topics in their order. A topic without a text in ``language`` is given in English."""
    listed = tomllib.loads(resource("help/topics.toml").read_text(encoding="utf-8"))["topic"]
    return tuple(_read(entry["key"], tuple(entry["pages"]), language) for entry in listed)


def _read(key: str, pages: tuple[str, ...], language: str) -> HelpTopic:
    file = resource(f"help/{language}/{key}.md")
    if not file.is_file():
        file = resource(f"help/{ENGLISH}/{key}.md")
    heading, _, text = file.read_text(encoding="utf-8").partition("\n")
    return HelpTopic(key, heading.removeprefix("# ").strip(), text.strip(), pages)


def topic_of_page(topics: Sequence[HelpTopic], page: str) -> HelpTopic | None:
    """The topic that explains a page of the window, None when none does."""
    return next((topic for topic in topics if page in topic.pages), None)


def matching(topics: Sequence[HelpTopic], words: str) -> list[HelpTopic]:
    """The topics that contain every word (case and accents do not matter), those with a word in their title first.
    No words: all topics."""
    wanted = fold_key(words).split()
    found = [t for t in topics if all(word in fold_key(f"{t.title} {t.text}") for word in wanted)]
    if not wanted:
        return found
    return sorted(found, key=lambda t: not any(word in fold_key(t.title) for word in wanted))
