"""What the message bar offers to take back."""

from __future__ import annotations

from salesdesk.ui.messages import Message
from tests.ui.pages.office import Office


def posted(office: Office) -> list[Message]:
    heard: list[Message] = []
    office.context.messages.posted.connect(heard.append)
    return heard


def test_undo_is_offered_for_what_was_written_and_not_for_what_came_to_nothing(office: Office) -> None:
    heard = posted(office)
    messages = office.context.messages
    messages.done("Nothing to do")
    office.person("Anna Stern")
    messages.done("Anna added")
    messages.done("Anna is in the list already")
    assert [message.action_text for message in heard] == ["", "Undo", ""]


def test_an_undo_is_no_change_that_the_next_message_takes_back(qtbot: object, office: Office) -> None:
    office.person("Anna Stern")
    heard = posted(office)
    office.context.commands.undo()
    qtbot.waitUntil(lambda: any(message.text.startswith("Undone") for message in heard))  # type: ignore[attr-defined]
    office.context.messages.done("0 people added")
    assert heard[-1].action_text == ""
