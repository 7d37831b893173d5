"""Which one person, company or deal is meant by what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.search_results import SearchHit
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.activities.subjects import Subject
from salesdesk.store.store import Store

_ABOUT = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL)
_MOST, _MOST_LISTED = 12, 8
_NUMBERED = re.compile(r"(?P<kind>[a-z]*) ?#(?P<number>[0-9]{1,17})", re.IGNORECASE)
"""A record by its number, as refusals and the search list it: "contact #28", "contacts #28", "#28"."""
_KINDS = {
    "": _ABOUT,
    **dict.fromkeys(("contact", "contacts"), (EntityKind.CONTACT,)),
    **dict.fromkeys(("company", "companies"), (EntityKind.COMPANY,)),
    **dict.fromkeys(("deal", "deals"), (EntityKind.DEAL,)),
}


def subject_called(store: Store, words: str, kinds: Sequence[EntityKind] = _ABOUT) -> tuple[Subject, str]:
    """The one person, company or deal that some words find or that "company #3" names, and what it is called. Raises
    ``InputError`` for none, and for several, which it lists with what tells them apart and how to say which."""
    meant, others = _meant(store, words, kinds)
    if not meant:
        *kinds_meant, last = (phrase(f"kinds.{kind.value}") for kind in kinds)
        code = "nobody_found" if kinds_meant else "none_found"
        raise InputError(f"activities.{code}", field="who", words=words, kinds=tuple(kinds_meant), last=last)
    hit = meant[0]
    if len(meant) > 1:
        listed = tuple(told_apart(one) for one in meant[:_MOST_LISTED])
        code = "several_found" if len(meant) <= _MOST_LISTED and not others else "many_found"
        raise InputError(f"activities.{code}", field="who", words=words, hits=listed, example=_numbered(hit))
    about = {
        EntityKind.CONTACT: Subject(contact_id=hit.id),
        EntityKind.COMPANY: Subject(company_id=hit.id),
        EntityKind.DEAL: Subject(deal_id=hit.id),
    }
    return about[hit.kind], hit.title


def told_apart(hit: SearchHit, *further: str) -> Phrase:
    """A record with what tells it from others of its name: "Anna Berg (contact #28, Nordwind GmbH, Berlin)"; ``further`` is
    told as well."""
    beside = dict.fromkeys(part for part in (hit.detail, hit.facts.town, *further) if part)
    return phrase("activities.told_apart", title=hit.title, beside=(_numbered(hit), *beside))


def _numbered(hit: SearchHit) -> Phrase:
    return phrase("activities.numbered", kind=phrase(f"kinds.{hit.kind.value}"), number=hit.id)


def _meant(store: Store, words: str, kinds: Sequence[EntityKind]) -> tuple[list[SearchHit], bool]:
    """Whom words may mean, and whether there are more than that."""
    by_number = _NUMBERED.fullmatch(words.strip())
    if by_number is not None and by_number["kind"].lower() in _KINDS:
        named = _KINDS[by_number["kind"].lower()]
        asked = [(kind, int(by_number["number"])) for kind in kinds if kind in named]
        return store.quick_search.known(asked), False
    groups = [group for group in store.quick_search.find(words, _MOST) if group.kind in kinds]
    hits = [hit for group in groups for hit in group.hits]
    meant = _called_so(hits, words) or _named_so(hits, words) or _people(hits) or hits
    return meant, any(group.more for group in groups)


def _called_so(hits: Sequence[SearchHit], words: str) -> list[SearchHit]:
    """Those whose whole name it is."""
    return [hit for hit in hits if fold_key(hit.title) == fold_key(words)]


def _named_so(hits: Sequence[SearchHit], words: str) -> list[SearchHit]:
    """People and companies with these words in their own names: a company's name finds the people there and its deals, and
    a person's their deals, but whoever is called so is meant."""
    typed = fold_key(words).split()
    return [
        hit
        for hit in hits
        if hit.kind is not EntityKind.DEAL and typed and all(word in fold_key(hit.title) for word in typed)
    ]


def _people(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """People that are found by what is shown of them."""
    return [hit for hit in hits if hit.kind is EntityKind.CONTACT and hit.place is None]
