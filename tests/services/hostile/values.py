"""Right and wrong arguments by annotation. A type nobody knows how to get wrong fails the walk, on purpose.

Wrong means wrong for the business and still of the annotated type: a text where a number belongs is a bug of the caller,
which mypy finds.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import enum
import types
import typing
from collections.abc import Callable, Collection, Container, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from salesdesk.domain.backups import Snapshot
from salesdesk.domain.campaigns import Campaign
from salesdesk.domain.contacts import EmailEntry, Employment, PhoneEntry
from salesdesk.domain.deals import DealCard, InStage, StagedDeal
from salesdesk.domain.fields import declared
from salesdesk.domain.filters import Condition, Filter, Group, Join, Op, Sort
from salesdesk.domain.filters import Words as FilterWords
from salesdesk.domain.imports import ImportDecisions, ImportPlan
from salesdesk.domain.matching.records import MatchRecord
from salesdesk.domain.open_names import OpenName
from salesdesk.domain.pipelines import Pipeline
from salesdesk.domain.progress import Work
from salesdesk.domain.reports import Report, ReportName, ReportSpec
from salesdesk.domain.trash import TrashedRecord
from salesdesk.errors import DomainError, FileProblem
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.phrases import Phrase, Words, phrase, said
from salesdesk.services.activities import Subject
from salesdesk.services.imports.file import ImportFile
from salesdesk.services.reports.service import default_spec
from salesdesk.wording import worded
from tests.builders import START, CancelAfter
from tests.services.hostile.world import World, closed_stage, trashed

NUMBERS: tuple[int, ...] = (2**63, 0, -1, 999_999, 2**70, 7, 101, 1, 2**31, 2**63 - 1, -(2**63) - 1)
TEXTS: tuple[str, ...] = (
    "", "x\udcffy", "a\x00b", "a" * 10_000, " VIP ", "\t\n", "NEW BUSINESS ", "   ", "\x00", "\ud800", "\x07\x1b[31m", "\u202eright to left\u202c", "\u200f",
    "🔥", "👩‍👩‍👧‍👦 family", "two\nlines", "a" * 10_000, "'; DROP TABLE contact; --", "%_\\", "{0} {name}", "<b>bold</b>", "-", "#",
    "Hot", " hot ", "HÖT", "Neu", "vip", "Ben", "New business", "Demo", "demo ", "Won", "Autumn",
    "Size", "2026-02-30", "0000-01-01", "9999-12-31", "10000-01-01", "not a day", "2026-05-04T25:00:00Z",
    "EURO", "eur", "XXX", "\uffff", "nan", "inf", "-1", "1e400", "99999999999999999999999999", "None", "null",
)  # fmt: skip
ANYTHING: tuple[Any, ...] = (
    float("nan"), *TEXTS, *NUMBERS, -1.5, 0.5, 1e308, float("inf"), float("-inf"), True, False, None, (), ("a",),
    Decimal("NaN"), date(1, 1, 1), datetime(9999, 12, 31),
)  # fmt: skip
UNKNOWN_KEYS = (
    "",
    "nonsense",
    "id",
    "version",
    "deleted_at",
    "name_key",
    "custom.nope",
    "\x00",
    "pipeline_id",
)
EXTRA_KEYS = (
    "title", "name", "amount", "currency", "probability", "expected_close", "closed_at", "owner_id", "source_id",
    "contact_id", "company_id", "campaign_id", "deal_id", "stage_id", "notes", "lost_reason", "competitor", "position",
    "status", "goal", "starts_on", "ends_on", "budget", "committed_cost", "actual_cost", "own_hours", "kind", "subject",
    "body", "outcome", "duration_minutes", "at", "due_at", "done_at", "custom.size", "country", "decimal",
    "date_order", "organisation", "stage_since", "created_at", "channel", "external_id",
)  # fmt: skip
KEYS = (*sorted(declared().mapping_names), *EXTRA_KEYS, *UNKNOWN_KEYS)


class UnknownType(TypeError):
    """The walk was not told how to make values of this type."""


@dataclasses.dataclass(frozen=True)
class Asked:
    """Which parameter of which service is wanted; names tell what a number means."""

    world: World
    service: str
    name: str

    def part(self, name: str) -> Asked:
        return Asked(self.world, self.service, name)


# -- one right value ------------------------------------------------------------------------------------------


def right(type_: Any, asked: Asked) -> Any:
    """A value that is fine."""
    if type_ in _RIGHT:
        return _RIGHT[type_](asked)
    origin, args = typing.get_origin(type_), typing.get_args(type_)
    if origin in (typing.Union, types.UnionType):
        named = asked.world.number(asked.name, asked.service)
        plain = [arg for arg in args if arg is not type(None)]
        return None if type(None) in args and named is None else right(plain[0], asked)
    if origin in _SEQUENCES:
        if asked.name == "ids" and asked.service == "merges":
            return [asked.world.there["contact"], asked.world.there["other"]]
        return [right(args[0], asked)]
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return (right(args[0], asked),)
        return tuple(right(arg, asked) for arg in args)
    if origin in (collections.abc.Mapping, dict):
        if args[0] is int and typing.get_origin(args[1]) is None:
            return {}
        if args[0] is int:
            return {right(int, asked.part("contact")): {"city": "Berlin"}}
        return {"city": "Berlin"} if asked.service in ("contacts", "companies", "likeness") else {}
    if type_ == Words:
        return worded
    if origin is collections.abc.Callable:
        return _read_city if typing.get_origin(args[-1]) is collections.abc.Mapping else _insert_tag
    if typing.is_typeddict(type_):
        return {}
    if isinstance(type_, type) and issubclass(type_, enum.Enum):
        return next(iter(type_))
    if isinstance(type_, type) and issubclass(type_, OpenName):
        return _named_in(type_)[0]
    if dataclasses.is_dataclass(type_) and isinstance(type_, type):
        hints = typing.get_type_hints(type_)
        return type_(**{f.name: right(hints[f.name], asked.part(f.name)) for f in dataclasses.fields(type_)})
    raise UnknownType(f"tests/services/hostile/values.py cannot make a {type_}")


def _read_city(records: Collection[int], _keys: object) -> dict[int, dict[str, object]]:
    return {record: {"city": "Berlin"} for record in records}


def _insert_tag(uow: Any, *_change: object) -> None:
    uow.insert("tag", {"name": "made here", "name_key": "made here"})


def _text(asked: Asked) -> str:
    return {
        "due": "2026-05-20", "next_due": "2026-05-20", "at": "2026-05-04T09:00:00Z", "closed_at": "2026-05-04T09:00:00Z",
        "closed_since": "2026-01-01T00:00:00Z", "kind": "contact", "key": "city", "stage": "customer", "password": "",
        "reason": "Price", "text": "a;b\n1;2", "next_step": "Call", "currency": "EUR", "starts_on": "2026-05-01",
    }.get(asked.name, "Something new")  # fmt: skip


def _pipeline(asked: Asked) -> Pipeline:
    return asked.world.store.pipelines.get(asked.world.there["pipeline_id"])


_RIGHT: dict[Any, Callable[[Asked], Any]] = {
    Phrase: lambda asked: said("Do it"),
    int: lambda asked: asked.world.number(asked.name, asked.service) or 1,
    str: _text,
    bool: lambda _: False,
    bytes: lambda _: b"plain",
    Sort: lambda _: Sort("full_name"),
    float: lambda _: 0.5,
    Decimal: lambda _: Decimal("0.5"),
    object: lambda _: None,
    Any: lambda _: "Berlin",
    Path: lambda asked: asked.world.folder / ("out.csv" if asked.service != "backups" else "out.salesdesk"),
    date: lambda _: START.date(),
    # the calendar goes by the clock on the wall
    datetime: lambda asked: START.replace(tzinfo=None) if asked.service == "calendar" else START,
    FileProblem: lambda _: FileProblem("attachments.no_file", path="/a/folder", file="folder"),
    Work: lambda _: CancelAfter(),
    Pipeline: _pipeline,
    Campaign: lambda asked: asked.world.store.campaigns.get(asked.world.there["campaign_id"]),
    Subject: lambda asked: Subject(asked.world.there["contact"]),
    Filter: lambda _: Filter(),
    ReportSpec: lambda _: default_spec(ReportName.PIPELINE, START.date()),
    Report: lambda asked: asked.world.services.reports.run(default_spec(ReportName.PIPELINE, START.date())),
    TrashedRecord: lambda asked: trashed(asked.world)[0],
    EmailEntry: lambda asked: asked.world.store.contacts.emails(asked.world.there["contact"])[0],
    PhoneEntry: lambda asked: asked.world.store.contacts.phones(asked.world.there["contact"])[0],
    Employment: lambda asked: asked.world.store.contacts.companies(asked.world.there["contact"])[0],
    MatchRecord: lambda _: MatchRecord(-1, full_name="Anna Berg"),
    ImportDecisions: lambda _: ImportDecisions(),
}


def _file(asked: Asked) -> ImportFile:
    """A pasted sheet opened for import, one for all; the world closes it."""
    for opened in asked.world.opened:
        if isinstance(opened, ImportFile):
            return opened
    text = "Name;E-mail;Size\nCarla Roth;carla@example.com;S\nAnna Berg;anna@example.com;M\n"
    file = asked.world.services.imports.open_text(text, "pasted", CancelAfter())
    asked.world.opened.append(file)
    return file


def _session(asked: Asked) -> ReaderSession:
    session = ReaderSession()
    session.open_text("Name\nCarla\n", "pasted", work=CancelAfter())
    asked.world.opened.append(session)
    return session


def _plan(asked: Asked) -> ImportPlan:
    return _file(asked).plan(ImportDecisions(), CancelAfter())


_SEQUENCES = (
    list,
    set,
    frozenset,
    *(getattr(collections.abc, n) for n in ("Sequence", "Iterable", "Collection")),
)


_RIGHT |= {InStage: lambda asked: StagedDeal(asked.world.there["pipeline_id"], asked.world.there["stage_id"])}
_RIGHT |= {ImportFile: _file, ReaderSession: _session, ImportPlan: _plan}


# -- every wrong value ----------------------------------------------------------------------------------------


def wrong(type_: Any, asked: Asked) -> Sequence[Any]:
    """Values of the type that a careless caller or a hostile person might give."""
    if type_ in _WRONG:
        return _WRONG[type_](asked)
    if typing.is_typeddict(type_):
        hints = typing.get_type_hints(type_)
        given = [{key: value} for key, hint in hints.items() for value in wrong(hint, asked.part(key))]
        return [*given, *({key: "x"} for key in UNKNOWN_KEYS)]
    origin, args = typing.get_origin(type_), typing.get_args(type_)
    if origin in (typing.Union, types.UnionType):
        plain = [arg for arg in args if arg is not type(None)]
        none = [None] if type(None) in args else []
        return [*none, *(value for arg in plain for value in wrong(arg, asked))]
    if origin in _SEQUENCES:
        return _many(args[0], asked)
    if origin is tuple and args[-1] is Ellipsis:
        return [tuple(one) for one in _many(args[0], asked)]
    if origin is tuple:
        return [(value, right(args[-1], asked)) for value in wrong(args[0], asked)] if len(args) == 2 else []
    if origin in (collections.abc.Mapping, dict):
        return _mappings(args, asked)
    if type_ == Words:
        return [worded]
    if origin is collections.abc.Callable:
        return [_refuses, _writes_then_refuses]
    if isinstance(type_, type) and issubclass(type_, enum.Enum):
        return list(type_)
    if isinstance(type_, type) and issubclass(type_, OpenName):
        return _named_in(type_)
    if dataclasses.is_dataclass(type_) and isinstance(type_, type):
        return _variants(type_, asked)
    raise UnknownType(f"tests/services/hostile/values.py cannot make a wrong {type_}")


def _named_in(names: type[OpenName]) -> list[OpenName]:
    """The names that the program asks for."""
    return [name for name in vars(names).values() if isinstance(name, names)]


def _refuses(uow: Any, *_change: object) -> None:
    raise DomainError(said("This is refused.", "No"))


def _writes_then_refuses(uow: Any, *_change: object) -> None:
    _insert_tag(uow)
    raise DomainError(said("This is refused.", "No"))


def _numbers(asked: Asked) -> Sequence[int]:
    others = [n for n in dict.fromkeys(asked.world.there.values()) if isinstance(n, int)]
    return [*NUMBERS, *closed_stage(asked.world), *others, *(record.id for record in trashed(asked.world))]


def _paths(asked: Asked) -> Sequence[Path]:
    folder = asked.world.folder
    loop = folder / "loop.csv"
    if not loop.is_symlink():
        loop.symlink_to(loop)
    (folder / "a file").touch()
    return [
        folder, folder / "missing" / "out.csv", folder / f"{'n' * 300}.csv", loop, folder / "a file" / "out.csv",
        Path("/proc/nothing/out.csv"), Path("/dev/null"), Path(""), folder / "no ending", folder / "out.XLSX",
        folder / "\udcff.csv", folder / "two\nlines.csv", folder / "out.vcf", folder / "out.xlsx",
        *asked.world.store.files, Path("~nobody/out.csv"),
    ]  # fmt: skip


def _many(type_: Any, asked: Asked) -> list[Any]:
    one = right(type_, asked)
    found: list[Any] = [[], [one, one, one], (one,)]
    if type_ is int:
        found += [list(range(10_000, 30_000)), [one, 2**70], [one, -1], list(NUMBERS)]
    for value in wrong(type_, asked):
        found.append([value])
    if type_ is str:
        found.append(list(TEXTS))
    return found


def _mappings(args: tuple[Any, ...], asked: Asked) -> list[Any]:
    if args[0] is int and typing.get_origin(args[1]) is None:
        return [{}, *({number: value} for number in NUMBERS for value in wrong(args[1], asked))]
    if args[0] is int:
        inner = _mappings((str, Any), asked)
        known = asked.world.there["company" if asked.service == "companies" else "contact"]
        return [
            {},
            *({key: {"city": "x"}} for key in (0, -1, 2**63, 2**70)),
            *({known: one} for one in inner),
        ]
    values = list(wrong(args[1], asked.part("value"))) if args[1] is not Any else list(ANYTHING)
    found: list[Any] = [{}]
    for place, key in enumerate(KEYS):
        found += [{key: values[(place * 5 + step * 11) % len(values)]} for step in range(5)]
    found.append(dict.fromkeys(KEYS, values[0]))
    return found


def keywords(asked: Asked, count: int, others: Container[str]) -> list[dict[str, Any]]:
    """Arguments for ``**values``: every known and some unknown names, each with ``count`` of the wrong values. ``others``
    are the parameters that have a name of their own."""
    found = []
    for place, key in enumerate(
        [key for key in (*EXTRA_KEYS, "nonsense", "id") if key.isidentifier() and key not in others]
    ):
        for step in range(count):
            found.append({key: ANYTHING[(place * 7 + step * 13) % len(ANYTHING)]})
    return found


def _variants(type_: type, asked: Asked) -> list[Any]:
    """The right one with each of its parts wrong in turn."""
    base = right(type_, asked)
    hints = typing.get_type_hints(type_)
    found = []
    for part in dataclasses.fields(type_):
        for value in wrong(hints[part.name], asked.part(part.name)):
            found.append(dataclasses.replace(base, **{part.name: value}))
    return found


def _works(_: Asked) -> Sequence[Work]:
    return [CancelAfter(0), CancelAfter(1), CancelAfter(3)]


def _sorts() -> Sequence[Sort]:
    keys = [
        Sort(text)
        for text in (*TEXTS[:12], "full_name", "nonsense", "custom.nope", "custom.size", "id", "tags")
    ]
    return [
        *keys,
        Sort("full_name", True, tuple(keys)),
        Sort("full_name", False, (Sort("city", False, (Sort("city"),)),)),
    ]


def _deep(levels: int) -> Group:
    """Groups in groups, as many as that: a tree has no greatest depth of its own, so the walk sets one."""
    inner = Group(Join.ALL, (FilterWords("x"), FilterWords("y"))) if levels == 0 else _deep(levels - 1)
    return Group(Join.ANY, (inner, FilterWords("z"), FilterWords("z", negated=True)))


def _filters(asked: Asked) -> Sequence[Filter]:
    found = [Filter(text=text) for text in TEXTS]
    for field in (
        "full_name",
        "nonsense",
        "custom.nope",
        "custom.size",
        "id",
        "created_at",
        "tags",
        "phone",
        "city",
    ):
        found += [
            Filter((Condition(field, op, values),))
            for op in Op
            for values in ((), ("",), ("\ud800",), ("9" * 400,))
        ]
    return found


_WRONG: dict[Any, Callable[[Asked], Sequence[Any]]] = {
    Phrase: lambda asked: [*map(said, TEXTS[:12]), phrase("no.such.words", name="x\udcff")],
    int: _numbers,
    str: lambda _: TEXTS,
    bool: lambda _: (True, False),
    bytes: lambda _: (b"", b"\x00\xff\xd8", b"a" * 100_000),
    Sort: lambda _: _sorts(),
    Group: lambda _: [
        Group(Join.ANY, (FilterWords("\ud800"), Condition("nonsense", Op.IS, ("x",)))),
        _deep(8),
    ],
    DealCard: lambda _: [],  # read from the file, never given
    InStage: lambda _: [],  # likewise
    float: lambda _: (-1.0, float("nan"), float("inf"), 1e308),
    Decimal: lambda _: (
        Decimal(-1),
        Decimal(0),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1e400"),
    ),
    object: lambda _: (None,),
    Any: lambda _: ANYTHING,
    Path: _paths,
    date: lambda _: (date(1, 1, 1), date(9999, 12, 31), date(1969, 12, 31)),
    datetime: lambda _: (datetime(1, 1, 1), datetime(9999, 12, 31)),
    Work: _works,
    Filter: _filters,
    Pipeline: lambda asked: [dataclasses.replace(_pipeline(asked), id=n) for n in NUMBERS],
    Campaign: lambda asked: _variants(Campaign, asked),
    Snapshot: lambda asked: [
        Snapshot(name, START) for name in ("", "nope", "..", "x" * 300, "\udcff", "two\nlines", "🔥")
    ],
    FileProblem: lambda _: [],
    ImportFile: lambda asked: [],  # what can be wrong with one is a test of its own
    ReaderSession: lambda asked: [],
    ImportDecisions: lambda asked: [],
    ImportPlan: lambda asked: [
        dataclasses.replace(_plan(asked), **wrong) for wrong in ({"basis": -5}, {"file_name": "\ud800" * 400})
    ],
    Report: lambda asked: [
        asked.world.services.reports.run(
            dataclasses.replace(default_spec(name, START.date()), owner="Nobody")
        )
        for name in ReportName
    ],
}
