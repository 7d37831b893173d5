"""Names of kinds that anybody may add to: each is one object, so that kinds are told apart by ``is`` as members of an
enumeration are, but nothing has to be edited where they are listed."""

from __future__ import annotations

from typing import ClassVar, Self


class OpenName(str):
    """A name that is the same object whenever it is made."""

    __slots__ = ()
    _made: ClassVar[dict[tuple[type, str], OpenName]] = {}

    def __new__(cls, name: str) -> Self:
        found = OpenName._made.get((cls, name))
        if found is None:  # of two threads that are here at once, both get what the first one keeps
            found = OpenName._made.setdefault((cls, str(name)), str.__new__(cls, name))
        assert isinstance(found, cls)
        return found

    @property
    def value(self) -> str:
        """The name as plain text."""
        return str(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"
