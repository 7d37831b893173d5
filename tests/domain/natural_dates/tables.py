"""The tables of phrases in tests/data/natural_dates: what each of them means to somebody who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from salesdesk.domain.natural_dates.reading import Reading, Typist, read_when

FOLDER = Path(__file__).parents[2] / "data" / "natural_dates"
NOW = datetime(2026, 11, 23, 10, 40, tzinfo=ZoneInfo("Europe/Berlin"))
"""When the phrases are typed: a Monday."""
NONE = "-"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line and what it means, as the tables write it."""

    language: str
    text: str
    meaning: str

    @property
    def has_date(self) -> bool:
        """Whether a day is said."""
        return self.meaning != NONE

    def read(self) -> str:
        """What the grammar makes of it, written the same way."""
        reading = read_when(self.text, NOW, Typist(self.language))
        return told(reading, with_length="+" in self.meaning)


def told(reading: Reading, *, with_length: bool = False) -> str:
    """A reading as the tables write it; the length only where one is asked for."""
    if reading.day is None:
        return NONE
    parts = [reading.day.isoformat()]
    if reading.time is not None:
        parts.append(reading.time.strftime("%H:%M"))
    if with_length and reading.minutes:
        parts.append(f"+{reading.minutes}")
    return " ".join(parts)


def phrases(language: str) -> Iterator[Phrase]:
    """Those of a language, from every table."""
    for path in sorted(FOLDER.glob(f"{language}*.txt")):
        meaning = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                meaning = line[1:-1]
            elif line and not line.startswith("#"):
                yield Phrase(language, line, meaning)
