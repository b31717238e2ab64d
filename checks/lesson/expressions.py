"""The expressions that an engine is asked: each operation alone, used again, and in whole graphs.

What shows most faults of an engine is a computed Value that is used again, near where it was made
and far from there. Numbers stay where no slope is nearly 0 and none is large. An operation alone
is tried below 0, where `abs` shows, and once it is used again above it; and what takes a slope also
where the gradient that it passes on is not 1. A plain number beside it is whole once, and once not.
"""

import math
import re
from operator import add, mul
from random import Random
from string import ascii_lowercase
from typing import Any

from msgspec.structs import replace

from checks.catalog import Scenario

LEAF, CHAIN = {"a": 0.7, "b": -1.6}, {"a": 0.5, "length": 200}
SET = "a = Value(0.7), a.data = -1.6, a.grad = 0, then Value(0.7) * a"
IN_A_CHAIN = "a + 1 + 1 + ... + 1, 200 times, then backward()"
EXPRESSIONS = {
    "add": "a + b",
    "multiply": "a * b",
    "negate": "-a",
    "subtract": "a - b",
    "power": "a ** 3",
    "square": "a ** 2",
    "power_zero": "a ** 0",
    "power_negative": "a ** -1",
    "divide": "a / b",
    "add_number": "a + 2 + 0.5",
    "multiply_number": "a * 3 * 0.5",
    "subtract_number": "a - 2 - 0.5",
    "divide_number": "a / 4 / 0.5",
    "number_add": "0.5 + (2 + a)",
    "number_multiply": "0.5 * (3 * a)",
    "number_subtract": "(2 - a) + (0.5 - b)",
    "number_divide": "2 / a + 0.5 / b",
    "sum": "sum([a, b])",
    "sum_from": "sum([b], a)",
    "tanh": "a.tanh()",
    "exp": "a.exp()",
    "relu": "a.relu()",
    "same": "a + a",
}
AGAIN = [name for name in EXPRESSIONS if name not in ("power_zero", "same")]
# what is beneath a function, and above it, has to be reached through it
PASSED_ON = {
    "tanh": ["x = a * b", "out = x.tanh() * c"],
    "exp": ["x = a * b", "out = x.exp() * c"],
    "relu": ["x = a * b", "out = x.relu() * c"],
    "power": ["x = a * b", "out = x ** 3 * c"],
}
POSITIVE = {"power_root": "a ** 0.5"}
IN_PLACE = {
    "in_steps": ["x = a * b", "y = x + c", "out = y * d"],  # the next one without += and *=
    "in_place": ["out = a * b", "out += c", "out *= d"],
    "in_place_subtract": ["out = a * b", "out -= c", "out -= d"],
    "in_place_kept": ["x = a * b", "y = a", "y += c", "z = x", "z *= d", "out = x * y + z"],
}
TWICE = ["m = a * b", "o = m + a", "out = m * b"]
# one Value is used twice, or reaches the result directly and by another, met before it or after it
TWO_WAYS = {
    "shared": ["x = a * b + a", "y = a + b", "out = x * y"],
    "near_first": ["x = a * b", "y = x + a", "z = y * x", "out = y * z"],
    "far_first": ["x = a * b", "y = x + a", "z = y * x", "out = z * y"],
    "squared": ["x = a * b", "y = x * x", "out = y + a"],
    "doubled": ["x = a * b", "y = x + x", "out = y * a"],
}
GRAPHS = {"graph_one": 3, "graph_two": 11, "graph_three": 32, "graph_four": 53}  # and their seeds
LEAVES = {"a": 0.8, "b": -1.3, "c": 0.6}
SIGNS = {"+": add, "*": mul}
LARGE, RARE = 1.5, 0.2  # from where a step is squashed, and how often one is besides


def _expression(name: str, steps: list[str], **leaves: float) -> Scenario:
    """Return a scenario of a few steps; what the last one gives is `out`."""
    *before, last = steps
    shown = [*before, last if before else last.removeprefix("out = ")]
    known = ", ".join(f"{leaf} = Value({number:g})" for leaf, number in leaves.items())
    given: dict[str, Any] = {"leaves": leaves, "steps": steps, "back": [1.0]}
    call = f"{', '.join(shown)} with {known}"
    return Scenario(f"engine.{name}", "engine_expression", given, "Value", call)


def _alone(name: str, expression: str, a: float = -0.7, b: float = -1.6) -> Scenario:
    leaves = {
        leaf: number for leaf, number in (("a", a), ("b", b)) if leaf in re.split(r"\W", expression)
    }
    return _expression(name, [f"out = {expression}"], **leaves)


def _again(name: str) -> Scenario:
    """Return a scenario where what an operation gives is used again, near it and far from it."""
    first = EXPRESSIONS[name]
    second = re.sub(r"\b[ab]\b", lambda letter: {"a": "y", "b": "x"}[letter[0]], first)
    steps = [f"x = {first}", "y = x * b + x", f"z = {second}", "out = z * x + y"]
    return _expression(f"{name}_again", steps, a=0.9, b=0.4)


def _twice() -> Scenario:
    """Return a scenario of two results of one Value: each has its backward()."""
    one = _expression("twice", TWICE, a=0.9, b=0.4)
    made, _, leaves = one.call.partition(" with ")
    call = f"{made}, o.backward(), each grad = 0, out.backward() with {leaves}"
    return replace(one, given={**one.given, "before": "o"}, call=call)


def _afresh() -> Scenario:
    """Return a scenario of a fresh graph of Values that an earlier one was made of."""
    one = _expression("afresh", ["m = a * b", "out = m + b"], a=0.9, b=0.4)
    earlier = ["m = a * b", "out = m + a"]
    call = f"o = a * b + a, o.backward(), a.grad = b.grad = 0, then {one.call}"
    return replace(one, given={**one.given, "earlier": earlier}, call=call)


def _graph(name: str, seed: int) -> Scenario:
    """Return a scenario about a graph that a seed draws; each letter but the leaves is a step."""
    random, numbers, steps = Random(seed), dict(LEAVES), list[str]()  # noqa: S311  (they are public)
    unread = list(numbers)
    for left, step in zip(range(23, 0, -1), ascii_lowercase[3:], strict=True):
        is_joining = len(unread) > left  # from here on, what nothing reads yet comes together
        one = random.choice(unread if is_joining else list(numbers)[-4:])
        other = random.choice([n for n in (unread if is_joining else numbers) if n != one])
        op = random.choice("+*")
        expression, number = f"{one} {op} {other}", SIGNS[op](numbers[one], numbers[other])
        if not is_joining and (abs(number) > LARGE or random.random() < RARE):
            expression, number, other = f"{one}.tanh()", math.tanh(numbers[one]), one
        steps.append(f"{step} = {expression}")
        numbers[step] = number
        unread = [n for n in unread if n not in (one, other)] + [step]
    steps[-1] = re.sub("^[a-z]+", "out", steps[-1])
    return _expression(name, steps, **LEAVES)


ENGINE = (
    Scenario("engine.leaf", "engine_leaf", LEAF, "Value", SET),
    *(_alone(name, expression) for name, expression in EXPRESSIONS.items()),
    *(_alone(name, expression, a=0.7) for name, expression in POSITIVE.items()),
    *(_expression(f"{name}_on", steps, a=0.9, b=0.7, c=-1.4) for name, steps in PASSED_ON.items()),
    *(_expression(name, steps, **LEAVES, d=0.9) for name, steps in IN_PLACE.items()),
    *map(_again, AGAIN),
    *(_expression(name, steps, a=0.9, b=0.4) for name, steps in TWO_WAYS.items()),
    *(_graph(name, seed) for name, seed in GRAPHS.items()),
    _twice(),
    _afresh(),
    Scenario("engine.chain", "engine_chain", CHAIN, "Value.backward", IN_A_CHAIN),
)
