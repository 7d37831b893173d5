"""What a person sets for the whole file: its settings, its owners, sources and tags, its custom fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from salesdesk.domain.calendar.working_hours import (
    DAYS_OFF,
    MOST_DAYS_OFF,
    days_off_text,
    read_days_off,
    read_working_hours,
)
from salesdesk.domain.calendar.working_hours import SETTING as WORKING_HOURS
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.cleaning.countries import parse_country
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.conflicts import decided
from salesdesk.domain.custom_fields import CustomField, CustomType, CustomValue
from salesdesk.domain.entities import entities
from salesdesk.domain.given_values import currency
from salesdesk.domain.mails import OWN_ADDRESSES, own_addresses_text
from salesdesk.domain.names import clean_name
from salesdesk.domain.renamed_values import with_renamed
from salesdesk.domain.typed_values import custom_value
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.backups.places import FOLDER_SETTING, folder_text
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.owners import NameList
from salesdesk.store.records.saved_views import SavedViewRepository
from salesdesk.store.store import Store

_FIELDS = {
    "tag": frozenset({"tags", "tag"}),
    "source": frozenset({"lead_source", "source"}),
    "owner": frozenset({"owner"}),
}
"""The fields of filters that name an entry, by what one is called."""


class NameListService:
    """Use cases of one list of names: owners, sources or tags."""

    def __init__(self, commands: Commands, names: NameList, word: str, views: SavedViewRepository) -> None:
        self._commands, self._names, self._word, self._views = commands, names, word, views

    def create(self, name: str) -> tuple[int, ChangeSet]:
        """Add an entry (or find the one of that name). Returns the id too."""
        created: list[int] = []
        changes = self._commands.run(
            phrase(f"changes.add_name.{self._word}", name=one_line(name)),
            lambda uow: created.append(self._names.ensure(uow, name)),
        )
        return created[0], changes

    def add(self, name: str) -> tuple[int, ChangeSet]:
        """Add an entry; a name that one has already is refused. Returns the id too."""
        created: list[int] = []
        changes = self._commands.run(
            phrase(f"changes.add_name.{self._word}", name=one_line(name)),
            lambda uow: created.append(self._names.make(uow, name)),
        )
        return created[0], changes

    def rename(self, number: int, name: str, *, seen: str | None = None) -> ChangeSet:
        """Change the name of an entry everywhere. ``seen`` is the name it had when the change was begun: raises
        ``EditConflict`` when somebody else gave it another one since."""

        def change(uow: Writing) -> None:
            now = self._names.names().get(number, "")
            names = ({"name": one} for one in (now if seen is None else seen, name, now))
            wanted = decided(EntityKind(self._word), number, *names)["name"]
            self._names.rename(uow, number, wanted)
            self._rename_in_views(uow, now, wanted)

        return self._commands.run(phrase(f"changes.rename.{self._word}", name=one_line(name)), change)

    def delete(self, number: int, *, everywhere: bool = False) -> ChangeSet:
        """Delete an entry; one that records have is refused, unless they are to lose it (``everywhere``)."""
        name = self._names.names().get(number, "")

        def change(uow: Writing) -> None:
            if everywhere:
                self._names.uses.leave(uow, number, self._word, name)
            self._names.delete(uow, number)

        return self._commands.run(phrase(f"changes.delete_name.{self._word}", name=name), change)

    def join(self, number: int, into: int) -> ChangeSet:
        """Give everything that has an entry another one, and delete it. Saved views that ask for it ask for the other
        one."""
        names = self._names.names()
        if number not in names or into not in names:
            raise DomainError("names.gone", what=phrase(f"kinds.{self._word}"))
        if number == into:
            raise DomainError("names.same", what=phrase(f"kinds.{self._word}"), name=names[into])

        def change(uow: Writing) -> None:
            self._names.uses.move(uow, number, into)
            self._rename_in_views(uow, names[number], names[into])
            self._names.delete(uow, number)

        told = phrase(f"changes.join_names.{self._word}", former=names[number], name=names[into])
        return self._commands.run(told, change)

    def _rename_in_views(self, uow: Writing, before: str, after: str) -> None:
        for view in self._views.all():
            filter_ = with_renamed(view.filter, _FIELDS[self._word], before, after)
            if filter_ != view.filter:
                self._views.change(uow, replace(view, filter=filter_))


class CustomFieldService:
    """Use cases of custom fields; ``kind`` is the table of the records that have them."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def create(
        self, kind: str, title: str, type_: CustomType = CustomType.TEXT, choices: Sequence[str] = ()
    ) -> tuple[int, ChangeSet]:
        """Add a field. Returns the id too."""
        clean = clean_name(title, "field", "title")
        listed, created = _choices(choices), list[int]()
        kinds = [spec.table for spec in entities().values() if spec.custom]
        if kind not in kinds:
            raise DomainError("settings.no_own_fields", kind=kind, kinds=tuple(kinds))

        def change(uow: Writing) -> None:
            created.append(self._store.custom_fields.create(uow, kind, clean, type_, listed).id)

        changes = self._commands.run(phrase("changes.add_field", name=clean), change)
        return created[0], changes

    def rename(self, number: int, title: str) -> ChangeSet:
        """Change what a field is called."""
        field = self._store.custom_fields.get(number)
        clean = clean_name(title, "field", "title")
        return self._commands.run(
            phrase("changes.rename_field", former=field.title, name=clean),
            lambda uow: self._store.custom_fields.rename(uow, field, clean),
        )

    def change(
        self, number: int, title: str, choices: Sequence[str] = (), *, seen: CustomField | None = None
    ) -> ChangeSet:
        """Change what a field is called and the list of a choice field; a choice that records have cannot go. ``seen`` is
        the field that the change was made from: raises ``EditConflict`` when somebody else changed the same since."""
        clean, listed = clean_name(title, "field", "title"), _choices(choices)

        def write(uow: Writing) -> None:
            now = self._store.custom_fields.get(number)
            wanted = {"title": clean, "choices": tuple(listed) if now.type is CustomType.CHOICE else ()}
            before, theirs = ({"title": one.title, "choices": one.choices} for one in (seen or now, now))
            field = decided(EntityKind.CUSTOM_FIELD, number, before, wanted, theirs)
            if field["title"] != now.title:
                self._store.custom_fields.rename(uow, now, field["title"])
            if field["choices"] != now.choices:
                self._store.custom_fields.set_choices(uow, now, field["choices"])

        return self._commands.run(phrase("changes.change_field", name=clean), write)

    def delete(self, number: int, *, everywhere: bool = False) -> ChangeSet:
        """Delete a field; one that records have a value in is refused, unless they are to lose it (``everywhere``)."""
        field = self._store.custom_fields.get(number)

        def change(uow: Writing) -> None:
            if everywhere:
                held = self._store.custom_fields.all_values(field)
                self._store.custom_fields.set_values(uow, field.kind, number, dict.fromkeys(held))
            self._store.custom_fields.delete(uow, field)

        return self._commands.run(phrase("changes.delete_field", name=field.title), change)

    def retyping(self, number: int, type_: CustomType) -> Retyping:
        """What becomes of the values of a field that gets another type."""
        field = self._store.custom_fields.get(number)
        held = self._store.custom_fields.all_values(field)
        choices = () if type_ is not CustomType.CHOICE else _choices(list(held.values()))
        target = replace(field, type=type_, choices=tuple(choices))
        rules = self._store.settings.typing_rules
        kept: dict[int, CustomValue] = {}
        lost: Counter[str] = Counter()
        for record, text in held.items():
            try:
                value = custom_value(target, text, rules)
            except InputError:
                value = None
            if value is None:
                lost[text] += 1
            else:
                kept[record] = value
        return Retyping(target, kept, lost)

    def retype(self, number: int, type_: CustomType) -> ChangeSet:
        """Give a field another type. Values that are none of the new type are taken away; ``retyping`` says which."""
        field = self._store.custom_fields.get(number)

        def change(uow: Writing) -> None:
            found = self.retyping(number, type_)
            held = self._store.custom_fields.all_values(field)
            self._store.custom_fields.retype(uow, found.field)
            values: dict[int, CustomValue | None] = {**dict.fromkeys(held), **found.kept}
            self._store.custom_fields.set_values(uow, field.kind, number, values)

        return self._commands.run(phrase("changes.retype_field", name=field.title), change)

    def join_choices(self, number: int, choice: str, into: str) -> ChangeSet:
        """Give every record with one choice of a field another one, and take that from the list."""
        field = self._store.custom_fields.get(number)
        for one in (choice, into):
            if one not in field.choices:
                raise DomainError("custom_fields.no_choice", choice=one, title=field.title)
        if choice == into:
            raise DomainError("custom_fields.same_choice", choice=into, title=field.title)

        def change(uow: Writing) -> None:
            held = self._store.custom_fields.all_values(field)
            moved = {record: CustomValue(number, into) for record, text in held.items() if text == choice}
            self._store.custom_fields.set_values(uow, field.kind, number, moved)
            left = [one for one in field.choices if one != choice]
            self._store.custom_fields.set_choices(uow, field, left)

        told = phrase("changes.join_choices", former=choice, name=into, title=field.title)
        return self._commands.run(told, change)


@dataclass(frozen=True, slots=True)
class Retyping:
    """A field with its new type; the values that are ``kept`` by record, and the texts that are lost with how many records
    have each."""

    field: CustomField
    kept: Mapping[int, CustomValue]
    lost: Mapping[str, int]


class SettingService:
    """Use cases of the file's settings."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def set(self, values: Mapping[str, str], *, seen: Mapping[str, str] | None = None) -> ChangeSet:
        """Change settings by key: organisation, currency, country, decimal, date_order, backup_folder, working_hours,
        days_off, own_addresses. Raises ``InputError`` for
        another key and for a value that cannot be. ``seen`` are the values that the change was made from: raises
        ``EditConflict`` for one that somebody else changed to another since."""
        checked = {key: _setting(key, value) for key, value in values.items()}

        def change(uow: Writing) -> None:
            now = {key: self._store.settings.get(key) for key in checked}
            kept = decided(EntityKind.SETTING, 0, now if seen is None else seen, checked, now)
            for key, value in kept.items():
                if value != now[key] or seen is None:
                    self._store.settings.set(uow, key, value)

        return self._commands.run(phrase("changes.settings"), change)


_CHOICES = {"decimal": (".", ","), "date_order": ("DMY", "MDY", "YMD")}
"""Settings with a few values; an empty one leaves it to the country."""


def _setting(key: str, value: str) -> str:
    """A setting as it is kept."""
    if key == FOLDER_SETTING:
        return folder_text(value)
    text = one_line(value)
    if key == OWN_ADDRESSES:
        return own_addresses_text(value)
    if key == "organisation":
        return text
    if key == WORKING_HOURS:
        hours = read_working_hours(text)
        if hours is None:
            raise InputError("settings.no_hours", field=key, text=text)
        return hours.text
    if key == DAYS_OFF:
        days = read_days_off(text)
        if days is None:
            raise InputError("settings.no_days_off", field=key, most=MOST_DAYS_OFF)
        return days_off_text(days)
    if key == "currency":
        return currency(text)
    if key == "country":
        code = parse_country(text) if text else ""
        if code is None:
            raise InputError("settings.no_country", field=key, text=text)
        return code
    if key not in _CHOICES:
        raise InputError("settings.no_such_setting", field=key, key=key)
    if text and text not in _CHOICES[key]:
        raise InputError("settings.no_choice", field=key, text=text, choices=" or ".join(_CHOICES[key]))
    return text


def _choices(texts: Sequence[str]) -> list[str]:
    """The choices of a field, tidied, each once whatever its case: that is how a typed one is looked up."""
    found: dict[str, str] = {}
    for text in texts:
        if choice := one_line(text):
            found.setdefault(choice.casefold(), choice)
    return list(found.values())
