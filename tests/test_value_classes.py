"""A class made by ``value_classes`` behaves as the standard library's of the same declaration."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import threading
from collections.abc import Callable
from dataclasses import field
from functools import partial
from typing import Any, ClassVar

import pytest

from salesdesk import value_classes

Maker = Callable[..., Any]
MAKERS = (dataclasses.dataclass, value_classes.dataclass)
KINDS = [{"frozen": frozen, "slots": slots} for frozen in (False, True) for slots in (False, True)]


def point(maker: Maker, **options: bool) -> Any:
    class Point:
        """Two numbers, and what is known of them."""

        origin: ClassVar[int] = 0
        x: int
        y: int = 2
        tags: tuple[str, ...] = field(default_factory=tuple, compare=False)
        secret: str = field(default="s", repr=False)
        made: str = field(default="here", init=False)
        rest: list[int] = field(default_factory=list, init=False, hash=False)
        named: str = field(default="n", kw_only=True)

        def twice(self) -> int:
            return self.x * 2

    return maker(**options)(Point)


def single(maker: Maker, **options: bool) -> Any:
    class Single:
        """One value, looked at when it is there."""

        value: Any

        def __post_init__(self) -> None:
            if self.value == "bad":
                raise ValueError("bad")

    return maker(**options)(Single)


def nothing(maker: Maker, **options: bool) -> Any:
    class Nothing:
        """Nothing at all."""

    return maker(**options)(Nothing)


def answer(ask: Callable[[], Any]) -> Any:
    """What asking gives: a value, or the kind of error."""
    try:
        return ask()
    except (TypeError, AttributeError, ValueError) as error:
        return type(error)


def refused(ask: Callable[[], Any]) -> bool:
    """True when asking ends in an error of any kind: some releases of Python say another one by mistake."""
    return answer(ask) in (TypeError, AttributeError, dataclasses.FrozenInstanceError)


def told(maker: Maker, options: dict[str, bool]) -> list[Any]:
    """All that can be seen of three classes made of the same declarations."""
    cls, one, none = (make(maker, **options) for make in (point, single, nothing))
    names = ("__name__", "__qualname__", "__module__", "__doc__", "__match_args__", "origin", "y")
    seen: list[Any] = [repr(answer(partial(getattr, cls, name))) for name in names]
    a, b = cls(1, 3, ("t",), named="m"), cls(x=1, y=3, named="m")
    loop = one([])
    loop.value.append(loop)
    seen += [repr(a), a == b, a != cls(1), a == "a", a.twice(), a.rest, a.rest is b.rest, repr(loop)]
    seen += [answer(lambda: cls()), answer(lambda: cls(1, 2, (), "s", "n")), answer(lambda: cls(1, other=2))]
    seen += [answer(lambda: one("bad")), one(1) == one(1), repr(one(1)), none() == none(), repr(none())]
    seen += [answer(partial(hash, of)) for of in (a, one(1), one([]), none())]
    seen += [a == copy.copy(a), a == copy.deepcopy(a), dataclasses.asdict(a), dataclasses.astuple(one(1))]
    seen += [repr(dataclasses.replace(a, x=9)), answer(lambda: dataclasses.replace(a, made="there"))]
    seen += [answer(lambda: setattr(b, "x", 5)), refused(lambda: setattr(b, "other", 5)), b.x]
    seen += [answer(lambda: delattr(b, "x")), answer(lambda: b.x), hasattr(a, "__dict__")]
    seen += [cls.__dataclass_params__.frozen, [f.name for f in dataclasses.fields(cls)], cls.__hash__ is None]
    for name in ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__"):
        seen.append(getattr(vars(cls).get(name), "__qualname__", None))
    return seen


@pytest.mark.parametrize("options", KINDS, ids=str)
def test_a_class_is_what_the_standard_library_makes_of_it(options: dict[str, bool]) -> None:
    assert told(value_classes.dataclass, options) == told(dataclasses.dataclass, options)


@value_classes.dataclass(frozen=True, slots=True)
class Kept:
    """A value that travels between processes."""

    name: str
    size: int = 3


@value_classes.dataclass
class Changing:
    """A value made without options."""

    name: str


@value_classes.dataclass(frozen=True)
class Heir(Kept):
    """A value with one field more than what it inherits."""

    more: str = ""


@value_classes.dataclass(frozen=True, order=True)
class Ordered:
    """A value with an option that only the standard library knows."""

    size: int


def test_a_value_comes_back_from_another_process() -> None:
    for value in (Kept("a", 5), Heir("a", 5, "m"), Changing("c")):
        assert pickle.loads(pickle.dumps(value)) == value


def test_values_are_restored_before_one_was_made() -> None:
    fresh = point(value_classes.dataclass, frozen=True, slots=True)
    value = object.__new__(fresh)
    value.__setstate__([1, 2, (), "s", "here", [], "n"])
    assert value == fresh(1)


def test_heirs_and_ordered_values_are_made_by_the_standard_library() -> None:
    assert (Heir("a", more="m").size, repr(Heir("a"))) == (3, "Heir(name='a', size=3, more='')")
    assert sorted([Ordered(2), Ordered(1)]) == [Ordered(1), Ordered(2)]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'size'"):
        Heir("a").size = 4  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'size'"):
        del Kept("a").size


def test_the_first_value_can_be_made_in_two_threads_at_once() -> None:
    fresh = single(value_classes.dataclass, frozen=True, slots=True)
    start, made = threading.Barrier(4), []

    def make(number: int) -> None:
        start.wait()
        made.append(fresh(number).value)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [0, 1, 2, 3]


def test_a_class_that_says_its_own_equality_or_hash_keeps_it() -> None:
    def declared(maker: Maker) -> Any:
        class Same:
            """All of them are the same."""

            name: str

            def __eq__(self, other: object) -> bool:
                return True

            def __hash__(self) -> int:
                return 7

        return maker(frozen=True)(Same)

    for maker in MAKERS:
        cls = declared(maker)
        assert cls("a") == cls("b")
        assert hash(cls("a")) == 7
