"""What a person sets for the whole file: its settings, its owners, sources and tags, its custom fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesdesk.domain.calendar.working_hours import SETTING as WORKING_HOURS
from salesdesk.domain.calendar.working_hours import read_working_hours
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.cleaning.countries import parse_country
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.conflicts import decided
from salesdesk.domain.custom_fields import CustomField, CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.given_values import currency
from salesdesk.domain.mails import OWN_ADDRESSES, own_addresses_text
from salesdesk.domain.names import clean_name
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.backups.places import FOLDER_SETTING, folder_text
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.owners import NameList
from salesdesk.store.store import Store


class NameListService:
    """Use cases of one list of names: owners, sources or tags."""

    def __init__(self, commands: Commands, names: NameList, word: str) -> None:
        self._commands, self._names, self._word = commands, names, word

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
            self._names.rename(uow, number, decided(EntityKind(self._word), number, *names)["name"])

        return self._commands.run(phrase(f"changes.rename.{self._word}", name=one_line(name)), change)

    def delete(self, number: int) -> ChangeSet:
        """Delete an entry; one that records have is refused."""
        name = self._names.names().get(number, "")
        return self._commands.run(
            phrase(f"changes.delete_name.{self._word}", name=name),
            lambda uow: self._names.delete(uow, number),
        )


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

    def delete(self, number: int) -> ChangeSet:
        """Delete a field; one that records have a value in is refused."""
        field = self._store.custom_fields.get(number)
        return self._commands.run(
            phrase("changes.delete_field", name=field.title),
            lambda uow: self._store.custom_fields.delete(uow, field),
        )


class SettingService:
    """Use cases of the file's settings."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def set(self, values: Mapping[str, str], *, seen: Mapping[str, str] | None = None) -> ChangeSet:
        """Change settings by key: organisation, currency, country, decimal, date_order, backup_folder, working_hours,
        own_addresses. Raises ``InputError`` for
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
