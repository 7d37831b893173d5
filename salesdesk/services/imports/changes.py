"""What a row would change of the record it was matched with, value by value, under the person's modes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from salesdesk.domain.birthdays import completes
from salesdesk.domain.cleaning.text import fold_key, number_text
from salesdesk.domain.deals import closing_day
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.imports import CellChange, ImportDecisions, Mode, RowRef
from salesdesk.domain.matching.one_address import ADDRESS, is_other_address
from salesdesk.domain.matching.telephones import is_misread
from salesdesk.domain.money import Money, rescaled
from salesdesk.domain.names import name_key
from salesdesk.domain.notes import with_note
from salesdesk.domain.opt_outs import WAYS
from salesdesk.domain.pipelines import StageKind
from salesdesk.services.imports.lists import lifecycle_code
from salesdesk.services.imports.plan.drafts import EMAIL_FIELDS, PHONE_FIELDS, SheetDrafts, phone_digits
from salesdesk.services.imports.plan.own_changes import CUSTOM_MARK as CUSTOM_MARK
from salesdesk.services.imports.plan.own_changes import OwnRow
from salesdesk.store.records.imports import KnownContact, KnownLists, KnownRecord

_BLANK = (None, "", False, 0)
_NOT_LEFT = frozenset(
    {"full_name", "first_name", "middle_name", "last_name", "lifecycle_stage", "created_at"}
)
"""What is no loss when it is not taken, or is kept as another spelling of the name."""
ENTRY_FIELDS = (
    *("kind", "subject", "body", "at", "due_at", "done_at", "outcome", "duration_minutes"),
    *("place", "priority", "pinned"),
)
"""What an export of ours says of an entry of the timeline itself."""


class ChangeFinder:
    """Compares rows with the records they were matched with.

    Several rows may be about one record: what an earlier row changes is counted as there for the later ones, and what it
    says is not overwritten by them, or else each import of the same file would change it to and fro.
    """

    def __init__(
        self, decisions: ImportDecisions, lists: KnownLists, own: Mapping[RowRef, OwnRow] | None = None
    ) -> None:
        """``own`` are the rows of our own exports: a cell of theirs that differs is a change, whatever the mode."""
        self._decisions, self._lists, self._own = decisions, lists, own or {}
        self._set: dict[tuple[str, int, str], Any] = {}
        self._said: dict[tuple[str, int, str], RowRef] = {}
        """The first row that says anything of a field."""
        self._added: dict[tuple[str, int, str], set[Any]] = {}
        self.kept_opt_outs: set[int] = set()
        """Contacts that the file would let be addressed again, and that stay opted out."""
        self.left: list[tuple[str, str]] = []
        """What the last row says otherwise than its record, and is not taken: fields with their texts."""
        self._ids = {"owner": lists.owners, "lead_source": lists.sources}

    def of_contact(
        self, sheet: SheetDrafts, row: int, record: int, known: KnownContact, company: int
    ) -> tuple[CellChange, ...]:
        """Changes of a contact; ``company`` is the reference of the company the row names, 0 without one."""
        self._begin(sheet, row, "contact", record)
        self._plain("full_name", known.values["full_name"])
        self._kept(RecordKind.CONTACTS, known.values)
        for field in WAYS:
            if self._value(field) is False and known.values[field]:
                self._taken_back(field, record)
            else:
                self._plain(field, bool(known.values[field]))
        self._listed(known.listed)
        self._lifecycle(known.values["lifecycle_stage"])
        for field in EMAIL_FIELDS:
            self._detail(field, "emails", known.emails, str.lower, known.values["email"])
        for field in PHONE_FIELDS:
            self._detail(field, "phones", known.phones, phone_digits, known.values["phone"])
        self._tags(known.tags)
        self._custom("contact", known.custom)
        mode = self._mode_here("company") if company else Mode.NEVER
        if company and company not in known.companies and not self._seen("companies", company):
            self._company(known, mode)
        return tuple(self._found)

    def _taken_back(self, field: str, record: int) -> None:
        """The file says that somebody who refused may be addressed: that is asked, and only then done, in any mode."""
        lifts = self._decisions.lift_opt_outs and self._set.get((self._table, record, field), False) is False
        if not lifts:
            self._kept_refusal(field, record)
        elif self._decisions.mode(field) is not Mode.NEVER:
            self._note(field, True, False)
            self._set[self._table, record, field] = False

    def _kept_refusal(self, field: str, record: int) -> None:
        if self._decisions.mode(field) is not Mode.NEVER:
            self.kept_opt_outs.add(record)

    def of_company(
        self, sheet: SheetDrafts, row: int, record: int, known: KnownRecord
    ) -> tuple[CellChange, ...]:
        """Changes of a company."""
        self._begin(sheet, row, "company", record)
        self._plain("company", known.values["name"])
        self._kept(RecordKind.COMPANIES, known.values)
        self._plain("phone", known.values["phone"])
        self._listed(known.listed)
        self._lifecycle(known.values["lifecycle_stage"])
        self._tags(known.tags)
        self._custom("company", known.custom)
        return tuple(self._found)

    def of_deal(
        self, sheet: SheetDrafts, row: int, record: int, known: KnownRecord, stage: int | None
    ) -> tuple[CellChange, ...]:
        """Changes of a deal; ``stage`` is the id of the stage the row names, None without one or for a new one."""
        self._begin(sheet, row, "deal", record)
        self._plain("deal_title", known.values["title"])
        self._kept(RecordKind.DEALS, known.values)
        if stage is not None:
            self._take("stage", known.stage, stage)
        is_closed = self._lists.kind_of(known.stage or 0) in (StageKind.WON, StageKind.LOST)
        before, after = known.values["closed_at"], self._value("closed_at")
        if after and is_closed and stage in (None, known.stage):
            same = before is not None and closing_day(before) == closing_day(after)
            self._take("closed_at", before, before if same else closing_day(after))
        self._listed(known.listed)
        self._custom("deal", known.custom)
        return tuple(self._found)

    def of_plain(
        self, sheet: SheetDrafts, row: int, record: int, known: KnownRecord, company: int
    ) -> tuple[CellChange, ...]:
        """Changes of a record that its declaration alone describes; ``company`` as for contacts."""
        entity, values = entity_of(sheet.kind), known.values
        self._begin(sheet, row, entity.table, record)
        self._plain(entity.name_field, values[entity.name])
        self._kept(sheet.kind, values)
        if "owner" in declared().of(sheet.kind) and "lead_source" in declared().of(sheet.kind):
            self._listed(known.listed)
        mode = self._mode_here("company") if company else Mode.NEVER
        if company and company != known.company and not self._seen("companies", company):
            there = frozenset(filter(None, [known.company]))
            free = not there or self._was_filled("company")
            if mode is Mode.OVERWRITE or (mode is Mode.FILL and free):
                self._note("company", None, self._value("company"), there)
        if "tags" in declared().of(sheet.kind):
            self._tags(known.tags)
        if entity.custom:
            self._custom(entity.table, known.custom)
        return tuple(self._found)

    def of_entry(
        self, sheet: SheetDrafts, row: int, record: int, known: KnownRecord
    ) -> tuple[CellChange, ...]:
        """Changes of an entry of the timeline, of which a file changes only those that an export of ours wrote."""
        self._begin(sheet, row, "activity", record)
        for field in ENTRY_FIELDS:
            self._plain(field, known.values[field])
        owner = self._value("owner")
        if owner and self._ids["owner"].get(name_key(owner), 0) != known.owner:
            self._take("owner", known.owner, owner)
        return tuple(self._found)

    # -- one kind of value each -------------------------------------------------------------------------

    def _begin(self, sheet: SheetDrafts, row: int, table: str, record: int) -> None:
        self._sheet, self._row, self._table, self._record = sheet, row, table, record
        self._values = sheet.rows[row]
        self._own_row = self._own.get((sheet.place, row))
        self._found: list[CellChange] = []
        self._elsewhere = False
        self.left = []

    def _mode(self, field: str) -> Mode:
        if self._own_row is None or self._decisions.modes.get(field) is Mode.NEVER:
            return self._decisions.mode(field)
        return Mode.OVERWRITE if field in self._own_row.differing else Mode.NEVER

    def _mode_here(self, field: str) -> Mode:
        """The mode of a field in a row: what an earlier row says stays. The row counts as having said something of it."""
        mode, row = self._mode(field), (self._sheet.place, self._row)
        first = self._said.setdefault((self._table, self._record, field), row)
        return Mode.FILL if mode is Mode.OVERWRITE and first != row else mode

    def _value(self, field: str) -> Any:
        position = self._sheet.fields.get(field)
        return None if position is None else self._values[position]

    def _plain(self, field: str, before: Any) -> None:
        if field in self._sheet.fields:
            self._take(field, before, self._value(field))

    def _kept(self, kind: RecordKind, values: Mapping[str, Any]) -> None:
        """The fields that stand in columns as they are."""
        there = {
            field: values[column] for field, column, _ in declared().of(kind).imports if field in ADDRESS
        }
        there = {
            field: self._set.get((self._table, self._record, field), value) for field, value in there.items()
        }
        self._elsewhere = is_other_address(there, {field: self._value(field) for field in there})
        for field, column, currency in declared().of(kind).imports:
            if currency:
                self._money(field, values[column], values[currency])
            else:
                self._plain(field, values[column])

    def _take(self, field: str, before: Any, after: Any) -> None:
        """Note a change of one value where the mode of its field allows it."""
        key = (self._table, self._record, field)
        before = self._set.get(key, before)
        if field == "birthday" and before and after and completes(before, after):
            return  # the same day, of which the year is known here
        mode = self._mode(field) if after in (None, "") else self._mode_here(field)
        if field == "notes" and before and after and mode is not Mode.NEVER:
            joined = with_note(before, after)
            after = joined if mode is Mode.FILL or joined == before else after
        if mode is Mode.NEVER or before == after:
            return
        if after in (None, ""):
            if field not in self._decisions.erase or before in _BLANK:
                return
            if field in WAYS and not self._decisions.lift_opt_outs:
                self._kept_refusal(field, self._record)
                return
            after = None
        elif (
            mode is Mode.FILL
            and before not in _BLANK
            and not (_fills(field, before, after) or self._was_filled(field))
        ):
            if _is_lost(field, before, after):
                self.left.append((field, after))
            return
        elif mode is Mode.FILL and self._elsewhere and field in ADDRESS and not self._was_filled(field):
            self.left.append((field, after))  # of another address than the one that is there
            return
        self._note(field, before, after)
        self._set[key] = after

    def _was_filled(self, field: str) -> bool:
        return (self._sheet.place, self._row, field) in self._decisions.filled

    def _note(self, field: str, before: Any, after: Any, there: Any = None) -> None:
        ticked = (self._sheet.place, self._row, field) not in self._decisions.cells_off
        self._found.append(CellChange(field, before, after, ticked, there))

    def _money(self, field: str, before: int | None, currency: str | None) -> None:
        """An amount changes as (minor units, currency), so that it is never read in the wrong one."""
        amount = self._value(field)
        if amount is None:
            return
        shown = self._value("currency") or self._sheet.shown_currency or currency
        taken = self._value("currency") or self._sheet.currency
        if shown and taken and shown != taken:  # the same number of whole units, not of the smallest ones
            amount = rescaled(amount, taken, shown)
        if amount == before and shown == currency:
            self._mode_here(field)
        else:
            self._take(field, None if before is None else (before, currency), (amount, shown))

    def _listed(self, present: Mapping[str, int | None]) -> None:
        for field, number in present.items():
            name = self._value(field)
            if name and self._ids[field].get(name_key(name), 0) != number:
                self._take(field, number, name)
            elif name:
                self._mode_here(field)

    def _lifecycle(self, before: str) -> None:
        text = self._value("lifecycle_stage")
        stage = lifecycle_code(text, self._decisions.lists)
        if stage is not None:
            self._take("lifecycle_stage", before, stage)

    def _detail(self, field: str, group: str, known: frozenset[str], key: Any, primary: str | None) -> None:
        value = self._value(field)
        if not value or self._mode(field) is Mode.NEVER:
            return
        folded, mode = key(value), self._mode_here(field)
        if folded in known or self._seen(group, folded):
            return
        if group == "phones" and self._own_row is None and is_misread(folded, known, self._sheet.country):
            return
        if self._own_row is not None:
            self._note(field, self._own_row.differing[field][1] or None, value)
            return
        replaces = mode is Mode.OVERWRITE and field in ("email", "phone")
        self._note(field, primary if replaces else None, value)

    def _tags(self, known: frozenset[str]) -> None:
        if self._mode("tags") is Mode.NEVER:
            return
        for tag in self._value("tags") or ():
            if name_key(tag) not in known and not self._seen("tags", name_key(tag)):
                self._note("tags", None, tag)

    def _company(self, known: KnownContact, mode: Mode) -> None:
        free = not known.companies or self._was_filled("company")
        if mode is Mode.OVERWRITE or (mode is Mode.FILL and free):
            self._note("company", None, self._value("company"), known.companies)
        elif mode is Mode.FILL:
            self.left.append(("company", self._value("company")))

    def _custom(self, kind: str, known: Mapping[int, str]) -> None:
        for column in self._sheet.custom:
            field = self._lists.custom.get((kind, name_key(column.title)))
            before = known.get(field.id) if field is not None else None
            value = self._values[column.position]
            self._take(CUSTOM_MARK + column.title, before, None if value is None else custom_text(value))

    def _seen(self, group: str, key: Any) -> bool:
        """Whether an earlier row adds the same detail to this record; remembered for the next."""
        there = self._added.setdefault((self._table, self._record, group), set())
        if key in there:
            return True
        there.add(key)
        return False


def _is_lost(field: str, before: Any, after: Any) -> bool:
    """Whether a text that is not taken says anything else than what is there."""
    return isinstance(after, str) and field not in _NOT_LEFT and fold_key(str(before)) != fold_key(after)


def _fills(field: str, before: Any, after: Any) -> bool:
    """Whether a value only adds to one that is there: the year of a birthday, further notes."""
    return field == "notes" or (field == "birthday" and completes(after, before))


def custom_text(value: Any) -> str:
    """A cleaned value of a custom column as custom fields store it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    return number_text(value) if isinstance(value, int | float) else str(value)


def unticked(changes: Iterable[CellChange]) -> bool:
    """Whether nothing is left to change."""
    return not any(change.ticked for change in changes)
