"""What a person does with templates of messages."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.conflicts import decided
from salesdesk.domain.message_templates import TEMPLATE_FIELDS, MessageTemplate, unknown_fields
from salesdesk.domain.names import clean_name
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store


class MessageTemplateService:
    """Use cases of templates."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def fields(self) -> tuple[str, ...]:
        """The keys of the fields a template may hold."""
        return (*TEMPLATE_FIELDS, *(field.name for field in self._store.custom_fields.of("contact")))

    def create(self, name: str, subject: str, body: str) -> tuple[int, ChangeSet]:
        """Keep a subject and a text under a name. Returns the id too. Refuses one without a text, and fields that there
        are not."""
        values = self._checked(name, subject, body)
        created: list[int] = []
        changes = self._commands.run(
            phrase("changes.add_template", name=values["name"]),
            lambda uow: created.append(self._store.message_templates.create(uow, **values)),
        )
        return created[0], changes

    def change(
        self, number: int, name: str, subject: str, body: str, *, seen: MessageTemplate | None = None
    ) -> ChangeSet:
        """Change a template as a whole. ``seen`` is what the change was made from: raises ``EditConflict`` when somebody
        else changed one of the parts since."""
        ours = self._checked(name, subject, body)
        before = seen or self._store.message_templates.get(number)
        given = {key: value for key, value in ours.items() if value != getattr(before, key)}

        def write(uow: Writing) -> None:
            now = self._store.message_templates.get(number)
            values = decided(EntityKind.TEMPLATE, number, _parts(before), given, _parts(now))
            self._store.message_templates.change(uow, replace(now, **values))

        return self._commands.run(phrase("changes.change_template", name=ours["name"]), write)

    def delete(self, number: int) -> ChangeSet:
        """Forget a template."""
        name = self._store.message_templates.get(number).name
        return self._commands.run(
            phrase("changes.delete_template", name=name),
            lambda uow: self._store.message_templates.delete(uow, number),
        )

    def _checked(self, name: str, subject: str, body: str) -> dict[str, str]:
        clean = {
            "name": clean_name(name, "template"),
            "subject": one_line(subject),
            "body": body.replace("\r\n", "\n").strip(),
        }
        if not clean["body"] and not clean["subject"]:
            raise InputError("message_templates.empty", field="body")
        known = self.fields()
        for field in ("subject", "body"):
            unknown = unknown_fields(clean[field], known)
            if unknown:
                raise InputError("message_templates.unknown_field", field=field, name=unknown[0])
        return clean


def _parts(template: MessageTemplate) -> dict[str, object]:
    return {"name": template.name, "subject": template.subject, "body": template.body}
