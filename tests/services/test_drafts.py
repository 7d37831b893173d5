"""What was begun and not saved is kept in the file, beside the history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.drafts import Draft, DraftChange, Records, Typed
from salesdesk.errors import StoreReadOnly
from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store
from tests.builders import add_contact, wrong_rows

CONTACT, DEAL = EntityKind.CONTACT, EntityKind.DEAL


def draft(form: str, text: str, records: Records = ()) -> Draft:
    fields = {
        "Note 0": Typed("", text),
        "Day 1": Typed(None, date(2026, 12, 24)),
        "City 2": Typed("Kiel", ""),
    }
    return Draft(form, records, fields if text else {}, uuid4().hex)


def said(services: Services, form: str = "log") -> list[object]:
    return [one.fields["Note 0"].after for one in services.drafts.of(form)]


def test_it_is_there_again_as_it_was_and_undo_leaves_it_alone(services: Services, store: Store) -> None:
    anna = add_contact(store, "Anna Berg")
    begun = draft("log", "half a “note”\nüber Zeilen", ((CONTACT, anna),))
    batches = len(store.journal.batches())
    services.drafts.write([DraftChange(begun)])
    assert services.drafts.of("log") == [begun]
    assert len(store.journal.batches()) == batches, "no history tells of it"
    services.contacts.delete([anna])
    services.commands.undo()
    assert services.drafts.of("log") == [begun]
    services.drafts.write([DraftChange(draft("log", ""), begun.mark)])
    assert services.drafts.of("log") == []
    assert not wrong_rows(store)
    assert not store.database.check()


def test_what_goes_on_from_it_takes_its_place_and_another_window_stays_beside(
    services: Services, store: Store
) -> None:
    first, second, other = (draft("log", text) for text in ("half", "half a note", "call him"))
    services.drafts.write([DraftChange(first)])
    services.drafts.write([DraftChange(second, first.mark)])
    assert said(services) == ["half a note"]
    services.drafts.write([DraftChange(other)])  # begun from nothing, in a window that was open before
    assert said(services) == ["call him", "half a note"]
    services.drafts.write([DraftChange(draft("log", "half a x"), first.mark)])  # what it goes on from is gone
    assert said(services) == ["half a x", "call him", "half a note"]
    services.drafts.write([DraftChange(draft("log", ""), first.mark)])
    assert len(said(services)) == 3, "a window forgets its own alone"
    services.drafts.write([DraftChange(draft("log", ""), second.mark), DraftChange(draft("form", "Chief"))])
    assert (said(services), said(services, "form")) == (["half a x", "call him"], ["Chief"])
    assert not wrong_rows(store)


def test_the_same_words_are_kept_once(services: Services, store: Store) -> None:
    for _ in range(2):
        services.drafts.write([DraftChange(draft("log", "half a note"))])
    assert said(services) == ["half a note"]
    assert not wrong_rows(store)


def test_the_newest_hundred_of_each_person_are_kept(services: Services, store: Store) -> None:
    services.drafts.write([DraftChange(draft(f"form {number}", "text")) for number in range(70)])
    services.drafts.write([DraftChange(draft(f"form {number}", "text")) for number in range(70, 130)])
    kept = [number for number in range(130) if services.drafts.of(f"form {number}")]
    assert kept == list(range(30, 130))
    store.actor = "Mia"
    assert services.drafts.of("form 129") == [], "each person has their own"
    services.drafts.write([DraftChange(draft("form 129", "hers"))])
    store.actor = "You"
    assert said(services, "form 129") == ["text"]
    assert not wrong_rows(store)


def test_erasing_somebody_forgets_drafts_about_them_and_those_that_name_them(
    services: Services, store: Store
) -> None:
    anna, bert = add_contact(store, "Anna Berg"), add_contact(store, "Bert Maurer")
    about = {
        "hers": ("called", ((CONTACT, anna),)),
        "names her": ("ask\nAnna Berg about it", ((CONTACT, bert),)),
        "Edit Anna Berg [1]": ("x", ()),
        "his": ("called", ((CONTACT, bert),)),
    }
    services.drafts.write([DraftChange(draft(form, text, of)) for form, (text, of) in about.items()])
    services.erasing.erase([anna])
    assert [form for form in about if services.drafts.of(form)] == ["his"]
    services.drafts.write([DraftChange(draft("hers", "typed on in another window", ((CONTACT, anna),)))])
    assert services.drafts.of("hers") == [], "there is nobody it could be about"
    assert not wrong_rows(store)
    assert not store.database.check()


def test_emptying_the_trash_forgets_what_was_about_it(services: Services, store: Store) -> None:
    stage = store.pipelines.all()[0].stages[0].id
    deal = services.deals.create("Fleet", stage)[0]
    services.drafts.write([DraftChange(draft("won", "competitor", ((DEAL, deal),)))])
    services.deals.delete([deal])
    assert said(services, "won") == ["competitor"], "it may come back"
    services.erasing.empty_trash()
    assert services.drafts.of("won") == []


def test_odd_text_is_kept_as_every_engine_can(services: Services, store: Store) -> None:
    services.drafts.write([DraftChange(draft("log", "nul\0 half\ud800 🙂 'quoted' \"twice\" \\n"))])
    assert said(services) == ["nul\0 half 🙂 'quoted' \"twice\" \\n"]
    services.drafts.write([DraftChange(draft("log", "long " * 40_000))])
    assert len(str(said(services)[0])) == 200_000


def test_copies_carry_them(services: Services, store: Store, tmp_path: Path) -> None:
    services.drafts.write([DraftChange(draft("log", "half a note"))])
    target = tmp_path / "copy.salesdesk"
    store.database.backup(target)
    copy = Store(target, read_only=True)
    try:
        again = build_services(copy)
        assert said(again) == ["half a note"]
        with pytest.raises(StoreReadOnly):
            again.drafts.write([DraftChange(draft("log", "more"))])
    finally:
        copy.database.close()
