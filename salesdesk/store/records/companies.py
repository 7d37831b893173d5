"""Companies in the database: their list, one whole record, their people, and the writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.companies import Company, CompanyDraft, Person
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.money import Money
from salesdesk.errors import DomainError
from salesdesk.store.records.parts import RecordRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork
    from salesdesk.store.records.custom_fields import CustomFieldRepository
    from salesdesk.store.records.tags import TagRepository

PLAIN_COLUMNS = (
    "domain", "website", "email", "phone", "fax", "linkedin", "twitter", "facebook", "instagram", "industry", "employees",
    "street", "street_2", "city", "region", "postal_code", "country", "notes", "external_id",
)  # fmt: skip
"""The single-valued columns a person can fill, named like their fields."""

_GET = f"""
    SELECT r.version, r.name, r.lifecycle_stage, r.annual_revenue, r.currency, w.name, r.owner_id, s.name, r.source_id,
        r.created_at, r.updated_at, r.last_contacted_at, r.deleted_at, {", ".join(f"r.{c}" for c in PLAIN_COLUMNS)}
    FROM company r LEFT JOIN owner w ON w.id = r.owner_id LEFT JOIN source s ON s.id = r.source_id WHERE r.id = ?"""


class CompanyRepository(RecordRepository):
    """The companies of one file. List methods (`ids`, `count`, `page`, `columns`) are those of `ListReader`."""

    def __init__(
        self, database: Database, custom: CustomFieldRepository, tags: TagRepository, today: Callable[[], str]
    ) -> None:
        super().__init__(database, RecordKind.COMPANIES, custom, today)
        self._tags = tags

    def get(self, company: int) -> Company:
        """One whole record, also from the trash; refuses an unknown id."""
        found = self._database.rows(_GET, (company,))
        if not found:
            raise DomainError("No such company", f"The company number {company} does not exist any more.")
        (
            version,
            name,
            stage,
            revenue,
            currency,
            owner,
            owner_id,
            source,
            source_id,
            created,
            updated,
            last,
            deleted,
        ) = found[0][:13]
        fields = {field.id: field.key for field in self._custom.of("company")}
        values = self._custom.values("company", [company]).get(company, {})
        return Company(
            company,
            version,
            name,
            dict(zip(PLAIN_COLUMNS, found[0][13:], strict=True)),
            self.people(company),
            self._tags.of("company", company),
            {fields[number]: value for number, value in values.items()},
            stage,
            None if revenue is None else Money(revenue, currency or ""),
            owner,
            owner_id,
            source,
            source_id,
            created,
            updated,
            last,
            deleted,
        )

    def people(self, company: int) -> tuple[Person, ...]:
        """Who works at a company, by name; contacts in the trash left out."""
        rows = self._database.rows(
            "SELECT c.id, c.full_name, l.role, l.is_primary FROM contact_company l JOIN contact c ON c.id = l.contact_id "
            "WHERE l.company_id = ? AND c.deleted_at IS NULL ORDER BY c.name_key, c.id",
            (company,),
        )
        return tuple(Person(contact, name, role, bool(primary)) for contact, name, role, primary in rows)

    def find(self, name: str) -> int | None:
        """The oldest company of that name (legal form, case and accents aside), trash left out; None without."""
        found = self._database.rows(
            "SELECT id, name_key = ? FROM company WHERE match_key = ? AND deleted_at IS NULL ORDER BY 2 DESC, id LIMIT 1",
            (fold_key(name), company_key(name)),
        )
        return int(found[0][0]) if found else None

    def starting_with(self, text: str, limit: int = 20) -> list[tuple[int, str]]:
        """Companies whose name begins with ``text``, by name, for completing what is typed."""
        key = fold_key(text)
        return self._database.rows(
            "SELECT id, name FROM company WHERE deleted_at IS NULL AND name_key >= ? AND name_key < ? ORDER BY name_key, id LIMIT ?",
            (key, key + "\U0010ffff", limit),
        )

    # -- writing ----------------------------------------------------------------------------------------

    def create(self, uow: UnitOfWork, draft: CompanyDraft) -> int:
        """Create a company. Returns the id."""
        values = {**draft.values, **_keys(draft.name), "created_at": uow.at, "updated_at": uow.at}
        company = uow.insert("company", values)
        if draft.tags:
            self._tags.replace(uow, "company", company, draft.tags)
        for value in draft.custom:
            self._custom.set_values(uow, "company", value.field, {company: value})
        return company

    def ensure(self, uow: UnitOfWork, name: str) -> int:
        """The id of the company of that name, made now when there is none."""
        found = self.find(name)
        return found if found is not None else self.create(uow, CompanyDraft(name))

    def rename(self, uow: UnitOfWork, company: int, name: str) -> None:
        """Change the name."""
        self.set_values(uow, {company: _keys(name)})

    def set_lifecycle(self, uow: UnitOfWork, ids: Collection[int], stage: str) -> set[int]:
        """Move companies to a lifecycle stage (a code). Returns those that moved."""
        return self.set_value(uow, ids, "lifecycle_stage", stage)

    def set_tags(self, uow: UnitOfWork, company: int, names: Collection[str]) -> None:
        """Give a company exactly these tags."""
        self._tags.replace(uow, "company", company, names)

    def purge(self, uow: UnitOfWork, ids: Collection[int]) -> None:
        """Erase companies. Their people stay and move on to another company of theirs where they have one."""
        people = uow.query(
            "SELECT r.id, (SELECT l.id FROM contact_company l WHERE l.contact_id = r.id AND l.company_id NOT IN (SELECT value FROM json_each(?1)) "
            "ORDER BY l.id LIMIT 1), (SELECT l.company_id FROM contact_company l WHERE l.contact_id = r.id AND l.company_id NOT IN "
            "(SELECT value FROM json_each(?1)) ORDER BY l.id LIMIT 1) FROM contact r WHERE r.company_id IN (SELECT value FROM json_each(?1))",
            (json.dumps(list(ids)),),
        )
        uow.update_many(
            "contact", {contact: {"company_id": other, "updated_at": uow.at} for contact, _, other in people}
        )
        uow.update_many(
            "contact_company", {link: {"is_primary": 1} for _, link, _ in people if link is not None}
        )
        self._erase(uow, ids)


def _keys(name: str) -> Mapping[str, Any]:
    return {"name": name, "name_key": fold_key(name), "match_key": company_key(name)}
