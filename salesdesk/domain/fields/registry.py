"""The fields that are declared, asked at run time: whatever is derived from them is derived when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property

from salesdesk.domain.fields.meetings import MEETING
from salesdesk.domain.fields.people import REACHING
from salesdesk.domain.fields.sales import SELLING
from salesdesk.domain.fields.spec import WRITTEN, FieldSpec, Group, Kept, Merge, RecordKind, Section, Use
from salesdesk.domain.fields.working import WORKING

CUSTOM = "custom"  # kept as a custom field (or a note)
IGNORE = "ignore"  # not imported

Used = tuple[FieldSpec, Use]


class KindFields:
    """The fields of one kind of record, in the orders in which they are needed."""

    def __init__(self, kind: RecordKind, specs: Iterable[FieldSpec]) -> None:
        self.kind = kind
        used = [(spec, use) for spec in specs if (use := spec.use(kind)) is not None]
        self.all: tuple[Used, ...] = tuple(sorted(used, key=lambda pair: pair[1].order))
        """Every field, in the order in which values are compared and merged."""
        self._uses = {spec.key: (spec, use) for spec, use in self.all}

    def __contains__(self, key: object) -> bool:
        return key in self._uses

    def __getitem__(self, key: str) -> Used:
        return self._uses[key]

    def columns(self, key: str) -> tuple[str, ...]:
        """The stored columns of a field that go together, first the one with the value."""
        return self._uses[key][0].columns(self.kind)

    @cached_property
    def listed(self) -> tuple[Used, ...]:
        """The fields with a column in the list, in its order."""
        columns = [pair for pair in self.all if not pair[1].only_filter]
        return tuple(sorted(columns, key=lambda pair: pair[1].place))

    @cached_property
    def filters(self) -> frozenset[str]:
        """The fields a filter can name."""
        return frozenset(self._uses)

    @cached_property
    def typed(self) -> frozenset[str]:
        """The fields a person can fill."""
        return frozenset(spec.key for spec, use in self.all if use.typed and not use.only_filter)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Those of them whose value stands in one column in its stored form (an amount: in two)."""
        return self._plain(lambda spec, use: use.typed)

    @cached_property
    def imported(self) -> tuple[str, ...]:
        """The plain fields a row of a file gives to such a record, written as they are."""
        return self._plain(lambda spec, use: self.kind in spec.kinds)

    @cached_property
    def imports(self) -> tuple[tuple[str, str, str], ...]:
        """The same with their columns: (field, column, column of the currency of an amount or "")."""
        return tuple(
            (key, self.columns(key)[0], self._uses[key][0].currency(self.kind)) for key in self.imported
        )

    @cached_property
    def placed(self) -> frozenset[str]:
        """The fields a row of a file can give to such a record, in whatever way it is written."""
        return frozenset(spec.key for spec, _ in self.all if self.kind in spec.kinds)

    @cached_property
    def own_row_only(self) -> frozenset[str]:
        """The fields that only a list of such records gives."""
        return frozenset(spec.key for spec, use in self.all if use.own_row)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The imported fields by which a row that says something else is not the same record said again."""
        return tuple(key for key in self.imported if self._uses[key][1].tells)

    @cached_property
    def merged(self) -> tuple[Used, ...]:
        """The fields whose value a merge chooses or joins."""
        return tuple(
            (spec, use)
            for spec, use in self.all
            if use.merge is not Merge.FOLLOWS and not use.only_filter and spec.columns(self.kind)
        )

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """The fields found by words: every plain one of words, and those that say so."""
        return tuple(
            spec.key
            for spec, use in self.all
            if use.searched or (use.kept is Kept.PLAIN and spec.type in WRITTEN)
        )

    def in_section(self, section: Section) -> tuple[str, ...]:
        """The fields a form for the whole record asks for under one heading, in order."""
        asked = [(spec, use) for spec, use in self.all if use.section is section]
        return tuple(spec.key for spec, _ in sorted(asked, key=lambda pair: pair[1].form))

    @cached_property
    def asked_first(self) -> tuple[str, ...]:
        """The fields the short form for a new record asks for, in order."""
        asked = [(spec, use) for spec, use in self.all if use.new]
        return tuple(spec.key for spec, _ in sorted(asked, key=lambda pair: pair[1].new))

    @cached_property
    def detailed(self) -> tuple[Used, ...]:
        """The fields in the order of the rows of a record's details."""
        return tuple(sorted(self.all, key=lambda pair: pair[1].row))

    def of_column(self, column: str) -> FieldSpec | None:
        """The field a stored column belongs to; of two the one that is called like it."""
        own = self._uses.get(column)
        if own is not None and column in own[0].columns(self.kind):
            return own[0]
        return next((spec for spec, _ in self.all if column in spec.columns(self.kind)), None)

    def _plain(self, wanted: Callable[[FieldSpec, Use], bool]) -> tuple[str, ...]:
        return tuple(
            spec.key
            for spec, use in self.all
            if use.kept is Kept.PLAIN and not use.only_filter and wanted(spec, use)
        )


class Fields(Mapping[str, FieldSpec]):
    """Declarations by key, in order. It never changes, and is equal to itself alone: what is derived from it can be
    kept beside it."""

    def __init__(self, specs: Iterable[FieldSpec]) -> None:
        self._specs = {spec.key: spec for spec in specs}
        self._of: dict[RecordKind, KindFields] = {}

    def __getitem__(self, key: str) -> FieldSpec:
        return self._specs[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def of(self, kind: RecordKind) -> KindFields:
        """The fields of one kind of record."""
        found = self._of.get(kind)
        if found is None:
            found = self._of.setdefault(kind, KindFields(kind, self._specs.values()))
        return found

    @cached_property
    def further(self) -> tuple[FieldSpec, ...]:
        """Those that stand in no table of this package."""
        built_in = {spec.key: spec for spec in (*REACHING, *SELLING, *WORKING, *MEETING)}
        return tuple(spec for spec in self._specs.values() if built_in.get(spec.key) is not spec)

    @cached_property
    def in_files(self) -> tuple[str, ...]:
        """The fields a column of a file can be mapped to."""
        return tuple(key for key, spec in self._specs.items() if spec.kinds)

    @cached_property
    def mapping_names(self) -> frozenset[str]:
        """Every name the command line's ``--map HEADER=field`` accepts."""
        return frozenset(self.in_files) | {CUSTOM, IGNORE}

    def offered(self, kind: RecordKind) -> tuple[tuple[Group, tuple[str, ...]], ...]:
        """The fields a sheet of a kind can be mapped to, by group."""
        groups: dict[Group, list[FieldSpec]] = {group: [] for group in Group}
        for spec in self._specs.values():
            if kind in spec.kinds:
                groups[spec.group].append(spec)
        ordered = {group: sorted(specs, key=lambda spec: spec.offer) for group, specs in groups.items()}
        return tuple((group, tuple(spec.key for spec in specs)) for group, specs in ordered.items() if specs)

    @cached_property
    def of_employer(self) -> tuple[str, ...]:
        """The fields of a row about a person that are said of the company it names."""
        person = RecordKind.CONTACTS
        company = self.of(RecordKind.COMPANIES)
        return tuple(
            key for key in company.imported if person in self[key].kinds and key not in self.of(person)
        )

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """The short names a filter may use, with the fields they mean."""
        return {alias: key for key, spec in self._specs.items() for alias in spec.aliases}


class _Current(Mapping[str, FieldSpec]):
    """Whatever is declared when it is asked."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields

    def __getitem__(self, key: str) -> FieldSpec:
        return self.fields[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


_current = _Current(Fields((*REACHING, *SELLING, *WORKING, *MEETING)))
FIELD: Mapping[str, FieldSpec] = _current
"""Every declared field by its key."""


def declared() -> Fields:
    """The fields as they are declared now. Ask when they are needed, and keep nothing of it at import."""
    return _current.fields


def is_taken_back(kind: RecordKind, key: str) -> bool:
    """Whether an import of a list takes the values of a field over."""
    return key in FIELD and kind in FIELD[key].kinds


def declare_further(specs: Iterable[FieldSpec]) -> None:
    """Declare further fields for as long as the process lives, as a reader of files does with those of the program
    that started it. A key that is there already is declared anew."""
    added = {spec.key: spec for spec in specs}
    _current.fields = Fields([*(spec for key, spec in FIELD.items() if key not in added), *added.values()])


@contextmanager
def declared_too(*specs: FieldSpec) -> Iterator[Fields]:
    """``declare_further`` for a while. Open no file with other declarations than it was made with."""
    before = declared()
    declare_further(specs)
    try:
        yield declared()
    finally:
        _current.fields = before
