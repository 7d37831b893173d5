"""What a new file starts with: a pipeline, the person as owner, and a few common sources."""

from __future__ import annotations

from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.given_values import currency as known_currency
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.store.records.emptiness import has_any
from salesdesk.store.store import Store

DEFAULT_SOURCES = (
    "Referral",
    "Web form",
    "Trade show",
    "Cold call",
    "Newsletter",
    "Social media",
    "Direct mail",
    "Import",
)


def set_up(
    store: Store, *, currency: str = "EUR", country: str = "", decimal: str = "", date_order: str = ""
) -> None:
    """Fill a new file with its defaults, once; a file that has them is left alone. ``decimal`` and ``date_order`` are
    how the person writes numbers and dates, "" where that is not known.

    The batch cannot be undone: a file without any stage could not hold a deal.
    """
    if store.database.read_only or _is_set_up(store):
        return
    from salesdesk.domain.pipelines import DEFAULT_PIPELINE, DEFAULT_STAGES

    try:
        currency = known_currency(currency)
    except InputError:
        currency = "EUR"  # a setting of the person that holds none must not keep a file from being made
    with store.unit_of_work(Cause.SETUP, phrase("changes.set_up")) as uow:
        if _is_set_up(store):  # another program made the file at the same moment
            return
        store.pipelines.add(uow, DEFAULT_PIPELINE, DEFAULT_STAGES)
        try:
            store.owners.ensure(uow, store.actor)
        except InputError:  # nor must a person who is called by signs alone
            store.owners.ensure(uow, "You")
        for source in DEFAULT_SOURCES:
            store.sources.ensure(uow, source)
        store.settings.set(uow, "currency", currency)
        store.settings.set(uow, "country", country)
        for key, value in (("decimal", decimal), ("date_order", date_order)):
            if value:
                store.settings.set(uow, key, value)


def _is_set_up(store: Store) -> bool:
    return has_any(store.database, EntityKind.PIPELINE)
