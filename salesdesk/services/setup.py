"""What a new file starts with: a pipeline, the person as owner, and a few common sources."""

from __future__ import annotations

from salesdesk.domain.changes import Cause
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.given_values import currency as known_currency
from salesdesk.errors import InputError
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


def set_up(store: Store, *, currency: str = "EUR", country: str = "") -> None:
    """Fill a new file with its defaults, once; a file that has them is left alone.

    The batch cannot be undone: a file without any stage could not hold a deal.
    """
    if store.database.read_only or _is_set_up(store):
        return
    from salesdesk.domain.pipelines import DEFAULT_PIPELINE, DEFAULT_STAGES

    try:
        currency = known_currency(currency)
    except InputError:
        currency = "EUR"  # a setting of the person that holds none must not keep a file from being made
    with store.unit_of_work(Cause.SETUP, "Set up a new file") as uow:
        if _is_set_up(store):  # another program made the file at the same moment
            return
        store.pipelines.add(uow, DEFAULT_PIPELINE, list(DEFAULT_STAGES))
        uow.insert(
            "owner", {"name": store.actor, "name_key": fold_key(store.actor) or store.actor.casefold()}
        )
        for source in DEFAULT_SOURCES:
            uow.insert("source", {"name": source, "name_key": fold_key(source)})
        for key, value in (("currency", currency), ("country", country)):
            uow.insert("setting", {"key": key, "value": value})


def _is_set_up(store: Store) -> bool:
    return bool(store.database.value("SELECT count(*) FROM pipeline"))
