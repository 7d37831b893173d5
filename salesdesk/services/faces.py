"""How a package of services shows the few names others may take from it, without loading what stands behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def face_of(package: str, names: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of ``package``: ``names`` says which of its modules each name comes from. A module is
    loaded when the first of its names is taken: planning an import takes longer to load than the window to stand."""

    def taken(name: str) -> object:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{names[name]}"), name)

    return taken
