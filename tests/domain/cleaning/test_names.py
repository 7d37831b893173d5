from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.name_case import repair_case
from salesdesk.domain.cleaning.name_titles import join_titles, title_of_part
from salesdesk.domain.cleaning.names import (
    PersonName,
    clean_family,
    clean_given,
    join_name,
    looks_like_company,
    parse_name,
)


@pytest.mark.parametrize(
    ("text", "first", "middle", "last"),
    [
        ("John Smith", "John", "", "Smith"), ("JOHN SMITH", "John", "", "Smith"), ("john smith", "John", "", "Smith"),
        ("Smith, John", "John", "", "Smith"), ("SMITH, JOHN Q.", "John", "Q.", "Smith"),
        ("Jürgen Müller-Lüdenscheidt", "Jürgen", "", "Müller-Lüdenscheidt"),
        ("Beethoven, Ludwig van", "Ludwig", "", "van Beethoven"), ("LUDWIG VAN BEETHOVEN", "Ludwig", "", "van Beethoven"),
        ("Anna Maria von der Leyen", "Anna", "Maria", "von der Leyen"), ("Maria de la Cruz", "Maria", "", "de la Cruz"),
        ("José Ortega y Gasset", "José", "", "Ortega y Gasset"), ("Osama bin Laden", "Osama", "", "bin Laden"),
        ("Van Morrison", "Van", "", "Morrison"), ("VAN MORRISON", "Van", "", "Morrison"), ("de Vries, Jan", "Jan", "", "de Vries"),
        ("van der Berg J.P.", "J.P.", "", "van der Berg"), ("VAN DEN BERG", "", "", "van den Berg"),
        ("de Gaulle Charles", "Charles", "", "de Gaulle"), ("DE GAULLE CHARLES", "Charles", "", "de Gaulle"),
        ("de la Cruz María José", "María", "José", "de la Cruz"), ("De La Cruz Ana", "Ana", "", "De La Cruz"),
        ("von der Leyen", "", "", "von der Leyen"), ("Van den Berg", "", "", "Van den Berg"), ("De Niro", "", "", "De Niro"),
        ("ter Horst Jan", "Jan", "", "ter Horst"),
        ("Von Miller", "Von", "", "Miller"), ("Della Reese", "Della", "", "Reese"), ("Di Anna", "Di", "", "Anna"),
        ("Hans-Peter Freiherr von Stein", "Hans-Peter", "", "Freiherr von Stein"),
        ("Stein, Hans-Peter Freiherr von", "Hans-Peter", "", "Freiherr von Stein"),
        ("HANS GRAF VON STEIN", "Hans", "", "Graf von Stein"), ("Freiherr von Stein", "", "", "Freiherr von Stein"),
        ("Steffi Graf", "Steffi", "", "Graf"), ("Anna Graf Berg", "Anna", "Graf", "Berg"),
        ("RONALD MCDONALD", "Ronald", "", "McDonald"), ("SHAUGHNESSY O'NEILL", "Shaughnessy", "", "O'Neill"),
        ("jean-luc picard", "Jean-Luc", "", "Picard"), ("Yo-Yo Ma", "Yo-Yo", "", "Ma"), ("YO-YO MA", "Yo-Yo", "", "Ma"),
        ("J. R. R. Tolkien", "J.", "R. R.", "Tolkien"), ("JP Morgan", "JP", "", "Morgan"), ("M. Scott Peck", "M.", "Scott", "Peck"),
        ("Jean DUPONT", "Jean", "", "Dupont"), ("DUPONT Jean", "Jean", "", "Dupont"), ("Anne-Marie LE GALL", "Anne-Marie", "", "Le Gall"),
        ("John & Jane Smith", "John & Jane", "", "Smith"), ("Don Draper", "Don", "", "Draper"), ("Kim Anderson", "Kim", "", "Anderson"),
        ("Madonna", "Madonna", "", ""), ("Grace Lee", "Grace", "", "Lee"),
    ],
)  # fmt: skip
def test_western_names(text: str, first: str, middle: str, last: str) -> None:
    name = parse_name(text)
    assert (name.first, name.middle, name.last) == (first, middle, last)
    assert name.full == join_name(first=first, middle=middle, last=last)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Anna Müller", PersonName("Dr.", "Anna", "", "Müller", full="Anna Müller")),
        (
            "Herr Prof. Dr. med. Hans von Hut",
            PersonName("Herr Prof. Dr. med.", "Hans", "", "von Hut", full="Hans von Hut"),
        ),
        ("Dipl.-Ing. Franz Berger", PersonName("Dipl.-Ing.", "Franz", "", "Berger", full="Franz Berger")),
        ("Dott.ssa Lucia Bianchi", PersonName("Dott.ssa", "Lucia", "", "Bianchi", full="Lucia Bianchi")),
        ("Mr. & Mrs. John Smith", PersonName("Mr. & Mrs.", "John", "", "Smith", full="John Smith")),
        ("Frau Müller", PersonName("Frau", "", "", "Müller", full="Frau Müller")),
        ("Miller-Meyer, Dr. Eva", PersonName("Dr.", "Eva", "", "Miller-Meyer", full="Eva Miller-Meyer")),
        ("Müller, Hans, Dr.", PersonName("Dr.", "Hans", "", "Müller", full="Hans Müller")),
        (
            "Müller, Hans, MBA, Prof. Dr.",
            PersonName("Prof. Dr.", "Hans", "", "Müller", "MBA", full="Hans Müller MBA"),
        ),
        ("Meier Dr., Hans", PersonName("Dr.", "Hans", "", "Meier", full="Hans Meier")),
        ("Meier, Herr", PersonName("Herr", "", "", "Meier", full="Herr Meier")),
        ("Dr Dr h.c. Anna Berg", PersonName("Dr Dr h.c.", "Anna", "", "Berg", full="Anna Berg")),
        (
            "Prof. Dr. h. c. mult. Anna Berg",
            PersonName("Prof. Dr. h. c. mult.", "Anna", "", "Berg", full="Anna Berg"),
        ),
        ("Herr van den Berg", PersonName("Herr", "", "", "van den Berg", full="Herr van den Berg")),
        (
            "Dr. Hans-Peter Freiherr von Stein, MBA",
            PersonName(
                "Dr.", "Hans-Peter", "", "Freiherr von Stein", "MBA", full="Hans-Peter Freiherr von Stein MBA"
            ),
        ),
        ("H.C. Andersen", PersonName("", "H.C.", "", "Andersen", full="H.C. Andersen")),
        ("D.R. Smith", PersonName("", "D.R.", "", "Smith", full="D.R. Smith")),
        ("John Smith Jr.", PersonName("", "John", "", "Smith", "Jr.", full="John Smith Jr.")),
        (
            "Martin Luther King, Jr.",
            PersonName("", "Martin", "Luther", "King", "Jr.", full="Martin Luther King Jr."),
        ),
        ("Ms. Jane A. Doe III", PersonName("Ms.", "Jane", "A.", "Doe", "III", full="Jane A. Doe III")),
        ("Smith, John, Jr.", PersonName("", "John", "", "Smith", "Jr.", full="John Smith Jr.")),
        ('Robert "Bob" Jones', PersonName("", "Robert", "", "Jones", "", "Bob", "Robert Jones")),
        ("Robert (Bob) Jones", PersonName("", "Robert", "", "Jones", "", "Bob", "Robert Jones")),
    ],
)
def test_titles_suffixes_and_nicknames(text: str, name: PersonName) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Dr. Eva", "Dr.", "Eva"), ("Dr. med. Eva Maria", "Dr. med.", "Eva Maria"), ("Klein, Dr. med.", "Dr. med.", "Klein"),
        ("Frau Dr. Klein", "Frau Dr.", "Klein"), ("Klein Dr.", "Dr.", "Klein"), ("Dr.", "Dr.", ""), ("Herr", "Herr", ""),
        ("Eva", "", "Eva"), ("von Stein", "", "von Stein"), ("Imam Ali", "", "Imam Ali"), ("Kumari", "", "Kumari"),
        ("D.R.", "", "D.R."), ("H.C.", "", "H.C."), ("Da Silva", "", "Da Silva"), ("", "", ""),
    ],
)  # fmt: skip
def test_titles_in_a_column_of_first_or_last_names(text: str, title: str, rest: str) -> None:
    assert title_of_part(text) == (title, rest)


@pytest.mark.parametrize(
    ("own", "more", "joined"),
    [
        ("Frau", "Dr. med.", "Frau Dr. med."), ("Herr", "Prof. Dr.", "Herr Prof. Dr."), ("Frau Dr.", "Dr. med.", "Frau Dr. med."),
        ("Frau Dr. med.", "Dr.", "Frau Dr. med."), ("Dr.", "Frau Dr. med.", "Frau Dr. med."), ("Dr.", "Frau", "Frau Dr."),
        ("Dr.", "Mr. & Mrs.", "Mr. & Mrs. Dr."), ("Herr", "Frau Dr.", "Herr Frau Dr."),
        ("Herr", "Mr Dr.", "Herr Dr."), ("", "Dr.", "Dr."), ("Dr", "", "Dr"), ("dr", "Dr.", "dr"),
    ],
)  # fmt: skip
def test_titles_are_joined_and_never_doubled(own: str, more: str, joined: str) -> None:
    assert join_titles(own, more) == joined
    assert join_titles(joined, more) == joined


def test_a_surname_that_is_a_form_of_address() -> None:
    assert title_of_part("Herr", family=True) == ("", "Herr")
    assert title_of_part("Smith Sr.", family=True) == ("", "Smith Sr.")


_TITLES = st.lists(
    st.sampled_from("Herr Frau Mr. Mrs. & Dr. med. Prof. h.c. Dipl.-Ing.".split()), max_size=4
).map(" ".join)


@given(_TITLES, _TITLES)
def test_joined_titles_join_no_further(own: str, more: str) -> None:
    joined = join_titles(own, more)
    assert join_titles(joined, more) == joined
    assert join_titles(joined, own) == joined


def test_degrees_after_a_comma() -> None:
    name = parse_name("John Smith, PhD, MBA")
    assert (name.first, name.last) == ("John", "Smith")
    assert name.suffix.replace(",", "").split() == ["PhD", "MBA"]


@pytest.mark.parametrize(
    ("text", "first", "middle", "last"),
    [
        ("Nguyễn Văn An", "An", "Văn", "Nguyễn"), ("Nguyen Van An", "An", "Van", "Nguyen"), ("Le Van Thanh", "Le", "", "Van Thanh"),
        ("Wang Xiaoming", "Xiaoming", "", "Wang"),
        ("Kim Min-jun", "Min-jun", "", "Kim"), ("Nagy István", "István", "", "Nagy"), ("山田 太郎", "太郎", "", "山田"),
        ("김철수", "철수", "", "김"), ("ジョン・スミス", "ジョン", "", "スミス"), ("山田太郎", "", "", ""), ("王小明", "", "", ""),
    ],
)  # fmt: skip
def test_other_orders_keep_the_written_name(text: str, first: str, middle: str, last: str) -> None:
    name = parse_name(text)
    assert (name.first, name.middle, name.last, name.full) == (first, middle, last, text)


def test_last_first_columns() -> None:
    assert parse_name("Smith John Paul", order="last_first") == PersonName(
        "", "John", "Paul", "Smith", full="Smith John Paul"
    )
    assert parse_name("de la Cruz Maria", order="last_first").last == "de la Cruz"


@pytest.mark.parametrize(
    "text",
    ["Acme GmbH", "Acme Consulting", "Kraft AG", "Miller & Sons Ltd.", "Université de Lyon", "acme.com"],
)
def test_companies_are_no_persons(text: str) -> None:
    assert looks_like_company(text)
    assert parse_name(text) == PersonName(full=text)


@pytest.mark.parametrize(
    "text", ["Anna Müller", "Robert Co", "Grace Ag", "Marie Sa", "Wolfgang Bauer", "Jean-Luc Picard", ""]
)
def test_persons_are_no_companies(text: str) -> None:
    assert not looks_like_company(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "suffix"),
    [
        ("Hans Greiner sen.", "Hans", "Greiner", "sen."), ("Hans Greiner jun", "Hans", "Greiner", "jun"),
        ("Josef Lehner senior", "Josef", "Lehner", "senior"), ("Josef Lehner Junior", "Josef", "Lehner", "Junior"),
        ("JOSEF LEHNER SENIOR", "Josef", "Lehner", "Senior"), ("Karl Greiner der Ältere", "Karl", "Greiner", "der Ältere"),
        ("Karl Greiner d. J.", "Karl", "Greiner", "d. J."), ("Greiner sen., Hans", "Hans", "Greiner", "sen."),
        ("Greiner, Hans jun.", "Hans", "Greiner", "jun."), ("Hans Greiner (sen.)", "Hans", "Greiner", "sen."),
        ("Berg jun.", "", "Berg", "jun."), ("Peter Senior", "Peter", "Senior", ""), ("Amartya Sen", "Amartya", "Sen", ""),
        ("Julia Maier, geb. Sommer", "Julia", "Maier", "geb. Sommer"), ("Emma Stone née Clarke", "Emma", "Stone", "née Clarke"),
        ("JULIA MAIER GEB. SOMMER", "Julia", "Maier", "geb. Sommer"), ("John Smith, CEO", "John", "Smith", "CEO"),
        ("Anna Stern, Geschäftsführerin", "Anna", "Stern", "Geschäftsführerin"),
        ("Ana García López", "Ana", "García López", ""), ("Ana Luz García López", "Ana", "García López", ""),
    ],
)  # fmt: skip
def test_what_stands_behind_a_name_is_no_surname(text: str, first: str, last: str, suffix: str) -> None:
    name = parse_name(text)
    assert (name.first, name.last, name.suffix) == (first, last, suffix)
    assert parse_name(name.full).full == name.full or suffix == "CEO"


def test_the_middle_name_sen_and_the_given_name_jun_stay() -> None:
    assert parse_name("Amit Kumar Sen").last == "Sen"
    assert parse_name("Kim Min Jun").last == "Jun"


def test_a_family_is_a_form_of_address() -> None:
    assert parse_name("Familie Berg") == PersonName("Familie", last="Berg", full="Familie Berg")


@pytest.mark.parametrize("text", ["Prof. Dr.", "a@b.de", "Room 101", "Müller geb. Schmidt", "A, B, C und D"])
def test_what_is_not_sure_stays_whole(text: str) -> None:
    assert parse_name(text) == PersonName(full=text)


def test_single_columns() -> None:
    assert clean_given("MARIE-CLAIRE") == "Marie-Claire"
    assert clean_family("VAN DER BERG") == "van der Berg"
    assert clean_family("MacLeod") == "MacLeod"
    assert clean_family("MACLEOD") == "MacLeod"
    assert clean_family(" o'neill, ") == "O'Neill"
    assert clean_given("AJ") == "AJ"
    assert clean_given("JO") == "Jo"
    assert repair_case("DeShawn") == "DeShawn"
    assert clean_family("DE LA CRUZ") == "de la Cruz"


_WORDS = st.lists(
    st.sampled_from(
        'Dr. dr Mr & and , van de la von Jr. III PhD MD "Bob" (Bob) Smith SMITH smith O\'NEILL mcdonald Anna-Maria J. Nguyen Kim '
        "Nagy István 山田 太郎 김철수 GmbH Co y née İSMAİL ß ŉ Frau DE den Graf h.c.".split()
    ),
    max_size=6,
).map(" ".join)


@given(st.one_of(_WORDS, st.text(max_size=20)))
@example("a.se")
def test_parsing_a_parsed_name_changes_nothing(text: str) -> None:
    name = parse_name(text)
    again = parse_name(name.full)
    assert again.full == name.full
    # "Smith Jones, Mary" says more than "Mary Smith Jones"
    if name.honorific == "" and name.nickname == "" and "," not in text:
        assert (again.first, again.middle, again.last, again.suffix) == (
            name.first,
            name.middle,
            name.last,
            name.suffix,
        )


@given(st.one_of(_WORDS, st.text(max_size=20)))
def test_repairing_case_twice_changes_nothing(text: str) -> None:
    for clean in (clean_given, clean_family, repair_case):
        assert clean(clean(text)) == clean(text)
