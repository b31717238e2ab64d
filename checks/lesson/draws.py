"""The draws: the numbers of a seed in place of the published ones, that let as little hide.

Every number that a scenario is given becomes another one; nobody is told of it, so the words of
`call` stay. What the published numbers were chosen for stays: signs, zeros, which are equal, about
how large each is, on which side of 0 a neuron's sum is, and that it is clearly so, and that all is
far apart that a drawing shows. Shapes, whole numbers and 1.0 stay as they are; sizes to be counted
do not.
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from operator import mul
from random import Random
from typing import Any

from msgspec.structs import replace

from checks.catalog import Scenario
from checks.lesson.causes import evaluated
from checks.lesson.scenarios import BY_EXERCISE

LEAST, MOST = 0.75, 1.25  # how many times as large a number may become
DIGITS, SMALL_DIGITS = 3, 6
SIZES = (1_000, 99_999)
SMALL, STEP = 0.01, 0.0001  # what is below a step says how exactly to look
APART = 0.03  # a drawing may cut its numbers after two decimals: 0.02 could look the same


def drawn(seed: str) -> dict[str, tuple[Scenario, ...]]:
    """Return the scenarios of every exercise with the numbers that a seed draws."""
    random = Random(seed)  # noqa: S311  (the seed is the secret)
    return {
        exercise: tuple(_drawn(scenario, random) for scenario in group)
        for exercise, group in BY_EXERCISE.items()
    }


def _drawn(scenario: Scenario, random: Random) -> Scenario:
    if scenario.random:
        return scenario
    while True:
        is_count = scenario.exercise == "count"
        change = partial(_size if is_count else _other, {}, random)
        given = each(scenario.given, change)
        if _is_clear(scenario, given):
            return replace(scenario, given=given)


def _size(others: dict[float, float], random: Random, number: float) -> float:
    """Return another width of a layer, the same for the same; one stays one."""
    if number > 1 and number not in others:
        least, most = int(number * LEAST), int(number * MOST) + 1
        others[number] = random.randint(max(least, 2), most)
    return others.get(number, number)


def _other(others: dict[float, float], random: Random, number: float) -> float:
    """Return another number in place of one; none is as large as one that stands for another."""
    if isinstance(number, int) or abs(number) < STEP or number == 1.0:
        return number
    digits = DIGITS if abs(number) >= SMALL else SMALL_DIGITS
    while number not in others:
        other = round(number * random.uniform(LEAST, MOST), digits)
        if other != number and abs(other) not in (1.0, *map(abs, others.values())):
            others[number] = other
    return others[number]


def each(given: Any, change: Callable[[float], float]) -> Any:
    """Return what a scenario is given with each number of it changed."""
    if isinstance(given, Mapping):
        return {name: each(one, change) for name, one in given.items()}
    if isinstance(given, list | tuple):
        return [each(one, change) for one in given]
    return change(given) if isinstance(given, int | float) else given


def _is_clear(scenario: Scenario, given: Mapping[str, Any]) -> bool:
    """Tell whether a neuron's sum is clearly on its side of 0, and what is drawn told apart."""
    if scenario.exercise == "count":
        return bool(given != scenario.given) and _alike(given) == _alike(scenario.given)
    if scenario.ask == "graph_drawing":
        return _is_told_apart(given)
    if given.get("class") != "Neuron":
        return True
    both = (scenario.given, given)
    meant, found = (one["b"] + sum(map(mul, one["w"], one["x"])) for one in both)
    return bool(meant * found > 0 and abs(found) >= abs(meant) / 2)


def _alike(given: Mapping[str, Any]) -> list[int]:
    """Return where each number was first."""
    found: list[float] = []

    def take(number: float) -> float:
        found.append(number)
        return number

    each(given, take)
    return [found.index(number) for number in found]


def _is_told_apart(given: Mapping[str, Any]) -> bool:
    """Tell whether all that a drawing shows is told apart, also with two decimals or with one."""
    values = [*evaluated(given).values()]
    values[-1].backward()
    shown = {round(abs(n), 9) for one in values for n in (one.data, one.grad)} - {0.0, 1.0}
    far = all(b - a >= APART for a, b in pairwise(sorted(shown)))
    return far and all(round(100 * number) % 10 for number in shown)


def drawn_for_seal(seed: str) -> dict[str, tuple[Scenario, ...]]:
    """Return the same for a seal, which asks for answers that cannot be guessed.

    A count builds nothing, so its sizes can be as large as one likes.
    """
    found, random = drawn(seed), Random(seed)  # noqa: S311  (they are public)
    givens = (each(one.given, lambda _: random.randint(*SIZES)) for one in found["count"])
    counts = zip(found["count"], givens, strict=True)
    return found | {"count": tuple(replace(one, given=given) for one, given in counts)}
