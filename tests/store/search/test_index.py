"""The same words find the same records on both engines: the tests of this module run on each."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.services.services import Services
from salesdesk.store.search import fts5
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact

PEOPLE: dict[str, dict[str, str]] = {
    "zoe": {"full_name": "Zoë Müller-Lüdenscheidt", "city": "Gießen", "job_title": "Geschäftsführerin"},
    "soren": {
        "full_name": "Søren Ærø",
        "nickname": "Bjørn",
        "city": "Łódź",
        "email": "s.aeroe_7@web-haus.example",
    },
    "liam": {
        "full_name": "Liam O'Brien",
        "city": "L’Aquila",
        "job_title": "Head of R&D",
        "phone": "+49 30 1234567",
    },
    "eleni": {"full_name": "Ελένη Παπαδοπούλου", "city": "Αθήνα", "job_title": "ΔΙΕΥΘΎΝΤΡΙΑ"},
    "petr": {"full_name": "Пётр Чайковский", "city": "Йошкар-Ола"},
    "rahul": {"full_name": "राहुल शर्मा", "city": "दिल्ली", "job_title": "हिन्दी शिक्षक"},
    "yuki": {"full_name": "山田 太郎", "city": "東京", "nickname": "ﾀﾛｳ"},
    "minjun": {"full_name": "김민준", "city": "서울"},
    "layla": {"full_name": "لَيْلَى", "city": "القاهرة"},
    "ilker": {"full_name": "İlker Işık", "city": "IĞDIR", "phone": "+90 212 555 44 33"},
    "jose": {"full_name": "Jose\u0301 Nun\u0303ez", "city": "A Coruña", "mobile": "0171 7654321"},
    "juergen": {
        "full_name": "Jürgen Groß",
        "company": "Bäckerei Weiß & Söhne",
        "street": "Königsallee 12a",
        "postal_code": "04109",
        "notes": "Möchte 3 Stühle, Größe 40-42.\nRuft zurück.",
    },
    "mueller": {"full_name": "Rolf Mueller", "company": "Strasser Oefen", "notes": "Groesse unklar"},
    "soeren": {"full_name": "Soeren Kjaer", "department": "Indkøb", "city": "Aalborg"},
    "asa": {"full_name": "Åsa Sjöström", "notes": "fra Ålesund"},
    "dangelo": {"full_name": "Maria D'Angelo", "linkedin": "https://www.linkedin.com/in/mariadangelo"},
    "jeanluc": {"full_name": "Jean-Luc N’Diaye", "external_id": "KD-4711", "company": "eBay McDonald"},
    "lukas": {"full_name": "Ann Marie Lukas", "notes": "T.Ü.V. Bericht, R2-D2, E-Mail-Adresse fehlt"},
    "kanako": {"full_name": "鈴木 花子", "company": "東京商事株式会社", "notes": "スカイツリーで会った"},
    "somchai": {"full_name": "สมชาย ใจดี", "city": "กรุงเทพมหานคร"},
    "nour": {"full_name": "شركة النور للتجارة", "notes": "وبالمدينة"},
    "dov": {"full_name": "דב כהן", "notes": "הבית החדש"},
    "reza": {"full_name": "رضا کریمی", "city": "تهران"},
    "x": {"full_name": "X", "job_title": "QA 2", "email": "x@xenon.example"},
}

FOUND: dict[str, tuple[str, ...]] = {
    # accents, and letters that are written as two
    "muller": ("zoe",),
    "MÜLLER": ("mueller", "zoe"),
    "ludenscheidt": ("zoe",),
    "giessen": ("zoe",),
    "gießen": ("zoe",),
    "GIESSEN": ("zoe",),
    "geschaftsfuhr": ("zoe",),
    "søren aero": ("soren",),
    "soren": ("soren",),
    "bjorn": ("soren",),
    "BJØRN": ("soren",),
    "lodz": ("soren",),
    "Łódź": ("soren",),
    "jose nunez": ("jose",),
    "José": ("jose",),
    "coruna": ("jose",),
    # signs within words
    "o'brien": ("liam",),
    "obrien": ("liam",),
    "o’brien": ("liam",),
    "l'aquila": ("liam",),
    "laquila": ("liam",),
    "aquila": ("liam",),
    "r&d": ("liam",),
    "r and d": ("liam",),
    # other scripts and their case
    "ελενη": ("eleni",),
    "ΑΘΗΝΑ": ("eleni",),
    "αθήνα": ("eleni",),
    "διευθυντρια": ("eleni",),
    "петр": ("petr",),
    "ПЁТР": ("petr",),
    "йошкар": ("petr",),
    "ола": ("petr",),
    "राहुल": ("rahul",),
    "दिल्ली": ("rahul",),
    "हिन्दी": ("rahul",),
    "हि": ("rahul",),
    "東京": ("kanako", "yuki"),
    "山": ("yuki",),
    "タロウ": ("yuki",),
    "김민준": ("minjun",),
    "서울": ("minjun",),
    "القاهرة": ("layla",),
    "ليلى": ("layla",),
    "ilker isik": ("ilker",),
    "IŞIK": ("ilker",),
    "igdir": ("ilker",),
    "ığdır": ("ilker",),
    # one and two letters, and beginnings alone
    "z": ("juergen", "zoe"),
    "q": ("x",),
    "qa": ("x",),
    "2": ("x",),
    "gi": ("zoe",),
    "m l": ("dangelo", "jeanluc", "lukas", "zoe"),
    "iessen": (),
    "uller": (),
    # parts of addresses
    "s.aeroe": ("soren",),
    "aeroe_7": ("soren",),
    "web-haus": ("soren",),
    "haus.example": ("soren",),
    "x@xen": ("x",),
    "example": ("soren", "x"),
    # numbers by any run of three digits
    "030 123": ("liam",),
    "4567": ("liam",),
    "345": ("liam",),
    "+90 212": ("ilker",),
    "5554433": ("ilker",),
    "0171": ("jose",),
    "liam 4567": ("liam",),
    "liam 7654": (),
    "12": ("juergen",),
    "999": (),
    # several words are all wanted
    "zoe giessen": ("zoe",),
    "zoe lodz": (),
    # letters that are written as two, either way
    "juergen": ("juergen",),
    "jürgen": ("juergen",),
    "jurgen": ("juergen",),
    "gross": ("juergen",),
    "GROẞ": ("juergen",),
    "koenigsallee": ("juergen",),
    "baeckerei soehne": ("juergen",),
    "weiss": ("juergen",),
    "stuehle": ("juergen",),
    "groesse": ("juergen", "mueller"),
    "größe": ("juergen", "mueller"),
    "mueller": ("mueller", "zoe"),
    "mu\u0308ller rolf": ("mueller",),
    "straßer": ("mueller",),
    "öfen": ("mueller",),
    "oefen": ("mueller",),
    "ofen": (),
    "søren": ("soeren", "soren"),
    "soeren": ("soeren", "soren"),
    "aeroe": ("soren",),
    "kjær": ("soeren",),
    "indkoeb": ("soeren",),
    "ålborg": ("soeren",),
    "aasa sjoestroem": ("asa",),
    "asa sjostrom": ("asa",),
    "sjøstrøm": ("asa",),
    "aalesund": ("asa",),
    # what stands inside a name
    "brien": ("liam",),
    "angelo": ("dangelo",),
    "dangelo": ("dangelo",),
    "d'angelo": ("dangelo",),
    "d´angelo": ("dangelo",),
    "mariadangelo": ("dangelo",),
    "linkedin.com/in/maria": ("dangelo",),
    "https://linkedin.com/in/maria": (),
    "jeanluc": ("jeanluc",),
    "jean-luc": ("jeanluc",),
    "jean luc": ("jeanluc",),
    "luc": ("jeanluc",),
    "diaye": ("jeanluc",),
    "ndiaye": ("jeanluc",),
    "n'diaye": ("jeanluc",),
    "bay": ("jeanluc",),
    "donald": ("jeanluc",),
    "müllerlüdenscheidt": ("zoe",),
    "muellerluedenscheidt": ("zoe",),
    "annmarie": (),
    "tüv": ("lukas",),
    "tuev": ("lukas",),
    "r2d2": ("lukas",),
    "e-mail": ("lukas",),
    "emailadresse": ("lukas",),
    # ids, codes and numbers that are no phone numbers
    "kd-4711": ("jeanluc",),
    "kd4711": ("jeanluc",),
    "4711": ("jeanluc",),
    "04109": ("juergen",),
    "4109": (),
    "40-42": ("juergen",),
    # scripts without spaces, or with what is written together
    "商事": ("kanako",),
    "株式": ("kanako",),
    "東京商事株式会社": ("kanako",),
    "京": ("kanako", "yuki"),
    "社": ("kanako",),
    "商社": (),
    "ツリー": ("kanako",),
    "ﾂﾘｰ": ("kanako",),
    "花子": ("kanako",),
    "子": ("kanako",),
    "郎": ("yuki",),
    "민준": ("minjun",),
    "준": ("minjun",),
    "ใจดี": ("somchai",),
    "มหานคร": ("somchai",),
    "النور": ("nour",),
    "نور": ("nour",),
    "تجاره": ("nour",),
    "تجارة": ("nour",),
    "مدينة": ("nour",),
    "قاهرة": ("layla",),
    "בית": ("dov",),
    "חדש": ("dov",),
    "كريمي": ("reza",),
    "کریمی": ("reza",),
    "": (),
    "-": (),
    "'": (),
}


@pytest.fixture
def people(store: Store) -> dict[int, str]:
    """Everybody of ``PEOPLE``, by id."""
    found = {}
    for name, values in PEOPLE.items():
        given = dict(values)
        found[add_contact(store, given.pop("full_name"), **given)] = name
    return found


def found_by(store: Store, people: dict[int, str]) -> dict[str, tuple[str, ...]]:
    return {
        text: tuple(sorted(people[one] for one in store.database.search.find(EntityKind.CONTACT, text)))
        for text in FOUND
    }


def test_what_is_typed_finds_who_it_should(store: Store, people: dict[int, str]) -> None:
    assert found_by(store, people) == FOUND


def test_an_index_made_afresh_finds_the_same(store: Store, people: dict[int, str]) -> None:
    with store.database.transaction():
        store.database.search.renew()
    assert found_by(store, people) == FOUND
    assert store.database.check() == []


def test_who_is_changed_is_found_by_what_is_new_alone(
    store: Store, people: dict[int, str], services: Services
) -> None:
    zoe = next(one for one, name in people.items() if name == "zoe")
    services.contacts.edit(zoe, "city", "Øster Søgade")
    assert found_by(store, people) == {
        **FOUND,
        "giessen": (),
        "gießen": (),
        "GIESSEN": (),
        "gi": (),
        "zoe giessen": (),
    }
    assert store.database.search.find(EntityKind.CONTACT, "oster sogade") == [zoe]


@pytest.mark.parametrize(
    ("text", "companies", "deals"),
    [
        ("strasse", 1, 1),
        ("Straße", 1, 1),
        ("koln", 1, 0),
        ("strassenbau.example", 1, 0),
        ("lukasz", 0, 1),
        ("253 0000", 1, 0),
        ("maschinen", 0, 1),
    ],
)
def test_companies_and_deals_are_found_alike(
    store: Store, services: Services, text: str, companies: int, deals: int
) -> None:
    firm = add_company(
        store, "Straßenbau AG", city="Köln", website="www.strassenbau.example", phone="+1 650 253 0000"
    )
    person = add_contact(store, "Łukasz")
    stage = store.database.value("SELECT id FROM stage WHERE name_key = 'demo'")
    services.deals.create("Maschinen", stage, company_id=firm, contact_id=person)
    find = store.database.search.find
    assert (len(find(EntityKind.COMPANY, text)), len(find(EntityKind.DEAL, text))) == (companies, deals)


def test_the_tokenizer_makes_of_plain_letters_what_folding_makes_of_them(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "letters.salesdesk")) as store:
        execute = store.database.execute
        execute(f"CREATE VIRTUAL TABLE temp.letters USING {fts5.tables()['search_contact']}")
        execute("CREATE VIRTUAL TABLE temp.made USING fts5vocab(temp, letters, instance)")
        texts = [f"a{letter}b" for letter in fts5._WITHOUT_MARKS]
        for number, text in enumerate(texts, 1):
            execute("INSERT INTO temp.letters (rowid, words) VALUES (?, ?)", (number, text))
        made = store.database.rows("SELECT doc, term FROM temp.made ORDER BY doc")
        assert made == [(number, fold_key(text)) for number, text in enumerate(texts, 1)]
