"""What the fields of a template are for a person, a company or a deal, as texts."""

from __future__ import annotations

from salesdesk.domain.fields import FieldType
from salesdesk.services.activities import Subject
from salesdesk.store.lists.reader import custom_native
from salesdesk.ui.context import Context
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.value_texts import day_text, money_text

_OF_PERSON = ("first_name", "last_name", "honorific", "job_title", "city")


def template_values(context: Context, about: Subject, address: str = "") -> dict[str, str]:
    """The values of the fields by key; what is not known is left out. ``address`` is where the message goes. Without a deal
    that is named, the only open one of the person is meant."""
    store = context.store
    meant = context.services.activities.about(about)
    found: dict[str, object] = {"email": address}
    if meant.company_id is not None:
        company = store.companies.get(meant.company_id)
        found |= {"company": company.name, "owner": company.owner, "city": company.values.get("city")}
        found["phone"] = value_text(FieldType.PHONE, company.values.get("phone"))
    if meant.contact_id is not None:
        person = store.contacts.get(meant.contact_id)
        found |= {key: person.values[key] for key in _OF_PERSON if person.values.get(key)}
        found |= {"full_name": person.full_name, "owner": person.owner or found.get("owner")}
        found["phone"] = value_text(FieldType.PHONE, person.phone) or found.get("phone")
        fields = {field.key: field for field in store.custom_fields.of("contact")}
        for key, value in person.custom.items():
            field = fields[key]
            found[field.name] = value_text(FieldType.TEXT, custom_native(field, value))
    if meant.deal_id is not None:
        deal = store.deals.get(meant.deal_id)
        found |= {"deal_title": deal.title, "deal_value": money_text(deal.amount, deal.currency)}
        found["expected_close"] = day_text(deal.expected_close)
        found["owner"] = found.get("owner") or deal.owner_name
    return {key: str(value) for key, value in found.items() if value}
