"""Kinds of meetings in the database: those that a person changed or made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.meetings import (
    OURS,
    MeetingAbout,
    MeetingTemplate,
    Rhythm,
    agenda_text,
    read_agenda,
)
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.meetings import MeetingTemplate as TemplateRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "meeting_template"


@Statement
def _all() -> Query:
    t = TemplateRow
    return t.select(t.id, t.code, t.name, t.about, t.agenda, t.rhythm, t.starts, t.people).order_by(
        t.name_key, t.id
    )


class MeetingTemplateRepository:
    """Kinds of meetings by code."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[MeetingTemplate]:
        """Every kind: ours in their order, as they were changed, then those that a person made, by name."""
        stored = {row.code: _template(row) for row in self._database.select(_all)}
        ours = [stored.pop(template.code, template) for template in OURS]
        return [*ours, *stored.values()]

    def get(self, code: str) -> MeetingTemplate:
        """One kind; refuses an unknown one."""
        found = next((template for template in self.all() if template.code == code), None)
        if found is None:
            raise DomainError("meetings.template_gone")
        return found

    @writes
    def write(self, uow: UnitOfWork, template: MeetingTemplate) -> str:
        """Keep a kind as it is now; one without a code is a new one. Returns the code."""
        values = {
            "name": template.name, "name_key": fold_key(template.name), "about": template.about.value,
            "agenda": agenda_text(template.agenda), "rhythm": template.rhythm.value, "starts": template.starts or None,
            "people": template.people or None,
        }  # fmt: skip
        if template.id is not None:
            uow.update(_TABLE, template.id, values)
            return template.code
        code = template.code or f"own-{uow.open_batch()}"
        uow.insert(_TABLE, {"code": code, **values})
        return code

    @writes
    def delete(self, uow: UnitOfWork, number: int) -> None:
        """Forget a kind, or what was changed of one of ours; its meetings stay."""
        uow.delete(_TABLE, number)


def _template(row: Named) -> MeetingTemplate:
    about = MeetingAbout(row.about) if row.about in set(MeetingAbout) else MeetingAbout.SALES
    rhythm = Rhythm(row.rhythm) if row.rhythm in set(Rhythm) else Rhythm.NONE
    agenda = read_agenda(row.agenda)
    return MeetingTemplate(
        row.code, about, agenda, row.name, rhythm, row.starts or "", row.people or "", row.id
    )
