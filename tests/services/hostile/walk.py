"""Asks a service something and judges the answer."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Iterator, Sequence
from functools import cached_property
from random import Random
from typing import Any

from salesdesk.errors import SalesDeskError
from salesdesk.services.services import Services
from salesdesk.wording import line_of, title_of, worded
from tests.services.hostile.values import Asked, keywords, right, wrong
from tests.services.hostile.world import World, read_everything, taken_back

ALONE = frozenset({"backups", "imports"})
"""Services that read the file in other ways than by its connection, so that what they do cannot be held back."""

DRIVER_WORDS = re.compile(
    r"sqlite|sqlcipher|peewee|constraint|integrityerror|operationalerror|\bNoneType\b|\bNone\b|traceback|"
    r"0x[0-9a-f]{6,}|<[\w.]+ object|\{'|\['|Decimal\(|datetime\.|\bnan\b|no such column|StrEnum|Error\b",
    re.IGNORECASE,
)


def services_of(services: Services) -> dict[str, Any]:
    """Every service by its name, whatever was added to ``Services``."""
    names = [
        name for name, found in vars(type(services)).items() if isinstance(found, cached_property | property)
    ]
    return {name: getattr(services, name) for name in sorted([*names, "commands"])}


def methods_of(service: Any) -> dict[str, Any]:
    """The public methods of a service. One that takes part in a change is given it by another use case, and is no door."""
    return {
        name: getattr(service, name)
        for name, found in inspect.getmembers(type(service), inspect.isfunction)
        if not name.startswith("_") and "Writing" not in found.__annotations__.values()
    }


FEW, MIXED, READ = 4, 1, 12
"""In a quick walk: how many wrong values a parameter is given, how many mixtures a method, and of how many accepted
calls one is followed by a check of the whole file and by reading everything there is."""


def chosen(values: Sequence[Any], most: int) -> list[Any]:
    """Some values of many: the first ones, which are the worst, and others from all over the rest."""
    if len(values) <= most:
        return list(values)
    first, rest = most * 2 // 3, most - most * 2 // 3
    step = (len(values) - first) / rest
    return [*values[:first], *(values[first + int(place * step)] for place in range(rest))]


def _hints_of(method: Any) -> dict[str, Any]:
    """What the parameters are; an answer may be of a type that only type checkers load."""
    function = inspect.unwrap(method)
    asked = {name: told for name, told in function.__annotations__.items() if name != "return"}
    bare = types.FunctionType((lambda: None).__code__, function.__globals__)
    bare.__annotations__ = asked
    return typing.get_type_hints(bare)


def calls_of(world: World, service: str, method: Any, *, thorough: bool) -> Iterator[dict[str, Any]]:
    """Arguments by name: all of them right, then one wrong after the other, then mixtures."""
    hints = _hints_of(method)
    parameters = inspect.signature(method).parameters.values()
    usual: dict[str, Any] = {}
    choices: dict[str, list[Any]] = {}
    for parameter in parameters:
        asked = Asked(world, service, parameter.name)
        if parameter.kind is parameter.VAR_KEYWORD:
            choices["**"] = keywords(asked, 12 if thorough else 1, hints)
            continue
        type_ = hints[parameter.name]
        if parameter.default is parameter.empty:
            usual[parameter.name] = right(type_, asked)
        values = wrong(type_, asked)
        parts = dataclasses.is_dataclass(type_) or "Mapping" in str(type_)
        choices[parameter.name] = chosen(values, len(values) if thorough else FEW * 3 if parts else FEW)
    yield dict(usual)
    for name, values in choices.items():
        for value in values:
            yield {**usual, **(value if name == "**" else {name: value})}
    mixed = Random(7)
    mixtures = (
        300 if thorough else 0 if service == "imports" else MIXED
    )  # each opening of a file starts a process
    for _ in range(mixtures if len(choices) > 1 else 0):
        call = dict(usual)
        for name, values in choices.items():
            if values and mixed.random() < 0.5:
                value = mixed.choice(values)
                call |= value if name == "**" else {name: value}
        yield call


Picture = tuple[list[tuple[str, tuple[Any, ...]]], int]


def picture(world: World) -> Picture:
    """All that is stored."""
    return world.store.database.dump(), world.store.journal.latest()


def fault_of(
    world: World, before: Picture, method: Any, arguments: dict[str, Any], *, read: bool = True
) -> str:
    """What is wrong with how a call ended, "" when nothing is. ``read`` everything, and check the file, when it was
    accepted and has changed something: what is as it was ``before`` was looked at then."""
    depth = world.store.database.in_transaction
    try:
        result = method(**arguments)
        if inspect.isgenerator(result):
            list(result)
    except SalesDeskError as refused:
        found = fault_of_sentence(refused)
        if picture(world) != before:
            found += " It changed the file all the same."
    except Exception as error:
        found = f"{type(error).__name__}: {str(error)[:150]} at {_place(error)}"
    else:
        found = _fault_of_file(world, read=read and picture(world) != before)
        close = getattr(result, "close", None)
        if close is not None:
            close()
    if world.store.database.in_transaction != depth:
        found += " It left a transaction open."
    return found


def fault_of_sentence(refused: SalesDeskError) -> str:
    """What is wrong with the words of a refusal, "" when nothing is."""
    said = worded(refused)
    if not title_of(refused) or not said.endswith("."):
        return f"No sentence: {said[-200:]!r}"
    if any(ord(char) < 32 or 0xD800 <= ord(char) < 0xE000 for char in said):
        return f"Not printable: {said[:200]!r}"
    if len(said) > 1_500:
        return f"Too long: {said[:200]!r}"
    bare = re.sub(r"“[^”]*”|«[^»]*»|/[^ ]+", "", said)  # what is quoted is the person's own
    word = DRIVER_WORDS.search(bare)
    return f"A word of the machine, {word[0]!r}: {said[:200]!r}" if word else ""


def _fault_of_file(world: World, *, read: bool) -> str:
    try:
        faults: list[object] = [*world.store.database.check()] if read else []
        faults += [
            batch.told
            for batch in world.store.journal.batches(limit=3)
            if str(batch.told) == line_of(batch.told) or "changes." in line_of(batch.told)
        ]
        if read:
            read_everything(world)
    except Exception as error:
        return f"Accepted, and then reading: {type(error).__name__}: {str(error)[:150]} at {_place(error)}"
    return f"Accepted, and the file has faults: {faults[:2]}" if faults else ""


def _place(error: BaseException) -> str:
    trace, place = error.__traceback__, ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "/salesdesk/" in name:
            place = f"{name.rpartition('/salesdesk/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def faults(world: World, service: str, *, thorough: bool) -> list[str]:
    """Every fault of every public method of a service, each kind once with the arguments that showed it."""
    if wrong := _fault_of_file(world, read=True):
        return [f"{service}, before anything was asked of it: {wrong}"]
    found: dict[tuple[str, str], str] = {}
    before = picture(world)
    for name, method in methods_of(services_of(world.services)[service]).items():
        for number, arguments in enumerate(calls_of(world, service, method, thorough=thorough)):
            read = thorough or number % READ == 0
            if service in ALONE:
                fault = fault_of(world, picture(world), method, arguments, read=read)
            else:
                with taken_back(world):
                    fault = fault_of(world, before, method, arguments, read=read)
            if fault:
                shown = {key: repr(value)[:120] for key, value in arguments.items()}
                found.setdefault(
                    (name, re.sub(r"\d+|'.*|named \w+|column \w+", "", fault)),
                    f"{service}.{name}({shown}): {fault}",
                )
    return list(found.values())
