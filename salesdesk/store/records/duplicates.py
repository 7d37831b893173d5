"""What the duplicate finder reads, and the pairs a person said are not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.records import MatchRecord

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_CONTACT = """
    SELECT c.id, c.first_name, c.middle_name, c.last_name, c.suffix, c.full_name, c.nickname, o.name, c.job_title,
        c.birthday, c.street, c.street_2, c.city, c.region, c.postal_code, c.country, c.website, c.external_id,
        c.linkedin, c.facebook, c.twitter, c.instagram
    FROM contact c LEFT JOIN company o ON o.id = c.company_id
    WHERE c.deleted_at IS NULL {} ORDER BY c.id
"""
_COMPANY = """
    SELECT id, name, email, phone_digits, fax, street, street_2, city, region, postal_code, country, website,
        external_id, linkedin, facebook, twitter, instagram
    FROM company WHERE deleted_at IS NULL {} ORDER BY id
"""
_CHUNK = 500


class DuplicateRepository:
    """Reads records as the matcher wants them and keeps the "not the same" decisions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def records(self, kind: RecordKind, ids: Iterable[int] | None = None) -> list[MatchRecord]:
        """Contacts or companies outside the trash as match records (``ref`` is the id); all, or these ``ids``."""
        if ids is None:
            return self._read(kind, "", ())
        wanted, found = sorted(set(ids)), []
        alias = "c.id" if kind is RecordKind.CONTACTS else "id"
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            found += self._read(kind, f"AND {alias} IN ({','.join('?' * len(part))})", tuple(part))
        return found

    def decided(self, kind: RecordKind) -> set[tuple[int, int]]:
        """Pairs (smaller id, greater id) a person said are not the same."""
        return set(
            self._database.rows(
                "SELECT first_id, second_id FROM duplicate_decision WHERE kind = ? AND decision = 'different'",
                (kind.value,),
            )
        )

    def decide(self, uow: UnitOfWork, kind: RecordKind, one: int, other: int) -> None:
        """Remember that two records are not the same; doing it twice changes nothing."""
        first, second = min(one, other), max(one, other)
        if (first, second) not in self.decided(kind):
            uow.insert(
                "duplicate_decision",
                {"kind": kind.value, "first_id": first, "second_id": second, "at": uow.at},
            )

    def names(self, kind: RecordKind, ids: Iterable[int]) -> dict[int, str]:
        """Display names by id."""
        wanted, column, table = sorted(set(ids)), *_NAME[kind]
        found: dict[int, str] = {}
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            found.update(self._database.rows(f"SELECT id, {column} FROM {table} WHERE id IN ({marks})", part))
        return found

    def _read(self, kind: RecordKind, condition: str, parameters: tuple[Any, ...]) -> list[MatchRecord]:
        if kind is RecordKind.CONTACTS:
            return self._contacts(condition, parameters)
        return [
            MatchRecord(
                row[0],
                RecordKind.COMPANIES,
                company=row[1],
                emails=(row[2],) if row[2] else (),
                phones=(row[3],) if row[3] else (),
                fax=row[4] or "",
                street=row[5] or "",
                street_2=row[6] or "",
                city=row[7] or "",
                region=row[8] or "",
                postal_code=row[9] or "",
                country=row[10] or "",
                website=row[11] or "",
                external_id=row[12] or "",
                links=tuple(link for link in row[13:17] if link),
            )
            for row in self._database.rows(_COMPANY.format(condition), parameters)
        ]

    def _contacts(self, condition: str, parameters: tuple[Any, ...]) -> list[MatchRecord]:
        emails: dict[int, list[str]] = defaultdict(list)
        phones: dict[int, list[str]] = defaultdict(list)
        fax: dict[int, str] = {}
        part = condition.replace("c.id", "contact_id").replace("AND", "WHERE", 1)
        for owner, address in self._database.rows(
            f"SELECT contact_id, address FROM contact_email {part} ORDER BY contact_id, position", parameters
        ):
            emails[owner].append(address)
        for owner, digits, label in self._database.rows(
            f"SELECT contact_id, digits, label FROM contact_phone {part} ORDER BY contact_id, position",
            parameters,
        ):
            if label == "fax":
                fax[owner] = digits
            else:
                phones[owner].append(digits)
        return [
            MatchRecord(
                row[0],
                RecordKind.CONTACTS,
                first_name=row[1] or "",
                middle_name=row[2] or "",
                last_name=row[3] or "",
                suffix=row[4] or "",
                full_name=row[5] or "",
                nickname=row[6] or "",
                company=row[7] or "",
                job_title=row[8] or "",
                emails=tuple(emails.get(row[0], ())),
                phones=tuple(phones.get(row[0], ())),
                fax=fax.get(row[0], ""),
                birthday=row[9] or "",
                street=row[10] or "",
                street_2=row[11] or "",
                city=row[12] or "",
                region=row[13] or "",
                postal_code=row[14] or "",
                country=row[15] or "",
                website=row[16] or "",
                external_id=row[17] or "",
                links=tuple(link for link in row[18:22] if link),
            )
            for row in self._database.rows(_CONTACT.format(condition), parameters)
        ]


_NAME = {RecordKind.CONTACTS: ("full_name", "contact"), RecordKind.COMPANIES: ("name", "company")}
