"""Somebody else writes between the plan of an import and its carrying out: nothing of theirs is written over, nothing of
the file is lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportPlan, ImportResult, Mode
from salesdesk.domain.meanwhile import NO_ANSWERS, UNTOUCHED, ImportClash, KeptValue, Meanwhile
from salesdesk.domain.sheets import SheetRequest
from salesdesk.services.imports.file import ImportFile
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_company, add_contact, services_of

WORK = CancelAfter()
OVERWRITE = ImportDecisions(default_mode=Mode.OVERWRITE)


@pytest.fixture
def bert(store: Store) -> Iterator[Services]:
    """Somebody at a window of their own."""
    other = Store(store.place, actor="Bert", clock=store.clock)
    yield services_of(other)
    other.close()


@pytest.fixture
def bring(services: Services, tmp_path: Path) -> Callable[..., ImportResult]:
    """Import a text; ``meanwhile`` happens between plan and import."""

    def run(
        text: str, meanwhile: Callable[[], object], decisions: ImportDecisions = OVERWRITE
    ) -> ImportResult:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        with services.imports.open(path, WORK) as file:
            plan = file.plan(decisions, WORK)
            meanwhile()
            return services.imports.apply(file, plan, decisions, WORK)[0]

    return run


Bring = Callable[..., ImportResult]


def test_another_field_that_somebody_changed_stays_with_what_the_file_says(
    store: Store, bert: Services, bring: Bring
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel", job_title="Clerk")
    text = "Name,Email,City,Job title\nAnna Weber,anna@x.de,Bremen,Clerk\n"
    result = bring(text, lambda: bert.contacts.update(anna, {"job_title": "CTO", "notes": "Fair"}))
    row = store.contacts.page([anna])[anna]
    assert (row["city"], row["job_title"], row["notes"]) == ("Bremen", "CTO", "Fair")
    assert (result.meanwhile, result.counts.changed) == (UNTOUCHED, 1)


def test_the_same_field_stays_as_somebody_wrote_it_and_is_told(
    store: Store, bert: Services, bring: Bring
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    text = "Name,Email,City,Country\nAnna Weber,anna@x.de,Bremen,DE\n"
    result = bring(text, lambda: bert.contacts.edit(anna, "city", "Emden"))
    row = store.contacts.page([anna])[anna]
    assert (row["city"], row["country"]) == ("Emden", "DE")
    [kept] = result.meanwhile.kept
    assert kept == KeptValue(
        RecordKind.CONTACTS, anna, "Anna Weber", "city", "Kiel", "Emden", "Bremen", kept.by
    )
    assert (kept.by.actor, result.meanwhile) == ("Bert", Meanwhile((kept,)))


def test_the_same_value_is_nothing_to_tell(store: Store, bert: Services, bring: Bring) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    text = "Name,Email,City\nAnna Weber,anna@x.de,Bremen\n"
    result = bring(text, lambda: bert.contacts.edit(anna, "city", "Bremen"))
    assert (store.contacts.page([anna])[anna]["city"], result.meanwhile) == ("Bremen", UNTOUCHED)


def test_a_field_that_somebody_emptied_stays_empty(store: Store, bert: Services, bring: Bring) -> None:
    """Also where empty fields are filled: the plan did not want to fill this one."""
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    text = "Name,Email,City\nAnna Weber,anna@x.de,Bremen\n"
    result = bring(text, lambda: bert.contacts.edit(anna, "city", ""), ImportDecisions())
    assert (store.contacts.page([anna])[anna]["city"], result.meanwhile) == (None, UNTOUCHED)


def test_a_number_that_somebody_took_away_does_not_come_back(
    store: Store, bert: Services, bring: Bring
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", phone="+49301111111")
    text = "Name,Email,Phone,City\nAnna Weber,anna@x.de,030 1111111,Bremen\n"
    bring(text, lambda: bert.contacts.set_phones(anna, ()), ImportDecisions())
    assert (store.contacts.phones(anna), store.contacts.page([anna])[anna]["city"]) == ((), "Bremen")


def test_a_record_that_is_called_otherwise_by_then_is_still_the_one(
    store: Store, bert: Services, bring: Bring
) -> None:
    """No second record comes of it."""
    anna = add_contact(store, "Anna Weber", email="anna@x.de")
    text = "Name,Email,City\nAnna Weber,anna@x.de,Bremen\n"
    changed = {"full_name": "Anna Berg", "email": "berg@y.de"}
    result = bring(text, lambda: bert.contacts.update(anna, changed))
    row = store.contacts.page([anna])[anna]
    assert (row["full_name"], row["city"], row["email"]) == ("Anna Berg", "Bremen", "berg@y.de")
    assert (store.contacts.count(), result.created["contacts"]) == (1, 0)
    assert result.meanwhile == UNTOUCHED


def test_a_record_that_was_deleted_is_left_in_the_trash_and_told(
    store: Store, bert: Services, bring: Bring
) -> None:
    anna, bo = add_contact(store, "Anna Weber", email="anna@x.de"), add_contact(store, "Bo", email="bo@x.de")
    text = "Name,Email,City\nAnna Weber,anna@x.de,Bremen\nBo,bo@x.de,Kiel\nCem,cem@x.de,Rom\n"
    result = bring(text, lambda: bert.contacts.delete([anna]))
    assert store.contacts.get(anna).deleted_at is not None
    assert store.contacts.get(anna).values["city"] is None
    assert (store.contacts.count(), store.contacts.page([bo])[bo]["city"]) == (2, "Kiel")
    assert result.meanwhile == Meanwhile(deleted=("Anna Weber",))
    assert (result.counts.left_out, result.created["contacts"]) == (1, 1)


def test_everything_deleted_meanwhile_is_told_as_well(store: Store, bert: Services, bring: Bring) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de")
    result = bring("Name,Email,City\nAnna Weber,anna@x.de,Bremen\n", lambda: bert.contacts.delete([anna]))
    assert (result.meanwhile.deleted, store.contacts.count()) == (("Anna Weber",), 0)


def test_a_record_that_was_merged_gives_its_row_to_the_one_that_went_on(
    store: Store, bert: Services, bring: Bring
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    other = add_contact(store, "A. Weber", email="weber@y.de", city="Bonn")
    text = "Name,Email,City,Country\nAnna Weber,anna@x.de,Bremen,DE\n"
    choice = {"city": 1}
    result = bring(
        text,
        lambda: bert.merges.merge(RecordKind.CONTACTS, (anna, other), choice, survivor=other),
    )
    row = store.contacts.page([other])[other]
    assert (row["city"], row["country"]) == ("Bonn", "DE")
    assert [(one.record, one.field, one.stored, one.given) for one in result.meanwhile.kept] == [
        (other, "city", "Bonn", "Bremen")
    ]
    assert store.contacts.count() == 1


def test_a_record_that_was_made_meanwhile_gets_what_it_has_not(
    store: Store, bert: Services, bring: Bring
) -> None:
    made: list[int] = []
    text = "Name,Email,City,Country\nAnna Weber,anna@x.de,Bremen,DE\n"

    def make() -> None:
        values = {"full_name": "Anna Weber", "email": "anna@x.de", "city": "Kiel"}
        made.append(bert.contacts.create(values)[0])

    result = bring(text, make)
    row = store.contacts.page(made)[made[0]]
    assert (row["city"], row["country"], store.contacts.count()) == ("Kiel", "DE", 1)
    assert [(one.field, one.stored, one.given) for one in result.meanwhile.kept] == [
        ("city", "Kiel", "Bremen")
    ]


def test_several_rows_about_one_field_are_one_value_to_tell(
    store: Store, bert: Services, bring: Bring
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    text = "Name,Email,City\nAnna Weber,anna@x.de,Bremen\nAnna Weber,anna@x.de,Husum\n"
    result = bring(text, lambda: bert.contacts.edit(anna, "city", "Emden"))
    assert store.contacts.page([anna])[anna]["city"] == "Emden"
    assert [one.given for one in result.meanwhile.kept] == ["Bremen"]


def test_companies_and_deals_are_respected_as_well(
    store: Store, services: Services, bert: Services, bring: Bring
) -> None:
    firm = add_company(store, "Nordwind GmbH", industry="Steel")
    text = "Company,Industry,Country\nNordwind GmbH,Water,DE\n"
    as_companies = ImportDecisions(
        default_mode=Mode.OVERWRITE,
        requests={"list": SheetRequest("list", kind=RecordKind.COMPANIES)},
    )
    result = bring(
        text,
        lambda: bert.companies.update(firm, {"industry": "Wind", "company": "Nordwind AG"}),
        as_companies,
    )
    row = store.companies.page([firm])[firm]
    assert (row["company"], row["industry"], row["country"]) == ("Nordwind AG", "Wind", "DE")
    assert [one.field for one in result.meanwhile.kept] == ["industry"]
    assert store.companies.count() == 1
    stages = store.pipelines.all()[0].stages
    deal, _ = services.deals.create("Fleet", stages[0].id, amount=100_000, currency="EUR")
    text = f'Deal title,Value,Stage,Notes\nFleet,"2,000.00",{stages[1].name},Call\n'
    as_deals = ImportDecisions(
        default_mode=Mode.OVERWRITE, requests={"list": SheetRequest("list", kind=RecordKind.DEALS)}
    )
    result = bring(
        text,
        lambda: (bert.deals.change(deal, amount=300_000), bert.deals.move(deal, stages[2].id)),
        as_deals,
    )
    kept = store.deals.get(deal)
    assert (kept.amount, kept.stage_id, kept.notes) == (300_000, stages[2].id, "Call")
    assert {one.field for one in result.meanwhile.kept} == {"deal_value", "stage"}


def test_who_writes_between_the_last_look_and_the_transaction_is_respected(
    store: Store, services: Services, bert: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,City\nAnna Weber,anna@x.de,Bremen\n", encoding="utf-8")
    rest = ImportFile.rest

    def late(file: ImportFile) -> None:
        bert.contacts.edit(anna, "city", "Emden")
        rest(file)

    with services.imports.open(path, WORK) as file:
        plan: ImportPlan = file.plan(OVERWRITE, WORK)
        monkeypatch.setattr(ImportFile, "rest", late)
        result, _ = services.imports.apply(file, plan, OVERWRITE, WORK)
    assert store.contacts.page([anna])[anna]["city"] == "Emden"
    assert [one.stored for one in result.meanwhile.kept] == ["Emden"]


def test_an_import_that_respected_others_is_undone_without_them(
    store: Store, services: Services, bert: Services, bring: Bring
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    text = "Name,Email,City,Country\nAnna Weber,anna@x.de,Bremen,DE\n"
    result = bring(text, lambda: bert.contacts.edit(anna, "city", "Emden"))
    assert services.imports.undo(result.number).kept == ()
    row = store.contacts.page([anna])[anna]
    assert (row["city"], row["country"]) == ("Emden", None)


def test_a_company_that_somebody_gave_meanwhile_stays_the_first_one(
    store: Store, bert: Services, bring: Bring
) -> None:
    number = add_contact(store, "Anna Berg", email="anna@x.example")
    text = "Name,Email,Company\nAnna Berg,anna@x.example,Süd GmbH\n"
    result = bring(text, lambda: bert.contacts.edit(number, "company", "West AG"))
    assert [job.company for job in store.contacts.companies(number)] == ["West AG"]
    assert [(kept.name, kept.field) for kept in result.meanwhile.kept] == [("Anna Berg", "company")]


def test_an_empty_field_that_somebody_filled_meanwhile_is_told_where_empty_ones_are_filled(
    store: Store, bert: Services, bring: Bring
) -> None:
    """The plan said that the file's value would be written; what stands there is left, but not without a word."""
    anna = add_contact(store, "Anna Weber", email="anna@x.de")
    text = "Name,Email,City,Country\nAnna Weber,anna@x.de,Bremen,DE\n"
    result = bring(text, lambda: bert.contacts.edit(anna, "city", "Emden"), ImportDecisions())
    row = store.contacts.page([anna])[anna]
    assert (row["city"], row["country"]) == ("Emden", "DE")
    assert [(one.field, one.planned, one.stored, one.given) for one in result.meanwhile.kept] == [
        ("city", None, "Emden", "Bremen")
    ]


def test_a_company_that_somebody_gave_meanwhile_is_told_where_empty_ones_are_filled(
    store: Store, bert: Services, bring: Bring
) -> None:
    number = add_contact(store, "Anna Berg", email="anna@x.example")
    text = "Name,Email,Company\nAnna Berg,anna@x.example,Süd GmbH\n"
    result = bring(text, lambda: bert.contacts.edit(number, "company", "West AG"), ImportDecisions())
    assert [job.company for job in store.contacts.companies(number)] == ["West AG"]
    assert [(kept.name, kept.field) for kept in result.meanwhile.kept] == [("Anna Berg", "company")]


class Asking:
    """An import by a person who is asked, and who answers each question with the same side."""

    def __init__(self, services: Services, tmp_path: Path) -> None:
        self._services, self._path = services, tmp_path / "list.csv"
        self.asked: list[Meanwhile] = []

    def run(
        self,
        text: str,
        *meanwhile: Callable[[], object],
        file_wins: bool,
        decisions: ImportDecisions = OVERWRITE,
    ) -> ImportResult:
        """Each of ``meanwhile`` happens before one more try."""
        self._path.write_text(text, encoding="utf-8")
        answers = NO_ANSWERS
        with self._services.imports.open(self._path, WORK) as file:
            plan = file.plan(decisions, WORK)
            for something in meanwhile:
                something()
                with pytest.raises(ImportClash) as refused:
                    self._services.imports.apply(file, plan, decisions, WORK, answers=answers)
                self.asked.append(refused.value.meanwhile)
                for kept in refused.value.meanwhile.kept:
                    answers = answers.with_value(kept, file_wins)
                for name in refused.value.meanwhile.deleted:
                    answers = answers.with_deleted(name, file_wins)
            return self._services.imports.apply(file, plan, decisions, WORK, answers=answers)[0]


@pytest.fixture
def asking(services: Services, tmp_path: Path) -> Asking:
    return Asking(services, tmp_path)


def test_the_same_field_is_asked_and_nothing_is_written_before_the_answer(
    store: Store, services: Services, bert: Services, tmp_path: Path
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,City\nAnna Weber,anna@x.de,Bremen\nNew One,new@x.de,Rom\n", encoding="utf-8")
    with services.imports.open(path, WORK) as file:
        plan = file.plan(OVERWRITE, WORK)
        bert.contacts.edit(anna, "city", "Emden")
        before = store.journal.latest()
        with pytest.raises(ImportClash) as refused:
            services.imports.apply(file, plan, OVERWRITE, WORK, answers=NO_ANSWERS)
    [kept] = refused.value.meanwhile.kept
    assert (kept.record, kept.field, kept.planned, kept.stored, kept.given) == (
        anna,
        "city",
        "Kiel",
        "Emden",
        "Bremen",
    )
    assert kept.by.actor == "Bert"
    assert (store.journal.latest(), store.contacts.count()) == (before, 1)


@pytest.mark.parametrize(("file_wins", "city"), [(True, "Bremen"), (False, "Emden")])
@pytest.mark.parametrize(("decisions", "before"), [(OVERWRITE, "Kiel"), (ImportDecisions(), None)])
def test_the_answer_decides_whose_value_stays(
    store: Store,
    bert: Services,
    asking: Asking,
    file_wins: bool,
    city: str,
    decisions: ImportDecisions,
    before: str | None,
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city=before)
    text = "Name,Email,City,Country\nAnna Weber,anna@x.de,Bremen,DE\n"
    result = asking.run(
        text,
        lambda: bert.contacts.update(anna, {"city": "Emden", "notes": "Fair"}),
        file_wins=file_wins,
        decisions=decisions,
    )
    row = store.contacts.page([anna])[anna]
    assert (row["city"], row["country"], row["notes"]) == (city, "DE", "Fair")
    assert result.meanwhile == UNTOUCHED


def test_different_fields_ask_nothing(
    store: Store, services: Services, bert: Services, tmp_path: Path
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,City\nAnna Weber,anna@x.de,Bremen\n", encoding="utf-8")
    with services.imports.open(path, WORK) as file:
        plan = file.plan(OVERWRITE, WORK)
        bert.contacts.edit(anna, "country", "DE")
        services.imports.apply(file, plan, OVERWRITE, WORK, answers=NO_ANSWERS)
    row = store.contacts.page([anna])[anna]
    assert (row["city"], row["country"]) == ("Bremen", "DE")


def test_who_writes_once_more_while_it_is_asked_is_asked_about_once_more(
    store: Store, bert: Services, asking: Asking
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de", city="Kiel")
    asking.run(
        "Name,Email,City\nAnna Weber,anna@x.de,Bremen\n",
        lambda: bert.contacts.edit(anna, "city", "Emden"),
        lambda: bert.contacts.edit(anna, "city", "Leer"),
        file_wins=True,
    )
    assert [one.kept[0].stored for one in asking.asked] == ["Emden", "Leer"]
    assert store.contacts.page([anna])[anna]["city"] == "Bremen"


@pytest.mark.parametrize("file_wins", [True, False])
def test_whether_a_deleted_record_is_made_anew_is_asked(
    store: Store, bert: Services, asking: Asking, file_wins: bool
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@x.de")
    text = "Name,Email,City\nAnna Weber,anna@x.de,Bremen\nCem,cem@x.de,Rom\n"
    result = asking.run(text, lambda: bert.contacts.delete([anna]), file_wins=file_wins)
    assert [one.deleted for one in asking.asked] == [("Anna Weber",)]
    assert store.contacts.get(anna).deleted_at is not None
    assert (store.contacts.count(), result.created["contacts"]) == ((2, 2) if file_wins else (1, 1))
    assert result.meanwhile == UNTOUCHED
