"""Pairwise precision, recall and F1, and the truth sets that may lie beside the repository."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from salesdesk.domain.matching.finder import find_duplicates
from salesdesk.domain.matching.records import (
    Grade,
    MatchRecord,
    kind_of_fields,
    match_record_from_fields,
)
from tests.domain.matching.invented import Invented

TRUTH_SETS = Path(__file__).parents[4] / "shared" / "corpora" / "open" / "f_dedupe"

Pair = tuple[int, int]


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(claimed: Collection[Pair], true: Collection[Pair]) -> Score:
    hits = len(set(claimed) & set(true))
    return Score(hits / max(len(claimed), 1), hits / max(len(true), 1))


def graded_pairs(records: Sequence[MatchRecord]) -> dict[Grade, set[Pair]]:
    """The pairs of every grade."""
    graded: dict[Grade, set[Pair]] = {grade: set() for grade in Grade}
    for pair in find_duplicates(records):
        graded[pair.grade].add((pair.a, pair.b))
    return graded


def claimed_pairs(records: Sequence[MatchRecord]) -> set[Pair]:
    """Likely and certain pairs."""
    graded = graded_pairs(records)
    return graded[Grade.LIKELY] | graded[Grade.CERTAIN]


def closed(pairs: Collection[Pair]) -> set[Pair]:
    """The pairs and all that follow from them."""
    group: dict[int, list[int]] = {}
    for a, b in sorted(pairs):
        left, right = group.setdefault(a, [a]), group.setdefault(b, [b])
        if left is not right:
            left.extend(right)
            for member in right:
                group[member] = left
    return {
        pair
        for members in {id(m): m for m in group.values()}.values()
        for pair in itertools.combinations(sorted(members), 2)
    }


def records_of(made: Invented) -> list[MatchRecord]:
    kind = kind_of_fields({key: None for row in made.rows for key in row})
    return [match_record_from_fields(ref, kind, row) for ref, row in enumerate(made.rows)]


def truth_set(name: str, drop: Collection[str] = ()) -> tuple[list[MatchRecord], set[Pair]]:
    """Records and true pairs of a set in ``TRUTH_SETS``, fields as its fields.json says, no identifiers."""
    mapping = json.loads((TRUTH_SETS / "fields.json").read_text(encoding="utf-8"))[name]
    identifier = next(header for header, field in mapping.items() if field == "external_id")
    kept = {h: f for h, f in mapping.items() if f not in drop and f not in ("external_id", "ignore")}
    with (TRUTH_SETS / f"{name}.truth.csv").open(newline="", encoding="utf-8") as lines:
        entity = dict(list(csv.reader(lines))[1:])
    with (TRUTH_SETS / f"{name}.input.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    kind = kind_of_fields(dict.fromkeys(kept.values()))
    records = [
        match_record_from_fields(ref, kind, {field: row[header] for header, field in kept.items()})
        for ref, row in enumerate(rows)
    ]
    members: dict[str, list[int]] = {}
    for ref, row in enumerate(rows):
        members.setdefault(entity[row[identifier]], []).append(ref)
    return records, {pair for group in members.values() for pair in itertools.combinations(group, 2)}
