"""Which files were used last, kept in the person's configuration folder."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from salesdesk import outputs
from salesdesk.errors import FileProblem
from salesdesk.paths import config_folder, data_folder

SUFFIX = ".salesdesk"
_KEPT = 10
_MOST_READ = 100  # of a list that is not ours


def recent() -> list[Path]:
    """The files used last, newest first; ones that are gone are left out."""
    return [path for path in _listed() if os.path.isfile(path)]  # never raises


def remember(path: Path) -> None:
    """Put a file first. A configuration folder that cannot be written only means that nothing is remembered."""
    resolved = path.resolve()
    before = _listed()
    paths = [resolved, *(other for other in before if other != resolved)][:_KEPT]
    if paths != before:
        _write(paths, _folders())


def remember_backups(path: Path, folder: Path | None) -> None:
    """Keep in which folder the backups of a file lie, None for the one beside it: the file that says so may be the one
    that cannot be opened."""
    resolved, before = str(path.resolve()), _folders()
    folders = {file: place for file, place in before.items() if file != resolved}
    if folder is not None:
        folders[resolved] = str(folder)
    if folders != before:
        _write(_listed(), folders)


def backups_of(path: Path) -> Path | None:
    """The folder chosen for the backups of a file, as far as it is known here."""
    folder = _folders().get(str(path.resolve()))
    return Path(folder) if folder else None


def _write(paths: list[Path], folders: dict[str, str]) -> None:
    files = [str(path) for path in paths]
    content = {"files": files, "backups": {file: folders[file] for file in files if file in folders}}
    target = _file()
    with suppress(OSError, FileProblem):
        target.parent.mkdir(parents=True, exist_ok=True)
        with outputs.replacing(target) as part:
            part.write_text(json.dumps(content, indent=1), encoding="utf-8")


def default_file() -> Path:
    """The file to open when none is named: the one used last, else one in the person's data folder."""
    files = recent()
    return files[0] if files else data_folder() / f"SalesDesk{SUFFIX}"


def _file() -> Path:
    return config_folder() / "recent.json"


def _listed() -> list[Path]:
    try:
        content = json.loads(_file().read_text(encoding="utf-8"))
        return [Path(name) for name in content["files"][:_MOST_READ] if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # whatever stands there instead
        return []


def _folders() -> dict[str, str]:
    try:
        content = json.loads(_file().read_text(encoding="utf-8"))["backups"]
        named = list(content.items())[:_MOST_READ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
    return {file: folder for file, folder in named if isinstance(folder, str) and os.path.isabs(folder)}
