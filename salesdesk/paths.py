"""Where things lie: packaged resources and the person's own folders."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The packaged file or folder ``name`` (for example ``"themes/light.toml"``).

    An installed wheel carries the resources inside the package, a checkout beside it.
    """
    installed = _PACKAGE / "resources"
    return (installed if installed.is_dir() else _PACKAGE.parent / "resources") / name


def resource_text(name: str) -> str:
    """A packaged text: a table of facts, as constant as the program itself."""
    return resource(name).read_text(encoding="utf-8")


def data_folder() -> Path:
    """The folder for databases and backups of this person; it is not created here."""
    return Path(platformdirs.user_data_dir("SalesDesk", appauthor=False))


def config_folder() -> Path:
    """The folder for window settings of this person; it is not created here."""
    return Path(platformdirs.user_config_dir("SalesDesk", appauthor=False))


def log_folder() -> Path:
    """The folder for the log file of this person; it is not created here."""
    return Path(platformdirs.user_log_dir("SalesDesk", appauthor=False))


def unfinished_folder() -> Path:
    """The folder that lists this person's files under way, for the next start to clean; it is not created here."""
    return Path(platformdirs.user_state_dir("SalesDesk", appauthor=False)) / "unfinished"


def kept_folder() -> Path:
    """The folder whose files say which process keeps files of a database up to date; it is not created here."""
    return Path(platformdirs.user_state_dir("SalesDesk", appauthor=False)) / "kept"
