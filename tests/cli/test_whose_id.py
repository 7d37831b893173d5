"""A number that stands with several people is not the ID of one of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main
from salesdesk.store.store import Store


class Desk:
    """``salesdesk`` on one database."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys
        self.database = str(folder / "desk.salesdesk")

    def run(self, *words: str) -> dict[str, Any]:
        assert main([*words, "--database", self.database, "--json"]) == 0
        answer: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return answer

    def take(self, text: str, *words: str, name: str = "list.csv") -> dict[str, Any]:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return self.run("import", str(path), *words)

    def custom(self, title: str) -> list[str]:
        """What the contacts hold in a custom field."""
        store = Store(Path(self.database))
        try:
            (field,) = [one for one in store.custom_fields.of("contact") if one.title == title]
            found = (store.custom_fields.by_key("contact", number) for number in range(1, 4))
            return [str(values[field.key].text) for values in found]
        finally:
            store.close()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


CUSTOMERS = (
    "Kundennr.,Vorname,Nachname,Firma,E-Mail\n"
    "K100,Jana,Behr,Nordbau GmbH,jana.behr@nordbau.example\n"
    "K100,Olaf,Timm,Nordbau GmbH,olaf.timm@nordbau.example\n"
    "K101,Petra,Kolb,Optik Kolb,petra@kolb.example\n"
)


def test_a_customer_number_of_two_people_joins_nobody_and_is_kept(desk: Desk) -> None:
    done = desk.take(CUSTOMERS)
    assert done["import"]["created"]["contacts"] == 3
    assert [problem["code"] for problem in done["problems"]] == ["problems.id_of_several"]
    assert desk.custom("Kundennr.") == ["K100", "K100", "K101"]
    again = desk.take(CUSTOMERS)
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)


def test_the_number_of_an_event_does_not_make_one_contact_of_all_who_came(desk: Desk) -> None:
    rows = "".join(
        f"E77,{name},{name.split()[0].lower()}@fair.example\n" for name in ("Ada Roe", "Ben Cole", "Cy Moss")
    )
    done = desk.take("Record ID,Full name,Email\n" + rows, "--map", "Record ID=external_id")
    assert done["import"]["created"]["contacts"] == 3


def test_one_number_given_twice_leaves_the_others_what_they_are(desk: Desk) -> None:
    rows = "".join(f"{n},Ann{n} Lind{n},a{n}@x.example\n" for n in range(40))
    done = desk.take(
        f"Record ID,Full name,Email\n{rows}7,Zoe Quint,zoe@y.example\n", "--map", "Record ID=external_id"
    )
    assert done["import"]["created"]["contacts"] == 41
    # a new name and a new address: only the ID still tells who it is
    later = desk.take(
        "Record ID,Full name,Email\n9,Ann9 Lind9,new@z.example\n7,Ann7 Lind7,new7@z.example\n",
        "--map",
        "Record ID=external_id",
        "--plan",
    )
    assert [
        (match["row"], match["key"], match["joined"]) for match in later["matches"] if match["joined"]
    ] == [(2, "external_id", True)]


def test_one_person_twice_under_one_number_is_still_one(desk: Desk) -> None:
    done = desk.take(
        "Record ID,First name,Last name,Email\n5,William,Harris,bill@x.example\n5,Bill,Harris,\n6,Eva,Lund,eva@x.example\n",
        "--map",
        "Record ID=external_id",
    )
    assert done["import"]["created"]["contacts"] == 2


def test_a_number_of_several_companies_is_none_of_theirs(desk: Desk) -> None:
    text = "Company,Industry,Record ID\nNordbau GmbH,Bau,1\nSüdbau GmbH,Bau,1\n"
    words = ("--map", "Record ID=external_id", "--kind", "companies")
    assert desk.take(text, *words)["import"]["created"]["companies"] == 2
    again = desk.take(text, *words)
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)
