"""People called Null or Nan keep their names; what programs write for nothing is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.people import PeopleDesk

TEXT = (
    "First name,Last name,Email\n"
    "Jennifer,Null,jennifer@x.example\n"
    "Null,Jones,null@x.example\n"
    "Jo,Nan,jo@x.example\n"
    "Eve,NULL,eve@x.example\n"
    "nan,Lee,lee@x.example\n"
)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> PeopleDesk:
    return PeopleDesk(tmp_path, capsys)


def test_names_that_programs_write_for_nothing(desk: PeopleDesk) -> None:
    desk.take(TEXT)
    assert desk.column("Name") == ["Eve", "Jennifer Null", "Jo Nan", "Lee", "Null Jones"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "vcf"])
def test_they_survive_an_export(desk: PeopleDesk, tmp_path: Path, form: str) -> None:
    desk.take(TEXT)
    desk.run("export", "contacts", str(tmp_path / f"all.{form}"))
    other = PeopleDesk(tmp_path, desk.capsys, "other")
    other.run("import", str(tmp_path / f"all.{form}"))
    assert other.column("First name") == ["", "Eve", "Jennifer", "Jo", "Null"]
