"""What lies in the person's own folders may be missing, in the way, unreadable or garbage: the program works all the
same, or says in one sentence why not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from salesdesk import cli, log, recent_files
from salesdesk.paths import config_folder, data_folder, log_folder
from tests.conftest import ROOT

GARBAGE = (
    b"", b"{", b"[]", b"null", b"7", b"\xff\xfe\x00", b'{"files": null}', b'{"files": {"a": 1}}', b'{"files": [1, null, {}, []]}',
    b'{"files": ["\\u0000", "", "a\\u0000b", "' + b"x" * 5_000 + b'"]}', b'{"files": ["\\ud800"]}', b"[" * 100_000,
    b'{"files": "abc"}', b"\x00" * 4096,
)  # fmt: skip


@pytest.mark.parametrize("content", GARBAGE, ids=range(len(GARBAGE)))
def test_a_list_of_recent_files_that_is_none(content: bytes, tmp_path: Path) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "recent.json").write_bytes(content)
    assert recent_files.recent() == []
    assert recent_files.default_file() == data_folder() / "SalesDesk.salesdesk"
    file = tmp_path / "a.salesdesk"
    file.touch()
    recent_files.remember(file)
    assert recent_files.recent() == [file]


def test_a_list_of_recent_files_of_any_size(tmp_path: Path) -> None:
    config_folder().mkdir(parents=True)
    names = [str(tmp_path / f"{number}.salesdesk") for number in range(50_000)]
    (config_folder() / "recent.json").write_text(json.dumps({"files": names}), encoding="utf-8")
    assert recent_files.recent() == []


@pytest.mark.parametrize("folder", [config_folder, data_folder, log_folder], ids=lambda f: f.__name__)
def test_a_file_where_a_folder_should_be(
    folder: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place: Path = folder()  # type: ignore[operator]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("in the way", encoding="utf-8")
    code = cli.main(["demo", "--contacts=1"])  # no file was used before, so one in the data folder
    said = capsys.readouterr().err
    assert code == (1 if folder is data_folder else 0)
    assert len(said.strip().splitlines()) == code
    assert "unexpected" not in said
    assert cli.main(["demo", "--database", str(tmp_path / "named.salesdesk"), "--contacts=1"]) == 0
    assert place.read_text(encoding="utf-8") == "in the way"


def test_a_log_that_is_a_folder(tmp_path: Path) -> None:
    (log_folder() / "salesdesk.log").mkdir(parents=True)
    assert log.start(log_folder()) is None
    assert cli.main(["demo", "--database", str(tmp_path / "a.salesdesk"), "--contacts=1"]) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="homes are found in other ways there")
@pytest.mark.parametrize("home", [None, "", "/nonexistent/home", "/proc/home", "relative", "/dev/null"])
def test_a_home_that_is_none(home: str | None, tmp_path: Path) -> None:
    names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    environment = {key: value for key, value in os.environ.items() if key not in names}
    if home is not None:
        environment["HOME"] = home
    environment["PYTHONPATH"] = str(ROOT)
    run = subprocess.run(
        [sys.executable, "-m", "salesdesk.entry", "demo", "--database", str(tmp_path / "a.salesdesk"), "--contacts=1"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in run.stderr
    assert "unexpected" not in run.stderr
    assert run.returncode == 0, run.stderr
