"""Data classes that take no time to be loaded.

``dataclass`` of the standard library writes and compiles the source of up to seven functions for each class, which takes more
than half a millisecond. A start loads more than a hundred classes and makes values of half of them. Here a class is made of
functions that are there already, and of an ``__init__`` that is written when the first value is made. In all else it is what
the standard library makes of the same declaration, which also makes the classes that are not plain ones.
"""

from __future__ import annotations

import dataclasses
import inspect
import reprlib
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

_ACCESS = ("__init__", "__repr__", "__eq__", "__hash__")
_CHANGE = ("__setattr__", "__delattr__", "__getstate__", "__setstate__")
_METHODS = frozenset(_ACCESS + _CHANGE)
"""What the standard library leaves as it is, or refuses, in a class that has it itself."""

_OPTIONS = "__dataclass_params__"
"""Where the standard library looks whether a class that is inherited is frozen."""

_NO_FIELDS = ("InitVar", "KW_ONLY")


def _dataclass(
    cls: type[Any] | None = None, /, *, frozen: bool = False, slots: bool = False, **options: bool
) -> Any:
    """What ``dataclass`` of the standard library is, with and without options."""

    def make(cls: type[Any]) -> Any:
        if options or not _is_plain(cls):
            return dataclasses.dataclass(frozen=frozen, slots=slots, **options)(cls)
        return _made(cls, frozen, slots)

    return make if cls is None else make(cls)


if not TYPE_CHECKING:
    dataclass = _dataclass


@dataclasses.dataclass
class _Open:
    """A class whose values can be changed."""


@dataclasses.dataclass(frozen=True)
class _Frozen:
    """A class whose values cannot."""


def _is_plain(cls: type[Any]) -> bool:
    """True for a class that inherits nothing, has none of the methods of a data class itself, and has nothing but fields."""
    told = inspect.get_annotations(cls).values()
    return (
        cls.__bases__ == (object,)
        and bool(cls.__doc__)
        and not _METHODS & vars(cls).keys()
        and all(isinstance(one, str) and not any(name in one for name in _NO_FIELDS) for one in told)
    )


def _made(cls: type[Any], frozen: bool, slots: bool) -> Any:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(made)
    names = tuple(field.name for field in fields)
    hashed = (field.name for field in fields if (field.compare if field.hash is None else field.hash))
    methods = {
        "__init__": _first_init(made, frozen),
        "__repr__": _repr(tuple(field.name for field in fields if field.repr)),
        "__eq__": _eq(_values(tuple(field.name for field in fields if field.compare))),
        "__hash__": _hash(_values(tuple(hashed))) if frozen else None,
        **(_refusals(made, frozenset(names)) if frozen else {}),
        **(_state(made, names) if frozen and slots else {}),
    }
    for name, method in methods.items():
        if method is not None:
            method.__name__, method.__qualname__ = name, f"{made.__qualname__}.{name}"
        setattr(made, name, method)
    kind = _Frozen if frozen else _Open
    setattr(made, _OPTIONS, getattr(kind, _OPTIONS))
    return made


def _first_init(made: Any, frozen: bool) -> Callable[..., None]:
    """An ``__init__`` that writes the real one and leaves its place to it."""

    def init(self: Any, *given: Any, **named: Any) -> None:
        made.__init__ = written = _written_init(made, frozen)
        written(self, *given, **named)

    return init


_UNSET = object()


def _written_init(made: Any, frozen: bool) -> Callable[..., None]:
    known: dict[str, Any] = {"_unset": _UNSET, "_set": object.__setattr__}
    plain, named, body = ["self"], list[str](), list[str]()
    for field in dataclasses.fields(made):
        name, value = field.name, field.name
        given = name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_made_{name}"] = field.default_factory
            given = f"{name}=_unset"
            value = f"_made_{name}() if {name} is _unset else {name}" if field.init else f"_made_{name}()"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            given = f"{name}=_default_{name}"
            value = name if field.init else f"_default_{name}"
        elif not field.init:
            continue
        if field.init:
            (named if field.kw_only else plain).append(given)
        body.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    taken = ", ".join([*plain, *(["*", *named] if named else [])])
    inner = "\n  ".join(body or ["pass"])
    space: dict[str, Any] = {"__name__": made.__module__}
    exec(f"def write({', '.join(known)}):\n def __init__({taken}):\n  {inner}\n return __init__", space)
    init: Callable[..., None] = space["write"](**known)
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of the fields of these names."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda of: ()
    get = attrgetter(*names)
    return lambda of: (get(of),)


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    def shown(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({told})"

    return reprlib.recursive_repr()(shown)


def _eq(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, Any], Any]:
    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    def hashed(self: Any) -> int:
        return hash(values(self))

    return hashed


def _refusals(made: Any, names: frozenset[str]) -> dict[str, Callable[..., Any]]:
    """Refuse every change of a field, and of anything else of what is no heir of the class."""

    def assign(self: Any, name: str, value: Any) -> None:
        if type(self) is made or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(made, self).__setattr__(name, value)

    def delete(self: Any, name: str) -> None:
        if type(self) is made or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(made, self).__delattr__(name)

    return {"__setattr__": assign, "__delattr__": delete}


def _state(made: Any, names: tuple[str, ...]) -> dict[str, Callable[..., Any]]:
    """Let values that can neither be changed nor have a ``__dict__`` be pickled and copied, an heir's with its own fields."""

    def names_of(self: Any) -> tuple[str, ...]:
        return names if type(self) is made else tuple(field.name for field in dataclasses.fields(self))

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names_of(self)]

    def restore(self: Any, kept: list[Any]) -> None:
        for name, value in zip(names_of(self), kept, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": state, "__setstate__": restore}
