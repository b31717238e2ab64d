"""The draws: the numbers of a seed in place of the published ones, that let as little hide.

Every number of a scenario becomes another one, in `given` and in the words of `call` alike. What
the published numbers were chosen for stays: signs, zeros, which are equal, about how large each is,
on which side of 0 a neuron's sum is, and that it is clearly so. Shapes and whole numbers stay as
they are.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from operator import mul
from random import Random
from typing import Any

from msgspec.structs import replace

from checks.catalog import Scenario
from checks.lesson.scenarios import BY_EXERCISE

LEAST, MOST = 0.75, 1.25  # how many times as large a number may become
DIGITS = 3
SIZES = (1_000, 99_999)
SMALL = 0.01  # what is smaller says how exactly to look, as the step of a nudge
KEPT = "graph_drawing"  # a drawing may round; its numbers were chosen to be told apart even so
NUMBER = re.compile(r"-?\d+\.\d+")


def drawn(seed: str) -> dict[str, tuple[Scenario, ...]]:
    """Return the scenarios of every exercise with the numbers that a seed draws."""
    random = Random(seed)  # noqa: S311  (the seed is the secret)
    return {
        exercise: tuple(_drawn(scenario, random) for scenario in group)
        for exercise, group in BY_EXERCISE.items()
    }


def _drawn(scenario: Scenario, random: Random) -> Scenario:
    if scenario.random or scenario.ask == KEPT:
        return scenario
    while True:
        others: dict[float, float] = {}
        given = each(scenario.given, partial(_other, others, random))
        if _same_side(scenario.given, given):
            return replace(scenario, given=given, call=_words(scenario.call, others))


def _words(call: str, others: Mapping[float, float]) -> str:
    return NUMBER.sub(lambda word: str(others.get(float(word[0]), word[0])), call)


def _other(others: dict[float, float], random: Random, number: float) -> float:
    """Return another number in place of one; none is as large as one that stands for another."""
    if isinstance(number, int) or abs(number) < SMALL:
        return number
    while number not in others:
        other = round(number * random.uniform(LEAST, MOST), DIGITS)
        if other != number and abs(other) not in map(abs, others.values()):
            others[number] = other
    return others[number]


def each(given: Any, change: Callable[[float], float]) -> Any:
    """Return what a scenario is given with each number of it changed."""
    if isinstance(given, Mapping):
        return {name: each(one, change) for name, one in given.items()}
    if isinstance(given, list | tuple):
        return [each(one, change) for one in given]
    return change(given) if isinstance(given, int | float) else given


def _same_side(published: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether a neuron's weighted sum is on the side of 0 that was meant, and clearly so."""
    if published.get("class") != "Neuron":
        return True
    meant, found = (one["b"] + sum(map(mul, one["w"], one["x"])) for one in (published, given))
    return bool(meant * found > 0 and abs(found) >= abs(meant) / 2)


def drawn_for_seal(seed: str) -> dict[str, tuple[Scenario, ...]]:
    """Return the same for a seal, which asks for answers that cannot be guessed.

    A count builds nothing, so its sizes can be as large as one likes.
    """
    found, random = drawn(seed), Random(seed)  # noqa: S311  (they are public)
    givens = (each(one.given, lambda _: random.randint(*SIZES)) for one in found["count"])
    counts = zip(found["count"], givens, strict=True)
    return found | {"count": tuple(replace(one, given=given) for one, given in counts)}
