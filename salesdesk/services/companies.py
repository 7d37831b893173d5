"""What a person does with companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salesdesk.domain.changes import UNCHANGED, ChangeSet, EntityKind
from salesdesk.domain.cleaning.companies import clean_company
from salesdesk.domain.companies import CompanyChange, CompanyDraft, plain_fields
from salesdesk.domain.custom_fields import CustomField, CustomValue
from salesdesk.domain.fields import FIELD, RecordKind, declared
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.typed_values import TypingRules, custom_value, typed_value
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.record_edits import EditableRecords, custom_of
from salesdesk.services.records import SalesRecords, lifecycle_code, named_each
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.store import Store


class CompanyService(EditableRecords, SalesRecords):
    """Use cases of companies; typed values as in `ContactService`, the name under the key ``company``."""

    _counted_as = "changes.companies"
    _kind = EntityKind.COMPANY

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands, store.companies, CompanyWriter)
        self._companies = store.companies

    def create(self, values: Mapping[str, Any], *, origin: object = None) -> tuple[int, ChangeSet]:
        """Create a company from typed values; it needs a name. Returns the id too."""
        clean = self._clean(values)
        name = clean.get("company")
        if not name:
            raise InputError("companies.no_name", field="company")
        created: list[int] = []

        def change(uow: Writing) -> None:
            created.append(CompanyWriter(uow).create(self._draft(uow, name, clean)))

        changes = self._commands.run(phrase("changes.add", name=name), change, origin=origin)
        return created[0], changes

    def _name_of(self, record: int) -> str:
        return self._store.names.of(EntityKind.COMPANY, record) or self._companies.get(record).name

    def _read(
        self, values: Mapping[str, Any], own: Mapping[str, CustomField], rules: TypingRules
    ) -> dict[str, Any]:
        clean: dict[str, Any] = {}
        for key, value in values.items():
            if key in own:
                clean[key] = custom_value(own[key], value, rules)
            elif key == "lifecycle_stage":
                clean[key] = lifecycle_code(str(value))
            elif key in declared().of(RecordKind.COMPANIES).typed:
                clean[key] = typed_value(key, self._title(key), FIELD[key].type, value, rules)
            else:
                raise InputError("companies.not_to_edit", field=key, title=self._title(key))
        if "company" in clean:
            clean["company"] = clean_company(clean["company"] or "")
        return clean

    def _draft(self, uow: Writing, name: str, clean: Mapping[str, Any]) -> CompanyDraft:
        owner, source = clean.get("owner"), clean.get("lead_source")
        return CompanyDraft(
            name,
            {key: clean[key] for key in plain_fields() if clean.get(key) is not None},
            tuple(clean.get("tags") or ()),
            tuple(value for value in clean.values() if isinstance(value, CustomValue)),
            phone=clean.get("phone"),
            fax=clean.get("fax"),
            annual_revenue=clean.get("annual_revenue"),
            lifecycle_stage=clean.get("lifecycle_stage") or DEFAULT,
            owner_id=self._store.owners.ensure(uow, owner) if owner else None,
            source_id=self._store.sources.ensure(uow, source) if source else None,
        )

    def _apply_all(self, uow: Writing, records: Sequence[int], key: str, value: Any) -> bool:
        if key not in plain_fields():
            return False
        change = CompanyChange(values={key: value})
        CompanyWriter(uow).change_many(dict.fromkeys(records, change))
        return True

    def _apply_each(self, uow: Writing, edits: Mapping[int, Mapping[str, Any]]) -> None:
        writer, own = CompanyWriter(uow), self._fields()
        names = {company: clean["company"] for company, clean in edits.items() if "company" in clean}
        if not all(names.values()):
            raise InputError("companies.no_name", field="company")
        writer.change_many({company: CompanyChange(name=name) for company, name in names.items()})
        owners = named_each(uow, self._store.owners, "owner", edits)
        sources = named_each(uow, self._store.sources, "lead_source", edits)
        writer.change_many(
            {
                company: CompanyChange(
                    values={key: clean[key] for key in plain_fields() if key in clean},
                    phone=clean.get("phone", UNCHANGED),
                    fax=clean.get("fax", UNCHANGED),
                    annual_revenue=clean.get("annual_revenue", UNCHANGED),
                    lifecycle_stage=clean.get("lifecycle_stage") or None,
                    owner_id=owners.get(company, UNCHANGED),
                    source_id=sources.get(company, UNCHANGED),
                )
                for company, clean in edits.items()
            }
        )
        tags = {company: clean["tags"] or () for company, clean in edits.items() if "tags" in clean}
        if tags:
            self._store.tags.replace_each(uow, "company", tags)
        if custom := custom_of(own, edits):
            writer.change_values(custom)
