"""Words about contacts."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "contacts.no_name_or_address": Refusal(
        "Name missing", "A contact needs a name, an e-mail or a phone number."
    ),
    "contacts.no_company_name": Refusal("Name missing", "Type the company's name."),
    "contacts.company_twice": Refusal("Named twice", "{name} is there twice. Name each company once."),
    "contacts.not_to_edit": Refusal(
        "Not a field to edit", "“{title}” cannot be typed into a contact. Choose another field."
    ),
    "contacts.no_name": Refusal("Name missing", "A contact needs a name."),
    "contacts.gone": Refusal("No such contact", "The contact number {number} does not exist any more."),
}
