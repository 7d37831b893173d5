"""An installed SalesDesk finds its resources, and the project file names what it needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from salesdesk.entry import COMMANDS, CORE_PACKAGES, DISPLAY_PACKAGES
from salesdesk.paths import resource
from tests.conftest import ROOT
from tests.source_trees import MODULES, READ, imported, name_of, tree_of

PICTURES = ROOT / "resources" / "pictures"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of this checkout installs."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    target = folder / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def files_in(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_wheel_carries_every_resource_and_module(installed: Path) -> None:
    resources = {name for name in files_in(ROOT / "resources") if not name.startswith("pictures/")}
    assert files_in(installed / "salesdesk" / "resources") == resources
    modules = {name for name in files_in(installed / "salesdesk") if not name.startswith("resources/")}
    assert modules == {name for name in files_in(ROOT / "salesdesk") if not name.startswith("resources/")}
    others = [path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")]
    assert others == ["salesdesk"]


def test_an_installed_program_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    program = "import salesdesk.paths as p; print(p.resource('themes/light.toml').resolve())"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = Path(run.stdout.strip())
    assert found == (installed / "salesdesk" / "resources" / "themes" / "light.toml").resolve()
    assert found.read_bytes() == (ROOT / "resources" / "themes" / "light.toml").read_bytes()


def test_a_checkout_finds_its_resources() -> None:
    assert resource("themes/light.toml") == ROOT / "resources" / "themes" / "light.toml"


@READ
def test_every_library_imported_is_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {re.split(r"[<>=!~\[ ]", line)[0].lower() for line in project["dependencies"]}
    named = {
        "PySide6": "pyside6-essentials",
        "shiboken6": "pyside6-essentials",
        "playhouse": "peewee",
        "python_calamine": "python-calamine",
        "email_validator": "email-validator",
        "dateutil": "python-dateutil",
        "oxmsg": "python-oxmsg",
    }
    used = {name for path in MODULES for name in imported(tree_of(path))}
    foreign = used - set(sys.stdlib_module_names) - {"salesdesk"}
    extra = {
        re.split(r"[<>=!~\[ ]", line)[0].lower() for line in project["optional-dependencies"]["postgresql"]
    }
    assert {named.get(name, name) for name in foreign} - required == extra
    server = {name_of(path) for path in MODULES if "psycopg" in imported(tree_of(path))}
    assert all(name.startswith("salesdesk/store/engine/") for name in server)


def test_the_readme_has_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert '\npython -m pip install -e ".[dev]" && python main.py\n' in readme
    assert '\npython -m pip install -e ".[dev]" && python -m pytest\n' in readme
    check = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert '\npython -m pip install -e ".[dev]" && python -m pytest ' in check


def test_system_packages_are_listed_once() -> None:
    listed = {file.name: file.read_text().split() for file in (ROOT / ".ci" / "packages").iterdir()}
    assert {*CORE_PACKAGES.split(), *DISPLAY_PACKAGES.split(), "python3", "python3-venv"} == {
        *listed["program"]
    }
    assert "postgresql" in listed["tests"]
    for reader in (ROOT / "README.md", ROOT / ".ci" / "run"):
        text = reader.read_text(encoding="utf-8")
        assert "$(cat .ci/packages/*)" in text
        assert not [
            name for names in listed.values() for name in names if f"{name} " in text and "lib" in name
        ]


def test_the_pictures_of_the_readme_exist_and_are_small() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\]\((resources/pictures/[^)]+)\)", readme))
    files = {f"resources/pictures/{file.name}": file.stat().st_size for file in PICTURES.glob("*.png")}
    assert shown == set(files)
    assert sum(files.values()) < 1_000_000


def test_the_readme_explains_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {command for command in COMMANDS if f"salesdesk {command}" not in readme} == set()
