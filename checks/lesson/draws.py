"""The draws: the numbers of a seed in place of the published ones, that let as little hide.

Every number of a scenario becomes another one, in `given` and in the words of `call` alike. What
the published numbers were chosen for stays: signs, zeros, which are equal, about how large each is,
on which side of 0 a neuron's sum is, and that it is clearly so. Shapes and whole numbers stay as
they are.
"""

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from msgspec.structs import replace

from checks.catalog import Scenario
from checks.lesson.scenarios import BY_EXERCISE

LEAST, MOST = 0.75, 1.25  # how many times as large a number may become
DIGITS = 3
SMALL = 0.01  # what is smaller says how exactly to look, as the step of a nudge
KEPT = {"graph_drawing"}  # a drawing may round; its numbers were chosen to be told apart even so
NUMBER = re.compile(r"-?\d+\.\d+")


def drawn(seed: str) -> dict[str, tuple[Scenario, ...]]:
    """Return the scenarios of every exercise with the numbers that a seed draws."""
    random = Random(seed)  # noqa: S311  (the seed is the secret)
    return {
        exercise: tuple(_drawn(scenario, random) for scenario in group)
        for exercise, group in BY_EXERCISE.items()
    }


def _drawn(scenario: Scenario, random: Random) -> Scenario:
    if scenario.random or scenario.ask in KEPT:
        return scenario
    while True:
        others = _others(scenario.given, random)
        given = {name: _put(one, others) for name, one in scenario.given.items()}
        if _same_side(scenario.given, given):
            return replace(scenario, given=given, call=_words(scenario.call, others))


def _others(given: Mapping[str, Any], random: Random) -> dict[float, float]:
    """Return another number in place of each; none as large as one that stands for another."""
    others: dict[float, float] = {}
    taken: set[float] = set()
    for number in dict.fromkeys(_floats(given)):
        if abs(number) < SMALL:
            continue
        while True:
            other = round(number * random.uniform(LEAST, MOST), DIGITS)
            if other != number and abs(other) not in taken:
                break
        others[number] = other
        taken.add(abs(other))
    return others


def _floats(found: object) -> Iterator[float]:
    if isinstance(found, float):
        yield found
    elif isinstance(found, Mapping):
        yield from _floats(list(found.values()))
    elif isinstance(found, list | tuple):
        for item in found:
            yield from _floats(item)


def _put(found: Any, others: Mapping[float, float]) -> Any:
    """Return the same with other numbers in it."""
    if isinstance(found, float):
        return others.get(found, found)
    if isinstance(found, Mapping):
        return {name: _put(one, others) for name, one in found.items()}
    if isinstance(found, list | tuple):
        return [_put(item, others) for item in found]
    return found


def _words(call: str, others: Mapping[float, float]) -> str:
    return NUMBER.sub(lambda word: str(others.get(float(word[0]), word[0])), call)


def _same_side(published: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether a neuron's weighted sum is on the side of 0 that was meant, and clearly so."""
    if not ({"w", "x"} <= published.keys() and isinstance(published.get("b"), float)):
        return True
    meant, found = _sum(published), _sum(given)
    return meant * found > 0 and abs(found) >= abs(meant) / 2


def _sum(given: Mapping[str, Any]) -> float:
    weighted = (w * x for w, x in zip(given["w"], given["x"], strict=True))
    return float(given["b"] + sum(weighted))


# a seal asks for answers that cannot be guessed

ARITHMETIC = ("count",)  # it builds nothing, so its sizes can be as large as one likes
SIZES = (1_000, 99_999)


def drawn_for_seal(seed: str) -> dict[str, tuple[Scenario, ...]]:
    """Return the scenarios of every exercise with the numbers that a seed draws for a seal."""
    found, random = drawn(seed), Random(seed)  # noqa: S311  (they are public)
    for name in ARITHMETIC:
        found[name] = tuple(replace(one, given=_enlarged(one.given, random)) for one in found[name])
    return found


def _enlarged(given: Any, random: Random) -> Any:
    if isinstance(given, int):
        return random.randint(*SIZES)
    if isinstance(given, Mapping):
        return {name: _enlarged(item, random) for name, item in given.items()}
    return [_enlarged(item, random) for item in given] if isinstance(given, list | tuple) else given
