"""The words of the command line: what was typed, read and refused in one line; and numbers with what they count."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, to_json
from salesdesk.wording import worded

_LARGEST = 2**63 - 1

_ONE = {"companies": "company", "activities": "activity", "addresses": "address", "entries": "entry"}


class CommandParser(argparse.ArgumentParser):
    """Says in one line what is wrong with the words; its subparsers are of the same kind."""

    def error(self, message: str) -> NoReturn:
        """End with code 2."""
        usage = " ".join(self.format_usage().split())
        sentence = InputError(
            "command_line.wrong_usage", program=self.prog, what=message.rstrip("."), usage=usage
        )
        self.exit(2, f"{worded(sentence)}\n")


def whole_number(least: int = -_LARGEST, most: int = _LARGEST) -> Callable[[str], int]:
    """The type of an option that takes a whole number of a range."""

    def read(text: str) -> int:
        digits = text.strip()
        if digits.removeprefix("-").isascii() and digits.removeprefix("-").isdigit() and len(digits) < 20:
            number = int(digits)
            if least <= number <= most:
                return number
        wanted = "a whole number" if least == -_LARGEST else f"a whole number from {least:,}"
        raise argparse.ArgumentTypeError(
            f"“{text}” is not {wanted}" + (f" to {most:,}" if most != _LARGEST else "")
        )

    return read


def coded(told: Phrase) -> dict[str, Any]:
    """A phrase for programs, who are to read no words: its code and its values."""
    values = json.loads(to_json(told))
    return {"code": values.pop("say"), "values": values}


def file_name(text: str) -> str:
    """The type of an argument that names a file or a folder: not nothing."""
    if not text:
        raise argparse.ArgumentTypeError("a name is missing: it is empty")
    return text


def file_to_write(text: str) -> Path:
    """The type of an argument that names a file to write: with a slash at its end it would be a folder."""
    if file_name(text).endswith(("/", os.sep)):
        raise argparse.ArgumentTypeError(f"“{text}” names a folder, not a file")
    return Path(text)


def counted(count: int, plural: str) -> str:
    """ "1 new contact", "4,812 rows": a count with its noun, given in the plural."""
    if count == 1:
        what, of, whose = plural.partition(" of ")
        *before, noun = what.split(" ")
        plural = " ".join([*before, _ONE.get(noun, noun.removesuffix("s"))]) + of + whose
    return f"{count:,} {plural}"


def listed(counts: Mapping[str, int]) -> str:
    """ "2 contacts, 1 company": every count that is not zero, "" without any."""
    return ", ".join(counted(count, plural) for plural, count in counts.items() if count)


def country(text: str) -> str:
    """The code of a country that was named on the command line."""
    from salesdesk.domain.cleaning.countries import parse_country  # not for commands that name none

    code = parse_country(text)
    if code is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no country; use a code such as DE or GB")
    return code


def day(text: str) -> str:
    """A day as it is kept, of one named on the command line."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as 2026-03-31") from None
