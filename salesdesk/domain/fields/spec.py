"""What is said of a field: once for the field, and once for each kind of record that has it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, StrEnum, auto
from typing import Any, ClassVar

from salesdesk.domain.open_names import OpenName
from salesdesk.value_classes import dataclass


class RecordKind(OpenName):
    """The kind of record a sheet, a list or an export is about. Those named here are the ones that code asks for by
    name; a declared entity may bring another one."""

    __slots__ = ()
    CONTACTS: ClassVar[RecordKind]
    COMPANIES: ClassVar[RecordKind]
    DEALS: ClassVar[RecordKind]
    ACTIVITIES: ClassVar[RecordKind]
    ORDERS: ClassVar[RecordKind]
    PRODUCTS: ClassVar[RecordKind]
    CALL_ROUNDS: ClassVar[RecordKind]
    SEQUENCES: ClassVar[RecordKind]
    MEETINGS: ClassVar[RecordKind]
    UNKNOWN: ClassVar[RecordKind]


RecordKind.CONTACTS = RecordKind("contacts")
RecordKind.COMPANIES = RecordKind("companies")
RecordKind.DEALS = RecordKind("deals")
RecordKind.ACTIVITIES = RecordKind("activities")
RecordKind.ORDERS = RecordKind("orders")
RecordKind.PRODUCTS = RecordKind("products")
RecordKind.CALL_ROUNDS = RecordKind("call_rounds")
RecordKind.SEQUENCES = RecordKind("sequences")
RecordKind.MEETINGS = RecordKind("meetings")
RecordKind.UNKNOWN = RecordKind("unknown")


class FieldType(StrEnum):
    """The shape of a value; decides cleaning, alignment, editor and number format."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    BOOLEAN = "boolean"
    COUNTRY = "country"
    TAGS = "tags"
    CHOICE = "choice"


WRITTEN = frozenset(
    {
        FieldType.TEXT,
        FieldType.LONG_TEXT,
        FieldType.EMAIL,
        FieldType.PHONE,
        FieldType.URL,
        FieldType.CHOICE,
    }
)
"""Types whose values are words that a person wrote. Names are put together to a full one, which says itself that it is
searched."""


class Group(StrEnum):
    """Fields that belong together; the value is the heading of a form or of an offer of fields."""

    NAME = "Name"
    WORK = "Work"
    REACH = "Email and phone"
    ADDRESS = "Address"
    ONLINE = "Online"
    SALES = "Where they stand"
    DEAL = "Deal"
    ORDER = "Order and product"
    RECORD = "Dates and numbers"
    ACTIVITY = "Activity"


class Section(StrEnum):
    """Where a form for the whole record asks for a field; the value is the heading, in this order. The person's
    own fields come between the last two."""

    FIRST = ""
    WORK = "Work"
    SALES = "Sales"
    ADDRESS = "Address"
    ONLINE = "Online"
    MORE = "More"


class Detail(Enum):
    """When the details of a record show a field in a plain row of its own."""

    NEVER = auto()  # not at all, or in a row that is made for it
    PAGE = auto()  # on the record's page
    FILLED = auto()  # and in the panel beside the list where it has a value
    TAIL = auto()  # always, among the rest
    HEAD = auto()  # always, at the top


class Kept(Enum):
    """How a value lies in the file."""

    PLAIN = auto()  # in one column in its stored form; an amount in one more, its currency
    OWN = auto()  # by rules of its own: in columns that are kept in step, in parts, or by the id of a name
    NOT = auto()  # computed from other values


class Merge(Enum):
    """What becomes of a field when records are merged."""

    CHOOSE = auto()  # one of the values; a person may choose
    JOIN = auto()  # one text below the other
    EARLIEST = auto()
    LATEST = auto()
    REFUSAL = auto()  # a yes in any of the records holds
    FURTHEST = auto()  # the stage that is further on the way
    FOLLOWS = auto()  # goes with another field, or lies in parts that all go on


@dataclass(frozen=True, slots=True)
class Use:
    """A field in the records of one kind.

    ``columns`` are the stored columns that go together, first the one with the value; without any, a plain field has
    the column of its own name and an amount one more beside it, the name with ``_currency``. ``title`` and ``width``
    (pixels at 100 %) are those of its list column where they differ from the field's; ``place``, ``form``, ``row``,
    ``new`` and ``order`` put in order the columns of the list, the fields of the ``section``, the rows of the details,
    the short form for a new record (``new`` 0: not asked for there), and the values that are compared and merged; what
    has no place of its own comes in order of declaration, before the notes. ``shown``: among the columns a list shows at
    first. ``typed``: a cell or a form takes a value. ``only_filter``: no column, but a filter may name it. ``searched``:
    found by the search for words although it is no plain field of words, which are found anyway (``WRITTEN``). ``own_row``: only a list of such records gives it; beside an order or a deal it is
    said of that. ``tells``: a row that says otherwise is not the same record said again.
    """

    kind: RecordKind
    columns: tuple[str, ...] = ()
    kept: Kept = Kept.PLAIN
    title: str = ""
    width: int = 0
    place: int = 500
    shown: bool = False
    typed: bool = True
    only_filter: bool = False
    section: Section | None = None
    form: int = 500
    new: int = 0
    detail: Detail = Detail.NEVER
    row: int = 500
    merge: Merge = Merge.CHOOSE
    order: int = 500
    searched: bool = False
    own_row: bool = False
    tells: bool = True


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. ``key`` is its stable name, also on the command line; ``title`` English source text of its label,
    ``short`` that of a list's head where room is short. ``kinds`` are the kinds of sheet whose import accepts it,
    ``words`` what a column of it may be called besides the words of ``resources/mapping/fields.tsv``. ``offer``
    orders the fields of a group where the order of declaration does not. ``card`` is the property of a contact card
    (vCard) that holds it, "" when it goes to the card's note. ``choices``
    are the values of a CHOICE with a fixed list. ``aliases`` are short names a filter may use. ``uses`` are the records
    that have it."""

    key: str
    title: str
    type: FieldType
    kinds: frozenset[RecordKind] = frozenset()
    group: Group = Group.RECORD
    short: str = ""
    words: tuple[str, ...] = ()
    offer: int = 0
    card: str = ""
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()

    @classmethod
    def of(
        cls,
        key: str,
        title: str,
        type_: FieldType,
        kinds: Iterable[RecordKind],
        group: Group,
        *uses: Use,
        **more: Any,
    ) -> FieldSpec:
        """One line of a table of fields; ``more`` are the rest by name."""
        return cls(key, title, type_, frozenset(kinds), group, uses=uses, **more)

    def use(self, kind: RecordKind) -> Use | None:
        """How records of a kind have the field, None when they have not."""
        return next((use for use in self.uses if use.kind is kind), None)

    def columns(self, kind: RecordKind) -> tuple[str, ...]:
        """The columns of the field in records of a kind, () when it has none there."""
        use = self.use(kind)
        if use is None or use.kept is Kept.NOT:
            return ()
        if use.columns or use.kept is Kept.OWN:
            return use.columns
        return (self.key, f"{self.key}_currency") if self.type is FieldType.MONEY else (self.key,)

    def currency(self, kind: RecordKind) -> str:
        """The column of the currency beside a stored amount, "" for what is no amount."""
        return self.columns(kind)[1] if self.type is FieldType.MONEY and self.columns(kind) else ""
