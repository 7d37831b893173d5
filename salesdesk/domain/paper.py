"""The two sheets of paper that offices print on, and which of them a country uses."""

from __future__ import annotations

from enum import StrEnum

_LETTER = frozenset("US,CA,MX,PH,CL,CO,VE,CR,GT,SV,HN,NI,PA,DO,PR,BO".split(","))
"""Where printers hold Letter, by the paper sizes of the Unicode locale data."""


class Paper(StrEnum):
    """A sheet of paper."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the upright sheet, in points."""
        return (595.28, 841.89) if self is Paper.A4 else (612.0, 792.0)


def paper_of(locale: str) -> Paper:
    """The paper of a locale such as "en_US"; A4 where it names no country."""
    country = locale.replace("-", "_").partition("_")[2][-2:].upper()
    return Paper.LETTER if country in _LETTER else Paper.A4
