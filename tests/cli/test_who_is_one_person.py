"""Two people whose names look alike stay two, in one file and by a second one, and one person stays one."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.store.store import Store
from tests.builders import services_of
from tests.cli.people import PeopleDesk

HEADER = "Name,Company,Position,Email,Phone"
PARTS = "First name,Last name,Company,Position,Email,Phone"
TWO = {
    "both names stand in front": ("James Taylor,F{n} Ltd,,,+44 20 7946 0011", "Taylor James,F{n} Ltd,,,+44 20 7946 0012"),
    "both names stand in front, no more": ("Simon Lukas,F{n} Ltd,,,", "Lukas Simon,F{n} Ltd,,,"),
    "both names stand in front, Arabic": ("محمد علي,F{n} Ltd,,,", "علي محمد,F{n} Ltd,,,"),
    "reversed with two numbers": ("Anna Weber,F{n} Ltd,,,+49 30 1234501", "Weber Anna,F{n} Ltd,,,+49 30 1234502"),
    "father and son": ("Hans Greiner sen.,F{n},,greiner{n}@gmail.com,", "Hans Greiner jun.,F{n},,greiner{n}@gmail.com,"),
    "father and son, senior": ("Josef Lehner senior,F{n},,,", "Josef Lehner Junior,F{n},,,"),
    "father and son, no given name": ("Berg sen.,F{n},,berg{n}@web.de,", "Berg jun.,F{n},,berg{n}@web.de,"),
    "a couple's mailbox": ("Christian Schmidt,F{n},,schmidts{n}@gmail.com,", "Christiane Schmidt,F{n},,schmidts{n}@gmail.com,"),
    "sisters' mailbox": ("Rita Sommer,F{n},,familie{n}@gmail.com,", "Rita Winter,F{n},,familie{n}@gmail.com,"),
    "one mailbox, Ott and Otto": ("Sven Ott,F{n},,team{n}x@gmail.com,", "Sven Otto,F{n},,team{n}x@gmail.com,"),
    "one mailbox, two forms": ("Jörg Klein,F{n},,kleins{n}@gmail.com,", "Jürgen Klein,F{n},,kleins{n}@gmail.com,"),
    "one mailbox, one letter": ("Gerd Möller,F{n},,zz{n}@gmail.com,", "Gert Möller,F{n},,zz{n}@gmail.com,"),
    "one mailbox, Korean": ("김민수,F{n},,zz{n}@gmail.com,", "김민주,F{n},,zz{n}@gmail.com,"),
    "one mailbox, Japanese": ("佐藤健,F{n},,zz{n}@gmail.com,", "佐藤健一,F{n},,zz{n}@gmail.com,"),
    "one mailbox, two spellings": ("Stefan Meier,F{n},,zz{n}@gmail.com,", "Stefan Meyer,F{n},,zz{n}@gmail.com,"),
    "one mailbox, Graf and Graef": ("Pia Graf,F{n},,zz{n}@gmail.com,", "Pia Graef,F{n},,zz{n}@gmail.com,"),
    "one mailbox, one of them junior": ("Robert Hale,F{n},,zz{n}@gmail.com,", "Robert Hale Jr.,F{n},,zz{n}@gmail.com,"),
    "an office's mailbox": ("Pia Graf,F{n},Leitung,vertrieb@f{n}.de,", "Pia Graef,F{n},Azubi,vertrieb@f{n}.de,"),
    "an office's mailbox, two posts": ("Pia Graf,F{n},Leitung,vertrieb@f{n}.de,", "Pia Graf,F{n},Azubi,vertrieb@f{n}.de,"),
    "an office's mailbox, reversed": ("Martin Thomas,F{n},,info@f{n}.de,", "Thomas Martin,F{n},,info@f{n}.de,"),
    "a tone": ("Nguyễn Thị Hoa,F{n},,,", "Nguyễn Thị Hòa,F{n},,,"),
    "a sign": ("Nguyễn Văn An,F{n},,,", "Nguyễn Văn Ân,F{n},,,"),
    "Chinese signs": ("王 芳,F{n},,zz{n}@gmail.com,", "王 方,F{n},,zz{n}@gmail.com,"),
    "Mr and Mrs": ("Mr John Smith,F{n},,,", "Mrs John Smith,F{n},,,"),
    "Herr und Frau": ("Herr Berg,F{n},,berg{n}@web.de,", "Frau Berg,F{n},,berg{n}@web.de,"),
    "Herr und Frau with a letter": ("Herr A. Berg,F{n},,,", "Frau A. Berg,F{n},,,"),
    "Andrea": ("Herr Andrea Rossi,F{n},,,+49 30 1234567", "Frau Andrea Rossi,F{n},,,+49 30 1234567"),
    "Señor and Señora": ("Sr. García,F{n},,info@f{n}.es,", "Sra. García,F{n},,info@f{n}.es,"),
    "Monsieur et Madame": ("Monsieur Petit,F{n},,,+33 1 42 00 00 01", "Madame Petit,F{n},,,+33 1 42 00 00 01"),
    "M. et Mme": ("M. Petit,F{n},,petit{n}@web.fr,", "Mme Petit,F{n},,petit{n}@web.fr,"),
    "Hr. and Fr.": ("Hr. A. Berg,F{n},,,", "Fr. A. Berg,F{n},,,"),
    "a title in brackets": ("Andrea Rossi (Herr),F{n},,,", "Andrea Rossi (Frau),F{n},,,"),
    "a title behind": ("\"Berg, Herr\",F{n},,zz{n}@web.de,", "\"Berg, Frau\",F{n},,zz{n}@web.de,"),
    "the doctor and his wife": ("Dr. Berg,F{n},,berg{n}@web.de,", "Frau Berg,F{n},,berg{n}@web.de,"),
    "the family and the husband": ("Familie Berg,F{n},,berg{n}@web.de,", "Herr Berg,F{n},,berg{n}@web.de,"),
}  # fmt: skip
ONE = {
    "reversed": ("Anna Weber,F{n} Ltd,,,", "Weber Anna,F{n} Ltd,,,"),
    "a short form at one's own address": ("William Harris,F{n},,w.harris@f{n}.de,", "Bill Harris,F{n},,w.harris@f{n}.de,"),
    "another spelling at one's own address": ("Katrin Müller,F{n},,k.mueller@f{n}.de,", "Kathrin Mueller,F{n},,K.Mueller@f{n}.de,"),
    "a wedding": ("Anna Weber,F{n},,anna@f{n}.de,", "Anna Berg,F{n},,anna@f{n}.de,"),
    "a title more": ("Frau Berg,F{n},,berg{n}@web.de,", "Frau Dr. Berg,F{n},,berg{n}@web.de,"),
    "tones left away": ("Nguyễn Thị Hòa,F{n},,,", "Nguyen Thi Hoa,F{n},,,"),
    "the tone on the other vowel": ("Nguyễn Thị Hòa,F{n},,,", "Nguyễn Thị Hoà,F{n},,,"),
    "umlauts as two letters": ("Jürgen Müller,F{n},,info@f{n}.de,", "Juergen Mueller,F{n},,info@f{n}.de,"),
    "an initial in a family's mailbox": ("J. Klein,F{n},,kleins{n}@gmail.com,", "Jörg Klein,F{n},,kleins{n}@gmail.com,"),
}  # fmt: skip
ORDERED = ("James,Taylor,F1 Ltd,,,", "Taylor,James,F1 Ltd,,,", "Anna,Weber,F2 Ltd,,,", "Weber,Anna,F2 Ltd,,,")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> PeopleDesk:
    return PeopleDesk(tmp_path, capsys)


def lines(pairs: dict[str, tuple[str, str]], place: int) -> list[str]:
    return [pair[place].replace("{n}", str(number)) for number, pair in enumerate(pairs.values())]


def joined(done: dict[str, object]) -> list[tuple[str, str]]:
    matches = done["matches"]
    assert isinstance(matches, list)
    return [(match["name"], match["with"]["name"]) for match in matches if match["joined"]]


def test_in_one_file_two_people_are_two(desk: PeopleDesk) -> None:
    rows = [row for pair in zip(lines(TWO, 0), lines(TWO, 1), strict=True) for row in pair]
    assert joined(desk.take_rows(HEADER, rows)) == []
    assert len(desk.people()) == len(rows)


def test_by_a_second_file_two_people_are_two(desk: PeopleDesk) -> None:
    desk.take_rows(HEADER, lines(TWO, 0))
    # what posts tell apart within one list may be a promotion in the next one
    done = desk.take_rows(HEADER, lines(TWO, 1), name="second.csv")
    assert joined(done) == [("Pia Graf", "Pia Graf")]


def test_columns_say_which_name_is_which(desk: PeopleDesk) -> None:
    assert joined(desk.take_rows(PARTS, ORDERED)) == []
    assert len(desk.people()) == len(ORDERED)


def test_in_one_file_one_person_is_one(desk: PeopleDesk) -> None:
    rows = [row for pair in zip(lines(ONE, 0), lines(ONE, 1), strict=True) for row in pair]
    done = desk.take_rows(HEADER, rows)
    assert len(joined(done)) == len(ONE)
    assert len(desk.people()) == len(ONE)


def test_a_mailbox_without_a_name_is_found_again(desk: PeopleDesk) -> None:
    desk.take_rows(
        "Name,Company,Email,Phone,Job title",
        [",Lo AG,info@lo.example,,Clerk", ",Bo AG,,+49 30 1234567,Buyer"],
    )
    done = desk.take_rows(
        "Telefon,Mail,Vorname,Nachname,Unternehmen,Position",
        [",info@lo.example,,,Lo AG,Clerk", "+49 30 1234567,,,,Bo AG,Buyer"],
        name="second.csv",
    )
    assert done["counts"]["new"] == 0  # type: ignore[index]
    assert len(desk.people()) == 2


def test_a_row_without_a_person_is_its_company_once(desk: PeopleDesk) -> None:
    desk.take_rows("Name,Company,Email,Phone", [",Lo AG,info@lo.example,", ",Bo AG,,+49 30 1234567"])
    done = desk.take_rows(
        "Telefon,Mail,Vorname,Nachname,Unternehmen",
        [",info@lo.example,,,Lo AG", "+49 30 1234567,,,,Bo AG"],
        name="second.csv",
    )
    assert done["counts"]["new"] == 0  # type: ignore[index]
    assert desk.people() == []


def test_a_file_imported_again_finds_those_who_were_merged_since(desk: PeopleDesk) -> None:
    rows = ["Ada Lo,ada@lo.example", "Ada Loewe,ada@home.example", "Adi Lo,adi@hu.example", "Jo Lo,"]
    desk.take_rows("Name,Email", rows)
    store = Store(Path(desk.database))
    try:
        services = services_of(store)
        for former, kept in ((1, 2), (2, 3), (3, 4)):
            services.merges.merge(RecordKind.CONTACTS, [former, kept], survivor=kept)
        services.commands.undo()
        services.commands.redo()
    finally:
        store.close()
    done = desk.take_rows("Name,Email", rows)
    assert (done["counts"]["new"], done["counts"]["unchanged"]) == (0, 4)  # type: ignore[index]
