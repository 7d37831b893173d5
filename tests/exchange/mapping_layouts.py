"""Reads ``tests/data/mapping/*.txt``: layouts with the field each header should be given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from salesdesk.exchange.mapping.sheet import SheetGuess

# Fields that answer keys have no word for: mapping to them is never wrong.
NEUTRAL = frozenset(
    "custom middle_name nickname email_3 phone_3 instagram industry employees annual_revenue lost_reason campaign "
    "competitor outcome duration_minutes closed_at step step_due birth_day birth_month birth_year house_number second_last_name phone_prefix".split()
)
DATA = Path(__file__).resolve().parent.parent / "data" / "mapping"


@dataclass(frozen=True)
class Expected:
    """One column: ``fields`` are all answers that are not wrong, the best one first ("ignore" for no field)."""

    header: str
    fields: tuple[str, ...]
    values: tuple[str, ...] = ()


@dataclass
class Layout:
    name: str
    kind: str
    columns: list[Expected] = field(default_factory=list)


def read_layouts(path: Path) -> list[Layout]:
    layouts: list[Layout] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            _, name, kind = (part.strip() for part in line.split("=="))
            layouts.append(Layout(name, kind))
        elif line.strip() and not line.startswith("# "):
            if line.strip() == "#":
                continue
            header, _, rest = line.partition(" -> ")
            fields, _, values = rest.partition(" :: ")
            names = tuple("ignore" if name == "-" else name for name in fields.split())
            cells = tuple(value.strip() for value in values.split(" | ")) if values else ()
            layouts[-1].columns.append(Expected("" if header == "(blank)" else header, names, cells))
    return layouts


@dataclass
class Score:
    """The figures of one or more sheets, counted as the answer keys of exports are scored."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(
        self, name: str, kind: str | None, columns: list[tuple[int, str, tuple[str, ...]]], got: SheetGuess
    ) -> None:
        """``columns``: index, header and accepted fields, the best first; ``kind`` None when it is not judged."""
        if kind is not None:
            self.counts["kinds"] += 1
            self.counts["kinds right"] += got.kind == kind
            if got.kind != kind:
                self.wrong.append(f"{name}: kind {kind}, taken as {got.kind}")
        for index, header, fields in columns:
            guess = got.columns[index]
            given = "ignore" if guess.field in NEUTRAL else guess.field
            accepted = {"ignore" if name in NEUTRAL else name for name in fields}
            right = given in accepted
            sure = guess.confidence >= 0.9
            self.counts["columns"] += 1
            self.counts["right"] += right
            self.counts["sure"] += sure
            self.counts["sure right"] += sure and right
            if fields[0] != "ignore":
                self.counts["meaning"] += 1
                self.counts["found"] += (
                    given in accepted - {"ignore"} or given == fields[0] or guess.field in fields
                )
            if not right:
                harmful = given != "ignore"
                self.counts["harmful"] += harmful
                self.counts["overconfident"] += harmful and sure
                self.wrong.append(
                    f"{name}: {header!r} is {fields[0]}, taken as {given} ({guess.confidence}, {guess.note})"
                )

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / max(self.counts[whole], 1)

    def summary(self) -> str:
        return (
            f"kind right {self.share('kinds right', 'kinds'):.1%}; columns right {self.share('right', 'columns'):.1%} "
            f"of {self.counts['columns']}; recall {self.share('found', 'meaning'):.1%}; harmful {self.counts['harmful']}; "
            f"overconfident {self.counts['overconfident']}; of the sure ones right {self.share('sure right', 'sure'):.1%}"
        )
