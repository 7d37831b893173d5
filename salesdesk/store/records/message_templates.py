"""Templates of messages in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.message_templates import MessageTemplate
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.lists import MessageTemplate as TemplateRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "message_template"


def _templates() -> Query:
    t = TemplateRow
    return t.select(t.id, t.name, t.subject, t.body).order_by(t.name_key, t.id)


@Statement
def _all() -> Query:
    return _templates()


@Statement
def _by_id(number: Slot) -> Query:
    return _templates().where(TemplateRow.id == number)


class MessageTemplateRepository:
    """Templates by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[MessageTemplate]:
        """Every template, by name."""
        return [MessageTemplate(**row._asdict()) for row in self._database.select(_all)]

    def get(self, number: int) -> MessageTemplate:
        """One template; refuses an unknown id."""
        found = self._database.first(_by_id, number=number)
        if found is None:
            raise DomainError("message_templates.gone")
        return MessageTemplate(**found._asdict())

    @writes
    def create(self, uow: UnitOfWork, name: str, subject: str, body: str) -> int:
        """Keep a template; a name that another one has is refused. Returns its id."""
        return uow.insert(_TABLE, _stored(name, subject, body))

    @writes
    def change(self, uow: UnitOfWork, template: MessageTemplate) -> None:
        """Write a template as it is now."""
        uow.update(_TABLE, template.id, _stored(template.name, template.subject, template.body))

    @writes
    def delete(self, uow: UnitOfWork, number: int) -> None:
        """Forget a template; what was written with it stays."""
        uow.delete(_TABLE, number)


def _stored(name: str, subject: str, body: str) -> dict[str, str]:
    return {"name": name, "name_key": fold_key(name), "subject": subject, "body": body}
