"""What a person does with kinds of meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.meetings import MeetingTemplate
from salesdesk.domain.names import clean_name, name_taken, same_name
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import Words, phrase
from salesdesk.services.commands import Commands
from salesdesk.services.meetings.agendas import checked_agenda
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store


class MeetingTemplateService:
    """Use cases of kinds of meetings; each is one step to undo."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def all(self) -> list[MeetingTemplate]:
        """Every kind, ours first."""
        return self._store.meeting_templates.all()

    def named(self, text: str, words: Words) -> MeetingTemplate:
        """The kind with a code or a name; ``words`` puts the names of ours into words. Raises ``InputError`` with those
        that there are."""
        known = self.all()
        for template in known:
            called = template.called
            name = called if isinstance(called, str) else words(called)
            if template.code == one_line(text) or same_name(name, text):
                return template
        typed = tuple(t.code if t.is_ours else t.name for t in known)
        raise InputError("meetings.no_template", field="template", name=text, known=typed)

    def save(self, template: MeetingTemplate) -> tuple[str, ChangeSet]:
        """Keep a kind of meeting; one without a code is a new one. Returns its code too."""
        clean = self._checked(template)
        code: list[str] = []

        def change(uow: Writing) -> None:
            code.append(self._store.meeting_templates.write(uow, clean))

        told = phrase("changes.edit_meeting_template", name=clean.called)
        changes = self._commands.run(told, change)
        return code[0], changes

    def delete(self, code: str) -> ChangeSet:
        """Forget a kind of meeting that a person made, or what they changed of one of ours. Meetings stay."""
        template = self._store.meeting_templates.get(code)
        number = template.id
        if number is None:
            raise DomainError("meetings.template_as_it_was")
        code = "changes.reset_meeting_template" if template.is_ours else "changes.delete_meeting_template"
        return self._commands.run(
            phrase(code, name=template.called),
            lambda uow: self._store.meeting_templates.delete(uow, number),
        )

    def _checked(self, template: MeetingTemplate) -> MeetingTemplate:
        name = one_line(template.name)
        if name or not template.is_ours:
            name = clean_name(name, "meeting")
        for other in self.all():
            if name and other.code != template.code and same_name(other.name, name):
                raise name_taken(name, "meeting")
        starts = one_line(template.starts)
        if starts:
            try:
                starts = datetime.strptime(starts, "%H:%M").strftime("%H:%M")
            except ValueError as error:
                raise InputError("meetings.no_time", field="starts", text=starts) from error
        if not template.agenda:
            raise InputError("meetings.no_agenda", field="agenda")
        stored = next((one.id for one in self.all() if one.code == template.code), None)
        return replace(
            template,
            id=stored,
            name=name,
            agenda=checked_agenda(template.agenda),
            starts=starts,
            people=one_line(template.people),
        )
